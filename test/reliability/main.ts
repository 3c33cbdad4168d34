/**
 * The long forms of the reliability tests; each adds what it came to to docs/reliability.md:
 *
 *     npm run reliability -- --rounds 1000 --seed 1 [--embedded]
 *     npm run reliability -- --histories 100000 --seed 1
 *     npm run reliability -- --planted [--histories 400]
 *
 * Exit codes: 0 no law was broken and every planted bug was caught, 1 otherwise, 2 wrong usage.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openTestDatabase } from '../../packages/server/src/platform/db/testing/open-test-database.ts'
import { playHistories } from './histories/play-histories.ts'
import { type PlantedReport, plantedBugs, runPlanted } from './planted-bugs/run-planted.ts'
import { playEmbeddedRounds } from './processes/play-embedded-rounds.ts'
import { playRounds, type RoundReport } from './processes/play-rounds.ts'

const document = join(import.meta.dirname, '..', '..', 'docs', 'reliability.md')
const usage = 'Usage: npm run reliability -- (--rounds N [--embedded] | --histories N | --planted) [--seed N]\n'

type Figures = {
  readonly what: string
  readonly seed: number
  readonly rounds: number
  readonly sent: number
  readonly acknowledged: number
  readonly unknown: number
  readonly violations: number
}

process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string' },
      histories: { type: 'string' },
      seed: { type: 'string', default: '1' },
      embedded: { type: 'boolean', default: false },
      planted: { type: 'boolean', default: false },
    },
  })
  const seed = Number(values.seed)
  if (values.planted) return plant(Number(values.histories ?? 400))
  if (values.rounds !== undefined) return record(await rounds(seed, Number(values.rounds), values.embedded))
  if (values.histories !== undefined) return record(await histories(seed, Number(values.histories)))
  process.stderr.write(usage)
  return 2
}

async function rounds(seed: number, count: number, isEmbedded: boolean): Promise<Figures> {
  const play = isEmbedded ? playEmbeddedRounds : playRounds
  let isOver = false
  // Whoever has no more time stops after the round under way, and what was played is recorded.
  process.once('SIGINT', () => (isOver = true))
  const reports = await play({ firstSeed: seed, count, onRound: sayRound, isOver: () => isOver })
  const sum = (figureOf: (report: RoundReport) => number): number =>
    reports.reduce((total, report) => total + figureOf(report), 0)
  return {
    what: isEmbedded ? 'kill rounds, embedded' : 'fault rounds, PostgreSQL, two nodes',
    seed,
    rounds: reports.length,
    sent: sum(({ sent }) => sent),
    acknowledged: sum(({ acknowledged }) => acknowledged),
    unknown: sum(({ unknown }) => unknown),
    violations: sum(({ violations }) => violations.length),
  }
}

function sayRound({ seed, faults, sent, acknowledged, violations }: RoundReport): void {
  process.stdout.write(`seed ${seed}: ${faults.join('; ')}: ${acknowledged} of ${sent} acknowledged\n`)
  for (const violation of violations) process.stdout.write(`  ${violation}\n`)
}

async function histories(firstSeed: number, count: number): Promise<Figures> {
  const opened = await openTestDatabase({ poolMax: 16 })
  const summary = await playHistories(opened.database, { firstSeed, count, failuresMax: 20 })
  await opened.close()
  for (const { seed, violations, faults } of summary.failures) {
    process.stdout.write(`seed ${seed}: ${[...faults, ...violations].join('\n  ')}\n`)
  }
  const { sent, acknowledged, unknown, failures } = summary
  const figures = { seed: firstSeed, rounds: summary.histories, sent, acknowledged, unknown }
  return { what: 'random histories', ...figures, violations: failures.length }
}

/** Adds a line to the table of runs, whatever came of it. */
function record(figures: Figures): number {
  const { what, seed, rounds, sent, acknowledged, unknown, violations } = figures
  const cells = [today(), what, seed, rounds, sent, acknowledged, unknown, violations]
  const end = '<!-- runs end -->'
  const text = readFileSync(document, 'utf8')
  writeFileSync(
    document,
    text.replace(end, () => `| ${cells.join(' | ')} |\n${end}`),
  )
  process.stdout.write(`${cells.join(' | ')}\n`)
  return violations === 0 ? 0 : 1
}

async function plant(historiesMax: number): Promise<number> {
  const reports = await runPlanted(plantedBugs, { historiesMax, onReport: sayPlanted })
  const rows = reports.map(({ bug, caught }) => {
    const by = caught === null ? `**nothing**, in ${historiesMax} histories` : caught.by.replaceAll('|', '\\|')
    return `| ${bug.name} | \`${bug.file}\` | ${by} | ${caught?.histories ?? ''} |`
  })
  const caughtCount = reports.filter(({ caught }) => caught !== null).length
  const table = [
    `${caughtCount} of ${reports.length} caught on ${today()}.`,
    '',
    '| bug | file | caught by | after histories |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n')
  const text = readFileSync(document, 'utf8')
  const between = /<!-- planted begin -->[\s\S]*<!-- planted end -->/
  writeFileSync(
    document,
    text.replace(between, () => `<!-- planted begin -->\n${table}\n<!-- planted end -->`),
  )
  return caughtCount === reports.length ? 0 : 1
}

function sayPlanted({ bug, caught }: PlantedReport): void {
  const how = caught === null ? 'NOT CAUGHT' : `caught by ${caught.by} after ${caught.histories ?? 0}`
  process.stdout.write(`${bug.name}: ${how}\n`)
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

import { setFlagsFromString } from 'node:v8'
import type { SkippedDomain } from '@rightful/engine'
import type { CliContext, CliProcess } from '../cli-context.ts'
import type { FoundInFile } from '../readers/read-rows.ts'
import {
  decisionCells,
  decisionHeadings,
  type DecisionRow,
  decisionRow,
  rejectedDecisionRow,
} from '../routing/decision-row.ts'
import { formatSummary } from '../routing/format-summary.ts'
import { type LeadRun, openLeadRun } from '../routing/load-world.ts'
import { createRouteTally, type RouteSummary, type RouteTally } from '../routing/route-summary.ts'
import { skippedNotes } from '../routing/skipped-notes.ts'
import { paintFor } from '../terminal/paint.ts'
import { createProgressBar } from '../terminal/progress-bar.ts'
import { createCsvRowWriter } from '../writers/csv-row.ts'
import { openOutput, type TextOutput } from '../writers/text-output.ts'
import type { RouteFlags } from './route.ts'

/** Decides every lead of a file, writes a row for each, and says at the end what became of them. */
export async function runRoute({ process, interrupted }: CliContext, flags: RouteFlags, path: string): Promise<void> {
  keepHeapSmall()
  const { world, reading, clock } = await openLeadRun(path, flags, process)
  const output = await openOutput(flags.out, process.stdout)
  const tally = createRouteTally()
  const started = performance.now()
  try {
    await decideAll({ world, reading, clock, tally, process, interrupted }, writerFor(flags, output))
    if (interrupted.aborted) return await output.discard()
    await output.close()
  } catch (error) {
    await output.discard()
    throw error
  }
  const shares = world.router.state.shares()
  const summary = tally.summarise(shares, clock.told(), performance.now() - started)
  if (!flags.quiet)
    printSummary(flags, { summary, found: reading.found(), skippedDomains: world.skippedDomains, process })
  if (summary.unreadable > 0) process.exitCode = 1
}

/** Routing leaves little behind, so the heap need not grow to several times what is kept before it is swept: a third less memory at the same pace. */
function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=60')
}

type Run = LeadRun & {
  readonly tally: RouteTally
  readonly process: CliProcess
  readonly interrupted: AbortSignal
}

type WriteRow = (row: DecisionRow) => Promise<void> | undefined

async function decideAll(run: Run, write: WriteRow): Promise<void> {
  const { reading, tally, clock } = run
  const { router } = run.world
  const bar = createProgressBar(run.process, 'leads', () => performance.now())
  let rows = 0
  for await (const batch of reading.batches) {
    if (run.interrupted.aborted) break
    for (const row of batch) {
      if (row.kind === 'rejected') {
        tally.countUnreadable()
        await write(rejectedDecisionRow(row))
        continue
      }
      const decision = router.route(row.lead, clock.decideAt(row), 'brief')
      tally.countDecision(decision)
      const full = write(decisionRow(row.line, decision))
      if (full !== undefined) await full
    }
    rows += batch.length
    const { readBytes, sizeBytes } = reading.progress()
    bar.update(readBytes, sizeBytes, rows)
  }
  bar.finish()
}

function writerFor(flags: RouteFlags, output: TextOutput): WriteRow {
  const format = flags.format ?? (/\.(ndjson|jsonl)$/.test(flags.out) ? 'ndjson' : 'csv')
  if (format === 'ndjson') return (row) => output.write(`${JSON.stringify(row)}\n`)
  const toText = createCsvRowWriter({ delimiter: ',', guardFormulas: flags.guardFormulas })
  void output.write(toText(decisionHeadings))
  return (row) => output.write(toText(decisionCells(row)))
}

function printSummary(
  flags: RouteFlags,
  told: {
    readonly summary: RouteSummary
    readonly found: FoundInFile
    readonly skippedDomains: readonly SkippedDomain[]
    readonly process: CliProcess
  },
): void {
  const { summary, found, skippedDomains, process } = told
  // The decisions have the standard output to themselves.
  const stream = flags.out === '-' ? process.stderr : process.stdout
  if (flags.json) {
    stream.write(`${JSON.stringify({ ...summary, skippedDomains, file: found })}\n`)
    return
  }
  const notes = [...found.notes, ...skippedNotes(skippedDomains)].map((note) => `note: ${note}\n`)
  stream.write(`${notes.join('')}${formatSummary(summary, paintFor(stream, process.env))}`)
}

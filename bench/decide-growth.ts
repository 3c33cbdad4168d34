/**
 * How the cost of a decision grows with the number of rules: with 10,000 and with 100,000, as a multiple of that with 100.
 *
 * The leads are the same for all sizes, and so is the share of leads that the rules take. Complete leads and leads with gaps,
 * of which first true and first unknown rule are looked for, are measured apart; the worse of both counts. In each round every size is
 * timed in turn, in blocks of leads; a block's time is its median over the rounds.
 */
import { type CompiledPolicy, compilePolicy, matchByScan, type Values } from '@rightful/engine'
import type { BenchResult } from './bench-result.ts'
import { generateLeads } from './generated-rules/generate-leads.ts'
import { generateRules } from './generated-rules/generate-rules.ts'
import { leadAsValues, rulesAsPolicy } from './generated-rules/rules-as-policy.ts'
import { makeAndWeigh } from './rounds/kept-bytes.ts'
import { median } from './rounds/median.ts'

const sizes = [100, 1_000, 10_000, 100_000] as const
const bars = [
  { ruleCount: 10_000, bar: 4 },
  { ruleCount: 100_000, bar: 10 },
] as const
/** Short enough to be over, mostly, before a busy machine turns to something else. */
const blockLength = 250
/** How many answers are compared with asking every rule in order, for each size and kind of lead; fewer where that takes long. */
const comparedMax = 500

type Kind = 'complete' | 'gaps'
const kinds = ['complete', 'gaps'] as const

/** A policy of one size. `blockTimes` are nanoseconds a lead: for each kind of lead and block, one for each round. */
type Sized = {
  readonly ruleCount: number
  readonly compiled: CompiledPolicy
  readonly buildSeconds: number
  readonly keptBytes: number
  readonly blockTimes: Readonly<Record<Kind, readonly number[][]>>
}

/** Runs the benchmark; `quick` asks about fewer leads in fewer rounds, of the same numbers of rules. */
export async function run({ quick }: { readonly quick: boolean }): Promise<BenchResult> {
  const leadCount = quick ? 5_000 : 10_000
  const rounds = quick ? 15 : 41
  const leads = { complete: generateValues(leadCount, false), gaps: generateValues(leadCount, true) }
  const sized: Sized[] = []
  for (const ruleCount of sizes) sized.push(await build(ruleCount, leadCount))
  for (const each of sized) compareAnswers(each, leads)
  for (let round = -1; round < rounds; round += 1) {
    // The first round is for the compiler. No size follows the same one always, which leaves the caches as it likes them.
    for (const each of round % 2 === 0 ? sized : sized.toReversed()) {
      for (const kind of kinds) timeRound(each, { kind, leads: leads[kind], isCounted: round >= 0 })
    }
  }
  const growths = bars.map(({ ruleCount, bar }) => ({ ruleCount, bar, growth: worseGrowth(sized, ruleCount) }))
  const [told] = growths.toSorted((a, b) => b.growth / b.bar - a.growth / a.bar)
  const table = [
    `${leadCount} leads of each kind, medians of ${rounds} rounds`,
    'rules     complete      gaps    growth    build    memory',
    ...sized.map((each) => describe(each, sized)),
    ...growths.map(({ ruleCount, growth, bar }) => `${ruleCount} rules: ${growth.toFixed(2)} × (bar <= ${bar})`),
  ]
  return { name: 'decide-growth', value: told.growth, unit: '×', operator: '<=', bar: told.bar, table }
}

function generateValues(count: number, gaps: boolean): readonly Values[] {
  return generateLeads(9, count, gaps).map(leadAsValues)
}

async function build(ruleCount: number, leadCount: number): Promise<Sized> {
  const policy = rulesAsPolicy(generateRules(7, ruleCount))
  const { value, seconds, keptBytes } = await makeAndWeigh(() => compilePolicy(policy))
  const noTimes = (): number[][] => Array.from({ length: Math.ceil(leadCount / blockLength) }, () => [])
  const blockTimes = { complete: noTimes(), gaps: noTimes() }
  return { ruleCount, compiled: value, buildSeconds: seconds, keptBytes, blockTimes }
}

/** A cost that is not of right answers is no figure. */
function compareAnswers({ ruleCount, compiled }: Sized, leads: Readonly<Record<Kind, readonly Values[]>>): void {
  const count = Math.max(20, Math.min(comparedMax, Math.floor(1_000_000 / ruleCount)))
  for (const kind of kinds) {
    for (const values of leads[kind].slice(0, count)) {
      const [found, meant] = [compiled.match(values), matchByScan(compiled, values)]
      const isSame = found.ruleIndex === meant.ruleIndex && found.firstUnknown === meant.firstUnknown
      if (!isSame)
        throw new Error(`With ${ruleCount} rules, of ${JSON.stringify(values)}: ${JSON.stringify({ found, meant })}`)
    }
  }
}

type Round = { readonly kind: Kind; readonly leads: readonly Values[]; readonly isCounted: boolean }

function timeRound({ compiled, blockTimes }: Sized, { kind, leads, isCounted }: Round): void {
  let sum = 0
  for (const [block, times] of blockTimes[kind].entries()) {
    const [from, to] = [block * blockLength, Math.min(leads.length, (block + 1) * blockLength)]
    const started = performance.now()
    for (let lead = from; lead < to; lead += 1) sum += compiled.match(leads[lead]).ruleIndex
    const nanoseconds = (performance.now() - started) * 1e6
    if (isCounted) times.push(nanoseconds / (to - from))
  }
  // The answers are added up so that none of the work can be left out.
  if (!Number.isFinite(sum)) throw new Error('An answer is no number.')
}

/** Nanoseconds for a decision. */
function costOf({ blockTimes }: Sized, kind: Kind): number {
  const medians = blockTimes[kind].map(median)
  return medians.reduce((sum, time) => sum + time, 0) / medians.length
}

function growthOf(each: Sized, [base]: readonly Sized[], kind: Kind): number {
  return costOf(each, kind) / costOf(base, kind)
}

function worseGrowth(sized: readonly Sized[], ruleCount: number): number {
  const each = sized.find((one) => one.ruleCount === ruleCount)
  return each === undefined ? Number.NaN : Math.max(...kinds.map((kind) => growthOf(each, sized, kind)))
}

function describe(each: Sized, sized: readonly Sized[]): string {
  return [
    String(each.ruleCount).padEnd(8),
    ...kinds.map((kind) => `${costOf(each, kind).toFixed(0)} ns`.padStart(9)),
    kinds
      .map((kind) => `${growthOf(each, sized, kind).toFixed(2)} ×`)
      .join(' / ')
      .padStart(16),
    `${each.buildSeconds.toFixed(2)} s`.padStart(8),
    `${(each.keptBytes / 1e6).toFixed(1)} MB`.padStart(9),
  ].join(' ')
}

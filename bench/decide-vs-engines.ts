/**
 * The route stage with 10,000 rules against four rule engines and hand-written closures, all giving the same answers.
 *
 * The rules are of sets, ranges, prefixes, flags, regular expressions, disjunctions and negations; leads are complete, and
 * the first match wins. Every engine can say all of them, and is given them in the fastest of the ways that its documentation
 * offers. In each round everyone is timed in turn. Engines read a lead as an object, so against them Rightful, too, starts
 * from the object; closures read slots, so against them it starts from slots.
 */
import type { BenchResult } from './bench-result.ts'
import { celJs } from './engines/cel-js.ts'
import { holdContest, type Performance, ratioOf } from './engines/contest.ts'
import { handWrittenClosures } from './engines/hand-written-closures.ts'
import { jsonLogicEngine } from './engines/json-logic-engine.ts'
import { jsonRulesEngine } from './engines/json-rules-engine.ts'
import { rightful, rightfulFromObjects } from './engines/rightful.ts'
import { zenEngine } from './engines/zen-engine.ts'
import { generateLeads } from './generated-rules/generate-leads.ts'
import { generateRules } from './generated-rules/generate-rules.ts'

const ruleCount = 10_000
const bars = { engine: 200, closures: 60 } as const

/** Runs the benchmark; `quick` asks about fewer leads in fewer and shorter rounds, of the same rules. */
export async function run({ quick }: { readonly quick: boolean }): Promise<BenchResult> {
  const leads = generateLeads(9, quick ? 4_000 : 10_000, false)
  const extent = quick
    ? { rounds: 5, sampleCount: 12, turnSeconds: 0.5 }
    : { rounds: 11, sampleCount: 60, turnSeconds: 2 }
  const contenders = [
    rightful,
    rightfulFromObjects,
    handWrittenClosures,
    zenEngine,
    jsonRulesEngine,
    jsonLogicEngine,
    celJs,
  ]
  const contest = { rules: generateRules(7, ruleCount), leads, judge: handWrittenClosures, ...extent }
  const [own, fromObjects, closures, ...engines] = await holdContest(contenders, contest)
  const fastest = engines.reduce((best, each) => (each.rate > best.rate ? each : best))
  const goals = [
    { against: fastest, ratio: ratioOf(fromObjects, fastest), bar: bars.engine },
    { against: closures, ratio: ratioOf(own, closures), bar: bars.closures },
  ].toSorted((a, b) => a.ratio / a.bar - b.ratio / b.bar)
  const table = [
    `${ruleCount} rules, ${leads.length} complete leads, medians of ${extent.rounds} rounds; all answers the same`,
    `${'engine'.padEnd(24)} decisions/s  rightful is   load  answers`,
    ...[own, fromObjects].map((each) => describe(each, null)),
    describe(closures, ratioOf(own, closures)),
    ...engines.map((engine) => describe(engine, ratioOf(fromObjects, engine))),
    ...goals.map(({ against, ratio, bar }) => `${ratio.toFixed(0)} × ${against.engine.name} (bar >= ${bar})`),
  ]
  const [{ ratio, bar }] = goals
  return { name: 'decide-vs-engines', value: ratio, unit: '×', operator: '>=', bar, table }
}

function describe({ engine, rate, loadSeconds, answerCount }: Performance, ratio: number | null): string {
  const figures = [
    engine.name.padEnd(24),
    rate.toFixed(rate < 100 ? 1 : 0).padStart(11),
    (ratio === null ? '' : `${ratio.toFixed(0)} ×`).padStart(12),
    `${loadSeconds.toFixed(2)} s`.padStart(7),
    String(answerCount).padStart(8),
  ]
  return `${figures.join(' ')}  ${engine.how}`
}

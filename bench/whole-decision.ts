/**
 * Whole decisions a second on one core: normalise, match against 100,000 accounts, plan, choose from 50 members, brief trace.
 *
 * Every run decides leads that were never seen before, some days of 20,000 leads, against a fresh roster of twelve pools of 50
 * members with hours, capacities, day caps and weights; each decision is taken up in the roster's state before the next.
 * The policy has 140 routes and a decision table of 60 rows, two hard rules (one on owners), a derived value and two clocks.
 */
import { buildAccountIndex, type Decision } from '@rightful/engine'
import type { BenchResult } from './bench-result.ts'
import { generateAccountBook } from './generated-business/generate-companies.ts'
import { type Business, openBusiness } from './whole-decision/business.ts'
import { decideAll, generateIntake } from './whole-decision/decide-all.ts'
import { describeOutcomes } from './whole-decision/describe-outcomes.ts'
import { measureStages } from './whole-decision/measure-stages.ts'

const accountCount = 100_000

export async function run({ quick }: { readonly quick: boolean }): Promise<BenchResult> {
  const book = generateAccountBook(11, accountCount)
  const business = openBusiness(book, buildAccountIndex(book.accounts))
  const leadCount = quick ? 40_000 : 100_000
  const rounds = quick ? 5 : 9
  // The first runs are for the compiler: their rates are not counted.
  const rates = Array.from({ length: 2 + rounds }, (_, seed) =>
    decideAll(business, generateIntake(business, { seed, leadCount }), () => {}),
  )
  const counted = rates.slice(2).toSorted((a, b) => a - b)
  const median = counted[Math.floor(rounds / 2)] ?? 0
  const table = [
    `${accountCount} accounts, ${business.policy.rules.length} rules, ${rounds} runs of ${leadCount} new leads: ${counted.map(Math.round).join(', ')} decisions/s`,
    ...stageLines(business, { leadCount, wholeMicros: 1e6 / median }),
  ]
  return { name: 'whole-decision', value: median, unit: 'decisions/s', operator: '>=', bar: 100_000, table }
}

/** What became of the leads of one more run, and where the time goes. */
function stageLines(
  business: Business,
  of: { readonly leadCount: number; readonly wholeMicros: number },
): readonly string[] {
  const size = { seed: 1000, leadCount: of.leadCount }
  const decisions: Decision[] = []
  decideAll(business, generateIntake(business, size), (decision) => decisions.push(decision))
  const stages = [
    ...measureStages(business, generateIntake(business, size), decisions),
    ['the whole way', of.wholeMicros] as const,
  ]
  return [
    ...describeOutcomes(decisions),
    ...stages.map(
      ([name, micros]) =>
        `${name.padEnd(40)} ${micros.toFixed(2).padStart(6)} µs ${((100 * micros) / of.wholeMicros).toFixed(0).padStart(4)} %`,
    ),
  ]
}

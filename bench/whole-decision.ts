/**
 * Whole decisions a second on one core: normalise, match against 100,000 accounts, plan, choose from 50 members, brief trace.
 *
 * Every run decides leads that were never seen before, spread over five days, against a fresh roster of twelve pools of 50
 * members with hours, capacities, day caps and weights; each decision is taken up in the roster's state before the next.
 * The policy has 140 routes and a decision table of 60 rows, two hard rules (one on owners), a derived value and two clocks.
 */
import { buildAccountIndex } from '@rightful/engine'
import type { BenchResult } from './bench-result.ts'
import { generateAccountBook } from './generated-business/generate-companies.ts'
import { openBusiness, type Business } from './whole-decision/business.ts'
import { describeOutcomes } from './whole-decision/describe-outcomes.ts'
import { decideAll } from './whole-decision/decide-all.ts'
import { measureStages } from './whole-decision/measure-stages.ts'

const accountCount = 100_000

export async function run({ quick }: { readonly quick: boolean }): Promise<BenchResult> {
  const book = generateAccountBook(11, accountCount)
  const business = openBusiness(book, buildAccountIndex(book.accounts))
  const leadCount = quick ? 40_000 : 100_000
  const rounds = quick ? 3 : 7
  warmUp(business, leadCount)
  const runs = Array.from({ length: rounds }, (_, round) => decideAll(business, { seed: 100 + round, leadCount }))
  const rates = runs.map(({ perSecond }) => perSecond).toSorted((a, b) => a - b)
  const median = rates[Math.floor(rates.length / 2)] ?? 0
  const table = [
    `${accountCount} accounts, ${business.policy.rules.length} rules, ${rounds} runs of ${leadCount} new leads: ${rates.map(Math.round).join(', ')} decisions/s`,
    ...describeOutcomes(runs[0]),
    ...measureStages(business, { seed: 200, leadCount }),
  ]
  return { name: 'whole-decision', value: median, unit: 'decisions/s', operator: '>=', bar: 100_000, table }
}

function warmUp(business: Business, leadCount: number): void {
  for (const seed of [1, 2]) decideAll(business, { seed, leadCount })
}

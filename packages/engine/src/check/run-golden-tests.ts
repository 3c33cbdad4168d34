import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import type { Value } from '../language/expression.ts'
import type { GoldenTest } from '../policy/policy.ts'
import { valueText } from '../trace/input-sentences.ts'
import { isValue, type PlannedOutcome, prepareTrial } from './try-lead.ts'

/** One expectation that was not met. */
export type Mismatch = { readonly what: string; readonly expected: string; readonly found: string }

export type GoldenResult = {
  readonly test: GoldenTest
  readonly planned: PlannedOutcome
  readonly mismatches: readonly Mismatch[]
}

/**
 * Runs a policy's golden leads. They test the policy, not the roster: who is on shift today changes no result. The
 * lead goes through normalisation like any other; its account is the one the test names.
 */
export function runGoldenTests(policy: CompiledPolicy): readonly GoldenResult[] {
  const tryLead = prepareTrial(policy)
  return policy.policy.tests.map((test) => {
    const { planned } = tryLead({ id: test.name, attributes: test.lead, account: test.account })
    return { test, planned, mismatches: compare(test, planned) }
  })
}

function compare({ expect }: GoldenTest, planned: PlannedOutcome): readonly Mismatch[] {
  const pairs: (readonly [string, unknown, Value | null])[] = [
    ['outcome', expect.outcome, planned.outcome],
    ['route', expect.route, planned.route],
    ['pool', expect.pool, planned.pool],
    ['owner', expect.owner, planned.owner],
    ['queue', expect.queue, planned.queue],
    ['reason', expect.reason, planned.reason],
    ...Object.entries(expect.derived ?? {}).map(
      ([name, value]) => [name, value, planned.derived[name] ?? null] as const,
    ),
  ]
  return pairs.flatMap(([what, expected, found]) => {
    if (expected === undefined || JSON.stringify(expected) === JSON.stringify(found)) return []
    return [{ what, expected: textOf(expected), found: textOf(found) }]
  })
}

function textOf(value: unknown): string {
  if (value === null) return 'none'
  return isValue(value) ? valueText(value) : JSON.stringify(value)
}

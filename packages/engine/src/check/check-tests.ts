import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import { type Finding, finding } from './finding.ts'
import { runGoldenTests } from './run-golden-tests.ts'

/** Runs the golden leads; one finding for each that does not come to what is expected. */
export function checkTests(compiled: CompiledPolicy): readonly Finding[] {
  return runGoldenTests(compiled).flatMap(({ test, mismatches }, index) => {
    if (mismatches.length === 0) return []
    const differences = mismatches.map(({ what, expected, found }) => `${what} is ${found}, not ${expected}`)
    return [
      finding('check_test_failed', {
        severity: 'error',
        message: `The golden lead “${test.name}” does not come to what is expected: ${differences.join('; ')}.`,
        hint: 'Mend the policy, or the expectation.',
        place: test.place,
        path: `tests[${index}]`,
      }),
    ]
  })
}

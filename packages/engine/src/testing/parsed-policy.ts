import { compilePolicy } from '../compile/compile-policy.ts'
import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import { invariant } from '../engine-error.ts'
import { parsePolicy } from '../policy/parse-policy.ts'
import { parseRoster } from '../roster/parse-roster.ts'
import type { Roster } from '../roster/roster.ts'

/** The policy of a YAML text that has no errors, ready to be asked. Throws with the first error otherwise. */
export function policyOf(text: string, tables: Readonly<Record<string, string>> = {}): CompiledPolicy {
  const { policy, problems } = parsePolicy(text, { tables })
  const error = problems.find(({ severity }) => severity === 'error')
  invariant(policy !== null, `line ${error?.place.line}: ${error?.message}`)
  return compilePolicy(policy)
}

/** The roster of a YAML text that has no errors. Throws with the first error otherwise. */
export function rosterFrom(text: string): Roster {
  const { roster, problems } = parseRoster(text)
  const error = problems.find(({ severity }) => severity === 'error')
  invariant(roster !== null, `line ${error?.place.line}: ${error?.message}`)
  return roster
}

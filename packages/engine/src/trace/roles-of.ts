import { MAIN_ROLE } from '../decide/decide.ts'
import type { Policy } from '../policy/policy.ts'

/** The roles that a policy looks for people in: the main role, then those that its routes name under `also`. */
export function rolesOf({ routes }: Pick<Policy, 'routes'>): readonly string[] {
  return [...new Set([MAIN_ROLE, ...routes.flatMap(({ also }) => Object.keys(also))])]
}

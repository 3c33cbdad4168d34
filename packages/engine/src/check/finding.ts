import type { Place, Problem, Severity } from '../policy/problem.ts'
import type { CheckProblemCode } from './check-problems.ts'

/** One thing a check found, before it is sorted among the others. */
export type Finding = Problem & { readonly code: CheckProblemCode }

/** What a finding is made of. */
export type FindingParts = {
  readonly severity: Severity
  readonly message: string
  readonly hint: string
  readonly place: Place
  readonly path: string
}

export function finding(code: CheckProblemCode, parts: FindingParts): Finding {
  return { code, ...parts }
}

/** Names in a sentence: `a`, `b` and `c`; of more than so many, the first and how many others. */
export function listNames(names: readonly string[], shownMax: number): string {
  const quoted = names.slice(0, shownMax).map((name) => `\`${name}\``)
  const others = names.length - quoted.length
  const last = others > 0 ? `${others} more` : quoted.pop()
  if (last === undefined) return 'none'
  return quoted.length === 0 ? last : `${quoted.join(', ')} and ${last}`
}

/** `1 rule`, `2 rules`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

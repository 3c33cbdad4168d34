import type { Value } from '../language/expression.ts'
import type { Account } from '../match/account.ts'
import type { Problem } from '../policy/problem.ts'
import type { Roster } from '../roster/roster.ts'

/** What a policy is checked against, as far as it is known. What is left out is not checked. */
export type CheckContext = {
  /** Pools and people, with holidays and absences in their calendars where these are known. */
  readonly roster?: Roster
  /** Every known account: for its parents and its owner. */
  readonly accounts?: Iterable<Account>
  /**
   * The Monday (or any other first day) of the week whose shifts are looked at, holidays and absences included. Left
   * out, the usual week is, without them. It also says which members of a pool are no longer, or not yet, in it.
   */
  readonly weekOf?: Temporal.PlainDate
}

/** A kind of lead that no route takes. */
export type UncoveredLeads = {
  /** Attributes that matter, each with a value to stand for its kind; `null` is missing, and `account: null` is no account. */
  readonly example: Readonly<Record<string, Value | null>>
  /** What they have in common, attribute by attribute, in words. */
  readonly described: readonly string[]
  /** Which fallback they take. */
  readonly outcome: 'unmatched' | 'incomplete'
}

/** What was looked at, and how much of it could be decided. */
export type CheckFigures = {
  /** Rules: routes, and rows of their tables. */
  readonly rules: number
  /** Rules whose conditions are wholly made of comparisons with constants: what is said of them is exact. */
  readonly exactRules: number
  /** Rules of which it could not be said whether any lead reaches them. */
  readonly undecidedRules: number
  /** Rules that no lead reaches. */
  readonly unreachableRules: number
  /** Pairs of table rows that overlap and lead elsewhere; of a table with thousands of such pairs, at most so many. */
  readonly overlappingRows: number
  readonly tests: number
  readonly failedTests: number
}

/** What the static checks found. */
export type CheckReport = {
  /** In the order of the document, what is wrong with the policy before what is wrong with roster and accounts. */
  readonly problems: readonly Problem[]
  /** Leads without a route, at most three different kinds. */
  readonly uncovered: readonly UncoveredLeads[]
  readonly figures: CheckFigures
}

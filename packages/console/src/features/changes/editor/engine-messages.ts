/** What the page asks of the engine: a draft, and the lead to try it with. Plain data, as it crosses to a worker. */
export type Question = {
  readonly id: number
  readonly document: string
  /** Decision tables by the file names that the document uses. */
  readonly tables: Readonly<Record<string, string>>
  readonly lead: AskedLead | null
}

/** A lead as anybody would give it, and the account it is taken to be of; `null`: of none. */
export type AskedLead = {
  readonly attributes: Readonly<Record<string, unknown>>
  readonly account: Readonly<Record<string, unknown>> | null
}

/** Something found in a draft. Lines and columns count from 1. */
export type Finding = {
  readonly code: string
  readonly severity: 'error' | 'warning' | 'notice'
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number | null
  readonly endColumn: number | null
  /** Where in the document's structure, such as `routes[3].when`. */
  readonly path: string
  readonly what: string
  readonly mend: string | null
}

/** Where a lead may go, such as the pool `dach`. */
export type Place = { readonly kind: 'pool' | 'owner' | 'bound' | 'hold' | 'refuse'; readonly name: string }

/** A hard rule in short. */
export type ConstraintShape = {
  readonly id: string
  readonly kind: 'require' | 'bind' | 'refuse'
  readonly when: string | null
  /** What it requires, binds to, or refuses with. */
  readonly effect: string
  readonly line: number
}

/** A route in short; one with a table goes to whatever its rows name. */
export type RouteShape = {
  readonly id: string
  readonly when: string | null
  readonly places: readonly Place[]
  readonly table: string | null
  /** Rules it is made of: 1, or the rows of its table. */
  readonly rules: number
  readonly line: number
}

/** What a draft says, as far as views draw it. */
export type PolicyShape = {
  readonly name: string
  readonly constraints: readonly ConstraintShape[]
  readonly routes: readonly RouteShape[]
  readonly fallback: Readonly<Record<'unmatched' | 'incomplete' | 'nobody', readonly Place[]>>
  /** Every name that a condition may read. */
  readonly symbols: readonly string[]
}

/** What a lead comes to when everybody is at work: the first place of its plan. */
export type Planned = {
  readonly outcome: 'assigned' | 'held' | 'refused'
  readonly route: string | null
  readonly pool: string | null
  readonly owner: string | null
  readonly queue: string | null
  readonly reason: string | null
}

/** How a hard rule answered. */
export type ConstraintAnswer = {
  readonly id: string
  readonly result: boolean | 'unknown'
  readonly effect: 'none' | 'applies' | 'refused' | 'bound' | 'not_bound' | 'incomplete'
  readonly missing: readonly string[]
}

/** How the routes answered; whichever was asked and is neither matched nor unknown was false. */
export type RoutesAnswer = {
  readonly asked: number
  readonly total: number
  readonly matched: { readonly ruleId: string; readonly routeId: string } | null
  readonly unknown: readonly {
    readonly ruleId: string
    readonly routeId: string
    readonly missing: readonly string[]
  }[]
  readonly stoppedBy: string | null
}

/** What the draft makes of the lead. */
export type Trial = {
  readonly planned: Planned
  readonly constraints: readonly ConstraintAnswer[]
  /** `null`: a hard rule came before them. */
  readonly routes: RoutesAnswer | null
  /** What was read otherwise than given, each as a short text by its field. */
  readonly readAs: readonly { readonly field: string; readonly text: string }[]
}

/** One golden test of the draft. */
export type GoldenAnswer = {
  readonly name: string
  readonly line: number
  readonly passed: boolean
  readonly mismatches: readonly { readonly what: string; readonly expected: string; readonly found: string }[]
}

/** What reading, compiling and trying a draft gave; it comes at once. */
export type Result = {
  readonly kind: 'result'
  readonly id: number
  /** Whether it can be read; otherwise only `problems` says anything. */
  readonly isRead: boolean
  readonly problems: readonly Finding[]
  readonly shape: PolicyShape | null
  readonly tests: readonly GoldenAnswer[]
  readonly trial: Trial | null
}

/** What the worker says: the policy's JSON Schema once, then a result for each question, and later what the static checks found. */
export type Answer =
  | { readonly kind: 'ready'; readonly schema: unknown }
  | Result
  | { readonly kind: 'findings'; readonly id: number; readonly findings: readonly Finding[] }

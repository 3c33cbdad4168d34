// The engine's one door. Every export is named here and documented where it is defined.

// normalise
export type { RawLead } from './normalise/lead.ts'

// policy
export type { Place, Problem, Severity } from './policy/problem.ts'

// match
export type { Account } from './match/account.ts'

// language
export type { Value } from './language/expression.ts'

import type { DocumentNode, DocumentRange } from '../document/document-node.ts'
import type { DocumentReading } from '../document/document-reading.ts'
import type { SourceText } from '../document/source-text.ts'
import type { ConditionProblemCode } from '../language/expression-problem.ts'
import type { PolicyProblemCode } from './policy-problems.ts'
import type { Place, Problem, Severity } from './problem.ts'

/** A value of the document and where it stands in the structure, such as `routes[3].when`. */
export type Spot = { readonly node: DocumentNode; readonly path: string }

/** What a reader of one part of the document says about it. */
export type Complaint = {
  readonly code: PolicyProblemCode | ConditionProblemCode
  /** An error unless said otherwise. */
  readonly severity?: Severity
  readonly message: string
  readonly hint: string
  readonly path: string
  readonly range: DocumentRange
}

/** The document being read and the problems found so far. */
export type PolicyReader = {
  readonly source: SourceText
  report(complaint: Complaint): void
  placeOf(range: DocumentRange): Place
  /** In the order found; those that only follow from a break in the text's form are left out. */
  problems(): readonly Problem[]
}

/** Reads from this document on; its own problems of form are not repeated. */
export function createPolicyReader({ source, readableUntil }: DocumentReading): PolicyReader {
  const isWhole = readableUntil >= source.text.length
  const problems: Problem[] = []
  return {
    source,
    placeOf: (range) => source.placeOf(range),
    report: (complaint) => {
      const isEcho = complaint.range.start >= readableUntil || followsFromLoss.has(complaint.code)
      if (!isWhole && isEcho) return
      const { code, severity = 'error', message, hint, path, range } = complaint
      problems.push({ code, severity, message, hint, place: source.placeOf(range), path })
    },
    problems: () => problems,
  }
}

/** After a break in the form, whatever seems to be missing may have been lost with the rest of the text. */
const followsFromLoss: ReadonlySet<string> = new Set<Complaint['code']>([
  'policy_key_missing',
  'policy_value_missing',
  'policy_field_unknown',
  'policy_field_values_missing',
  'policy_route_unknown',
  'policy_route_unfit',
  'policy_rule_kind',
  'policy_bind_unfit',
  'policy_clock_unknown',
  'condition_name_unknown',
  'condition_name_not_here',
  'condition_group_unknown',
  'condition_value_unknown',
])

import type { DocumentReading } from '../document/document-reading.ts'
import { readDocument } from '../document/read-document.ts'
import { buildPolicy } from './build-policy.ts'
import type { Policy } from './policy.ts'
import { policyLimits } from './policy-limits.ts'
import type { PolicyProblemCode } from './policy-problems.ts'
import { createPolicyReader } from './policy-reader.ts'
import type { Problem } from './problem.ts'

/** How to read a policy. */
export type ParsePolicyOptions = {
  /** The name that places carry; default `policy.yaml`. */
  readonly file?: string
  /** By default JSON for a file that ends in `.json`, else YAML, of which JSON is a part. */
  readonly format?: 'yaml' | 'json'
  /** The decision tables' CSV texts, by the file names that the policy uses. */
  readonly tables?: Readonly<Record<string, string>>
}

/** `policy` is `null` as soon as one problem is an error; warnings and notices leave it usable. */
export type ParsedPolicy = { readonly policy: Policy | null; readonly problems: readonly Problem[] }

/** The keys whose values are conditions, wherever they stand in the document. */
export const conditionKeys: readonly string[] = ['when', 'require']

/**
 * Reads a policy document and its decision tables. Every problem is told at once, in the order of the document, each
 * with file, line, column, and how to mend it. Nothing is thrown, whatever the text, and the work is bounded.
 *
 * Left out, `when_unknown` is `applies` for `require`, `incomplete` for `refuse`, `skip` for `bind` and for routes;
 * the fallback holds leads in queues named `unmatched`, `incomplete` and `nobody_eligible`.
 */
export function parsePolicy(text: string, options: ParsePolicyOptions = {}): ParsedPolicy {
  const { file = 'policy.yaml', format, tables = {} } = options
  const reading = readDocument(text, { file, conditionKeys, ...(format === undefined ? {} : { format }) })
  const inTables: Problem[] = []
  const { policy, problems } = readPolicy(reading, tables, inTables)
  const all = [...[...reading.problems, ...problems].toSorted(byPlace), ...inTables]
  const hasError = all.some(({ severity }) => severity === 'error')
  return { policy: hasError ? null : policy, problems: cut(all) }
}

function readPolicy(
  reading: DocumentReading,
  tables: Readonly<Record<string, string>>,
  inTables: Problem[],
): ParsedPolicy {
  const { root } = reading
  if (root === null || root.kind === 'nothing') return { policy: null, problems: [] }
  const reader = createPolicyReader(reading)
  const policy = buildPolicy(
    reader,
    { node: root, path: '' },
    { tables, reportInTable: (problem) => inTables.push(problem) },
  )
  return { policy, problems: reader.problems() }
}

function byPlace(a: Problem, b: Problem): number {
  return a.place.line - b.place.line || a.place.column - b.place.column
}

function cut(problems: readonly Problem[]): readonly Problem[] {
  const { problemsMax } = policyLimits
  const first = problems[0]
  if (problems.length <= problemsMax || first === undefined) return problems
  // Errors come first when not all can be told: they are what keeps the policy from being used.
  const isError = ({ severity }: Problem): boolean => severity === 'error'
  const kept = [...problems.filter(isError), ...problems.filter((problem) => !isError(problem))].slice(0, problemsMax)
  const notice: Problem = {
    code: 'policy_problems_cut' satisfies PolicyProblemCode,
    severity: 'notice',
    message: `There are ${problems.length - problemsMax} more problems.`,
    hint: 'Mend these first; many often have one cause.',
    place: { file: first.place.file, line: 1, column: 1 },
    path: '',
  }
  return [...kept, notice]
}

import type { DocumentRange } from '../document/document-node.ts'
import type { SourceText } from '../document/source-text.ts'
import type { ConditionProblemCode } from '../language/expression-problem.ts'
import { policyLimits } from './policy-limits.ts'
import type { Problem, Severity } from './problem.ts'
import type { TableProblemCode } from './table-problems.ts'

/** Collects the problems of one table, each at its line and column in the table's file, up to a bound. */
export type TableReporter = {
  report(code: TableProblemCode | ConditionProblemCode, said: TableComplaint): void
  hasErrors(): boolean
  problems(): readonly Problem[]
}

export type TableComplaint = {
  readonly message: string
  readonly hint: string
  readonly range: DocumentRange
  /** An error unless said otherwise. */
  readonly severity?: Severity
}

/** `path` is where in the policy the table is named, such as `routes[3].table`. */
export function createTableReporter(source: SourceText, path: string): TableReporter {
  const problems: Problem[] = []
  let cutCount = 0
  let hasErrors = false
  return {
    report: (code, { message, hint, range, severity = 'error' }) => {
      hasErrors ||= severity === 'error'
      if (problems.length >= policyLimits.tableProblemsMax) cutCount += 1
      else problems.push({ code, severity, message, hint, place: source.placeOf(range), path })
    },
    hasErrors: () => hasErrors,
    problems: () => (cutCount === 0 ? problems : [...problems, cut(source, path, cutCount)]),
  }
}

function cut(source: SourceText, path: string, count: number): Problem {
  return {
    code: 'table_problems_cut' satisfies TableProblemCode,
    severity: 'notice',
    message: `The table has ${count} more problems.`,
    hint: 'Mend these first; many often have one cause.',
    place: source.placeOf({ start: 0, end: 0 }),
    path,
  }
}

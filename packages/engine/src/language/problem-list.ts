import { bounds } from './bounds.ts'
import type { Span } from './expression.ts'
import type { ConditionProblemCode, ExpressionProblem } from './expression-problem.ts'

/** Notes one problem; an error unless `severity` says otherwise. */
export type Report = (problem: {
  readonly code: ConditionProblemCode
  readonly span: Span
  readonly message: string
  readonly hint: string
  readonly severity?: ExpressionProblem['severity']
}) => void

/** The problems of one condition. */
export type ProblemList = {
  readonly report: Report
  /** In the order of their places. */
  readonly list: () => readonly ExpressionProblem[]
  readonly hasError: () => boolean
  /** Whether no further error would be kept. */
  readonly isFull: () => boolean
}

/** Collects problems, each place and code once, up to a bound; warnings never crowd out errors. */
export function collectProblems(): ProblemList {
  const errors: ExpressionProblem[] = []
  const doubts: ExpressionProblem[] = []
  const report: Report = ({ code, span, message, hint, severity = 'error' }) => {
    const kept = severity === 'error' ? errors : doubts
    const isKnown = kept.some((one) => one.code === code && one.span.start === span.start && one.span.end === span.end)
    if (!isKnown && kept.length < bounds.problemsMax) kept.push({ code, severity, message, hint, span })
  }
  return {
    report,
    list: () => [...errors, ...doubts].sort((a, b) => a.span.start - b.span.start),
    hasError: () => errors.length > 0,
    isFull: () => errors.length >= bounds.problemsMax,
  }
}

import { bounds } from './bounds.ts'
import { checkTypes } from './check-types.ts'
import type { Checker } from './checker.ts'
import { tellCost } from './cost.ts'
import type { Expression, ValueType } from './expression.ts'
import type { ExpressionProblem } from './expression-problem.ts'
import { parseSyntax } from './parser.ts'
import { collectProblems, type Report } from './problem-list.ts'
import { requireBoolean } from './require-boolean.ts'
import type { Scope } from './scope.ts'
import { booleanType, describeType, unify } from './value-types.ts'

/** A parsed condition; `expression` is `null` as soon as one problem is an error. */
export type ParsedCondition = {
  readonly expression: Expression | null
  readonly problems: readonly ExpressionProblem[]
}

/**
 * Parses and checks a condition. `expected` is the type it must have: a truth when left out, anything when
 * `null`. Several problems are told at once. It never throws, and its work is bounded by the text's length.
 */
export function parseCondition(text: string, scope: Scope, expected: ValueType | null = booleanType): ParsedCondition {
  const problems = collectProblems()
  const expression = isReadable(text, problems.report) ? parseReadable(text, { scope, expected, problems }) : null
  return { expression: problems.hasError() ? null : expression, problems: problems.list() }
}

function isReadable(text: string, report: Report): boolean {
  const span = { start: 0, end: text.length }
  if (text.length > bounds.conditionLengthMax) {
    const message = `A condition has at most ${bounds.conditionLengthMax} characters; this one has ${text.length}.`
    report({
      code: 'condition_too_long',
      span,
      message,
      hint: 'Use a group for a long list, or a table for many similar rules.',
    })
    return false
  }
  if (!text.isWellFormed()) {
    const start = text.search(/\p{Cs}/u)
    const message = 'Half a character stands here; the text was cut or decoded wrongly.'
    report({
      code: 'condition_character_unexpected',
      span: { start, end: start + 1 },
      message,
      hint: 'Remove it or type the character again.',
    })
    return false
  }
  if (text.trim() !== '') return true
  report({
    code: 'condition_empty',
    span,
    message: 'The condition is empty.',
    hint: 'Write one, such as `country == "DE"`, or leave the key out.',
  })
  return false
}

type Setting = {
  readonly scope: Scope
  readonly expected: ValueType | null
  readonly problems: ReturnType<typeof collectProblems>
}

function parseReadable(text: string, { scope, expected, problems }: Setting): Expression | null {
  const { report, isFull } = problems
  const syntax = parseSyntax({ text, report })
  const checker: Checker = { scope, text, report, isFull, variables: new Map(), check: checkTypes }
  const checked = checkTypes(syntax, checker, expected === null ? undefined : { type: expected, name: null })
  if (checked === null || problems.hasError()) return null
  const expression = expected === null ? checked : requireType(checked, expected, checker)
  return expression !== null && tellCost(expression, report) ? expression : null
}

function requireType(expression: Expression, expected: ValueType, checker: Checker): Expression | null {
  if (expected.kind === 'boolean') return requireBoolean(expression, checker)
  const isWanted =
    unify(expected, expression.type) !== null && (expected.kind !== 'integer' || expression.type.kind === 'integer')
  if (isWanted) return expression
  checker.report({
    code: 'condition_result_unexpected',
    span: expression.span,
    message: `Here ${describeType(expected)} is needed; this is ${describeType(expression.type)}.`,
    hint: `Write an expression that gives ${describeType(expected)}.`,
  })
  return null
}

import { bounds } from './bounds.ts'
import { stepsOf } from './cost.ts'
import { compileValue } from './evaluate.ts'
import type { Expression, Value } from './expression.ts'
import type { Report } from './problem-list.ts'
import { booleanType } from './value-types.ts'

/**
 * Computes what does not depend on anything, and drops what decides nothing. Kleene's laws allow it: `true && x`
 * is `x` and `false && x` is `false` also when `x` is unknown; `x || !x` is left alone.
 */
export function fold(expression: Expression, report: Report): Expression {
  switch (expression.kind) {
    case 'constant':
    case 'symbol':
    case 'variable':
      return expression
    case 'all':
      return foldRun(expression, { kind: 'all', decisive: false })
    case 'any':
      return foldRun(expression, { kind: 'any', decisive: true })
    case 'not':
      return expression.operand.kind === 'not'
        ? expression.operand.operand
        : foldWhole(expression, [expression.operand], report)
    case 'negative':
      return foldWhole(expression, [expression.operand], report)
    case 'compare':
    case 'arithmetic':
      return foldWhole(expression, [expression.left, expression.right], report)
    case 'in':
      return foldWhole(expression, [expression.item, expression.list], report)
    case 'list':
      return foldWhole(expression, expression.items, report)
    case 'call':
      return foldWhole(expression, expression.arguments, report)
    case 'conditional':
      return foldConditional(expression, report)
    case 'quantifier':
      return foldQuantifier(expression, report)
  }
}

function foldWhole(expression: Expression, parts: readonly Expression[], report: Report): Expression {
  return parts.every(isConstant) ? computed(expression, report) : expression
}

function isConstant(expression: Expression): boolean {
  return expression.kind === 'constant'
}

function computed(expression: Expression, report: Report): Expression {
  const value = compileValue(expression)([], [])
  if (value !== undefined) return isSmall(value) ? constant(expression, value) : expression
  report({
    code: 'condition_never_computable',
    severity: 'warning',
    span: expression.span,
    message: 'This can never be computed, so it is always unknown.',
    hint: 'Look for a division by zero, a position beyond the end, or a number that is too large.',
  })
  return expression
}

/** A constant stays small enough to be written down again. */
function isSmall(value: Value): boolean {
  if (typeof value !== 'object') return typeof value !== 'string' || value.length <= bounds.literalLengthMax
  return value.length <= bounds.listLengthMax && value.every((item) => typeof item !== 'object' && isSmall(item))
}

function constant({ type, span }: Expression, value: Value): Expression {
  return { kind: 'constant', value, type, span }
}

type Run = Extract<Expression, { readonly kind: 'all' | 'any' }>

function foldRun(run: Run, { kind, decisive }: { readonly kind: Run['kind']; readonly decisive: boolean }): Expression {
  const operands = run.operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand]))
  if (operands.some((operand) => operand.kind === 'constant' && operand.value === decisive))
    return constant(run, decisive)
  const telling = operands.filter((operand) => operand.kind !== 'constant')
  const [only] = telling
  if (only === undefined) return { kind: 'constant', value: !decisive, type: booleanType, span: run.span }
  return telling.length === 1 ? { ...only, span: run.span } : { ...run, operands: telling }
}

function foldConditional(
  expression: Extract<Expression, { readonly kind: 'conditional' }>,
  report: Report,
): Expression {
  const { test, then, otherwise, type, span } = expression
  if (test.kind !== 'constant') return expression
  const taken = test.value === true ? then : otherwise
  if (taken.kind === 'constant') return computed(expression, report)
  // An integer branch of a number would divide otherwise if it were taken out.
  return taken.type.kind === type.kind ? { ...taken, span } : expression
}

/** A quantifier over constants whose body reads nothing else. */
function foldQuantifier(expression: Extract<Expression, { readonly kind: 'quantifier' }>, report: Report): Expression {
  const isClosed = isConstant(expression.list) && readsOnly(expression.body, new Set([expression.variable]))
  return isClosed && stepsOf(expression) <= foldStepsMax ? computed(expression, report) : expression
}

/** What parsing may spend on computing one part beforehand. */
const foldStepsMax = 100_000

function readsOnly(expression: Expression, variables: ReadonlySet<string>): boolean {
  const each = (parts: readonly Expression[]): boolean => parts.every((part) => readsOnly(part, variables))
  switch (expression.kind) {
    case 'constant':
      return true
    case 'symbol':
      return false
    case 'variable':
      return variables.has(expression.name)
    case 'not':
    case 'negative':
      return readsOnly(expression.operand, variables)
    case 'all':
    case 'any':
      return each(expression.operands)
    case 'compare':
    case 'arithmetic':
      return each([expression.left, expression.right])
    case 'in':
      return each([expression.item, expression.list])
    case 'list':
      return each(expression.items)
    case 'call':
      return each(expression.arguments)
    case 'conditional':
      return each([expression.test, expression.then, expression.otherwise])
    case 'quantifier':
      return (
        readsOnly(expression.list, variables) &&
        readsOnly(expression.body, new Set([...variables, expression.variable]))
      )
  }
}

import { bounds } from './bounds.ts'
import type { Expression, ValueType } from './expression.ts'
import type { Report } from './problem-list.ts'

/** Upper bounds for one part: the steps it takes, and how large a value it gives. */
type Estimate = {
  readonly steps: number
  /** Items of the value itself when it is a list, else 1. */
  readonly length: number
  /** Items all the way down. */
  readonly weight: number
}

/** Whether asking the expression once stays within the bound, in the worst case; tells it otherwise. */
export function tellCost(expression: Expression, report: Report): boolean {
  const steps = stepsOf(expression)
  if (steps <= bounds.stepsMax) return true
  report({
    code: 'condition_too_costly',
    span: expression.span,
    message: `Asking this once could take ${steps > 1e15 ? 'far too many' : Math.round(steps)} steps; ${bounds.stepsMax} are allowed.`,
    hint: 'Do not nest `exists`, `all`, `filter` or `map`; `overlaps(a, b)` and `x in list` are cheaper.',
  })
  return false
}

/** Steps that computing an expression takes in the worst case. */
export function stepsOf(expression: Expression): number {
  return estimate(expression, new Map()).steps
}

type Weights = ReadonlyMap<string, Estimate>

function estimate(expression: Expression, variables: Weights): Estimate {
  const of = (part: Expression): Estimate => estimate(part, variables)
  switch (expression.kind) {
    case 'constant':
      return constantEstimate(expression.value)
    case 'symbol':
      return typeEstimate(expression.type)
    case 'variable':
      return variables.get(expression.name) ?? typeEstimate(expression.type)
    case 'not':
    case 'negative':
      return plain([of(expression.operand)])
    case 'all':
    case 'any':
      return plain(expression.operands.map(of))
    case 'compare': {
      const sides = [of(expression.left), of(expression.right)]
      return plain(sides, Math.min(...sides.map(({ weight }) => weight)))
    }
    case 'in': {
      const [item, list] = [of(expression.item), of(expression.list)]
      // Constants are looked up in a set.
      const isQuick = expression.list.kind === 'constant' && item.weight === 1
      return plain([item, list], isQuick ? 1 : Math.min(list.weight, list.length * item.weight))
    }
    case 'list':
      return listEstimate(expression.items.map(of))
    case 'arithmetic':
      return joinEstimate(expression.type, [of(expression.left), of(expression.right)])
    case 'conditional':
      return choiceEstimate(of(expression.test), [of(expression.then), of(expression.otherwise)])
    case 'call':
      return callEstimate(expression, expression.arguments.map(of))
    case 'quantifier':
      return quantifierEstimate(expression, of(expression.list), variables)
  }
}

/** One value computed from these parts, at a price beside reading them. */
function plain(parts: readonly Estimate[], price = 1): Estimate {
  return { steps: total(parts, 'steps') + price, length: 1, weight: 1 }
}

function total(parts: readonly Estimate[], of: keyof Estimate): number {
  return parts.reduce((sum, part) => sum + part[of], 0)
}

function constantEstimate(value: unknown): Estimate {
  if (!Array.isArray(value)) return { steps: 1, length: 1, weight: 1 }
  return { steps: 1, length: value.length, weight: 1 + total(value.map(constantEstimate), 'weight') }
}

function typeEstimate(type: ValueType): Estimate {
  if (type.kind !== 'list') return { steps: 1, length: 1, weight: 1 }
  return { steps: 1, length: bounds.listLengthMax, weight: 1 + bounds.listLengthMax * typeEstimate(type.of).weight }
}

function listEstimate(items: readonly Estimate[]): Estimate {
  return { steps: 1 + total(items, 'steps'), length: items.length, weight: 1 + total(items, 'weight') }
}

function joinEstimate(type: ValueType, sides: readonly Estimate[]): Estimate {
  if (type.kind !== 'list') return plain(sides)
  const length = Math.min(total(sides, 'length'), bounds.listLengthMax)
  return { steps: 1 + total(sides, 'steps') + length, length, weight: total(sides, 'weight') }
}

function choiceEstimate(test: Estimate, branches: readonly Estimate[]): Estimate {
  const most = (of: keyof Estimate): number => Math.max(...branches.map((branch) => branch[of]))
  return { steps: 1 + test.steps + most('steps'), length: most('length'), weight: most('weight') }
}

/** A call on texts is dearer than a comparison, since it may read the whole text. */
const callPrice = 10

function callEstimate(call: Extract<Expression, { readonly kind: 'call' }>, given: readonly Estimate[]): Estimate {
  const { name, type } = call
  // A constant list is looked up in; two lists that are read are walked through together.
  const isLoop = name === 'overlaps' && call.arguments.every(({ kind }) => kind !== 'constant')
  const price = isLoop ? given.reduce((product, { weight }) => product * weight, 1) : callPrice + total(given, 'length')
  const { steps } = plain(given, price)
  if (name === 'index') return { ...itemEstimate(given[0]), steps }
  const { length, weight } = typeEstimate(type)
  return { steps, length, weight }
}

/** An item weighs at most what its whole list does. */
function itemEstimate(list: Estimate | undefined): Estimate {
  const weight = list?.weight ?? 1
  return { steps: 1, length: weight, weight }
}

function quantifierEstimate(
  expression: Extract<Expression, { readonly kind: 'quantifier' }>,
  list: Estimate,
  variables: Weights,
): Estimate {
  const item =
    expression.list.type.kind === 'list' && expression.list.type.of.kind === 'list'
      ? itemEstimate(list)
      : typeEstimate({ kind: 'integer' })
  const body = estimate(expression.body, new Map(variables).set(expression.variable, item))
  const steps = 1 + list.steps + list.length * (body.steps + 1)
  if (expression.quantifier === 'map') return { steps, length: list.length, weight: 1 + list.length * body.weight }
  if (expression.quantifier === 'filter') return { ...list, steps }
  return { steps, length: 1, weight: 1 }
}

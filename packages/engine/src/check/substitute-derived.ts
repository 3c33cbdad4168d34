import { compileValue } from '../language/evaluate.ts'
import type { Expression, SymbolRef, Value, ValueType } from '../language/expression.ts'
import type { Derived, Policy } from '../policy/policy.ts'

const boolean: ValueType = { kind: 'boolean' }
const nowhere = { start: 0, end: 0 } as const

/**
 * The condition with each derived value replaced by what it stands for, so that rules on `segment` and rules on
 * `employees` are seen to concern the same leads. Equal for every lead that lacks nothing. A part that compares a
 * derived value with something that is no constant is left as it is.
 */
export function substituteDerived(expression: Expression, policy: Policy): Expression {
  const derivedBySlot = new Map(policy.derived.map((derived) => [derived.slot, derived]))
  return derivedBySlot.size === 0 ? expression : substitute(expression, derivedBySlot)
}

type DerivedBySlot = ReadonlyMap<number, Derived>

function substitute(expression: Expression, derivedBySlot: DerivedBySlot): Expression {
  switch (expression.kind) {
    case 'not':
      return { ...expression, operand: substitute(expression.operand, derivedBySlot) }
    case 'all':
    case 'any':
      return { ...expression, operands: expression.operands.map((operand) => substitute(operand, derivedBySlot)) }
    default: {
      const [symbol, ...others] = symbolsIn(expression)
      const derived = symbol === undefined || others.length > 0 ? undefined : derivedBySlot.get(symbol.slot)
      return derived === undefined || expression.type.kind !== 'boolean' ? expression : casesWhere(expression, derived, derivedBySlot)
    }
  }
}

/** "Some case whose value meets the condition is taken": its own condition holds and those before it do not. */
function casesWhere(expression: Expression, derived: Derived, derivedBySlot: DerivedBySlot): Expression {
  const holdsFor = compileValue(expression)
  const slots: (Value | undefined)[] = Array.from({ length: derived.slot + 1 })
  const taken: Expression[] = []
  const before: Expression[] = []
  for (const { when, value } of derived.cases) {
    slots[derived.slot] = value
    const guard = when === null ? null : substitute(when.expression, derivedBySlot)
    if (holdsFor(slots, []) === true) taken.push(all([...before.map(not), ...(guard === null ? [] : [guard])]))
    if (guard === null) break
    before.push(guard)
  }
  return { kind: 'any', type: boolean, span: nowhere, operands: taken }
}

function all(operands: readonly Expression[]): Expression {
  return { kind: 'all', type: boolean, span: nowhere, operands }
}

function not(operand: Expression): Expression {
  return { kind: 'not', type: boolean, span: nowhere, operand }
}

/** The lead's symbols that the expression reads, each once. */
export function symbolsIn(expression: Expression): readonly SymbolRef[] {
  const found = new Map<string, SymbolRef>()
  collect(expression, found)
  return [...found.values()]
}

function collect(expression: Expression, found: Map<string, SymbolRef>): void {
  switch (expression.kind) {
    case 'symbol':
      found.set(`${expression.symbol.space} ${expression.symbol.path}`, expression.symbol)
      return
    case 'constant':
    case 'variable':
      return
    case 'not':
    case 'negative':
      return collect(expression.operand, found)
    case 'all':
    case 'any':
      return expression.operands.forEach((operand) => collect(operand, found))
    case 'compare':
    case 'arithmetic':
      collect(expression.left, found)
      return collect(expression.right, found)
    case 'in':
      collect(expression.item, found)
      return collect(expression.list, found)
    case 'list':
      return expression.items.forEach((item) => collect(item, found))
    case 'conditional':
      for (const part of [expression.test, expression.then, expression.otherwise]) collect(part, found)
      return
    case 'call':
      return expression.arguments.forEach((argument) => collect(argument, found))
    case 'quantifier':
      collect(expression.list, found)
      return collect(expression.body, found)
  }
}

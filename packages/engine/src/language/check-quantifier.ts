import { type Checker, writtenAt } from './checker.ts'
import type { Expression } from './expression.ts'
import { quantifiers } from './functions.ts'
import { requireBoolean } from './require-boolean.ts'
import type { Syntax } from './syntax.ts'
import { booleanType, describeType, isEmptyList } from './value-types.ts'

type Call = Extract<Syntax, { readonly kind: 'call' }>
type Quantifier = Extract<Expression, { readonly kind: 'quantifier' }>['quantifier']

/** `list.exists(item, …)` and its kin. */
export function checkQuantifier(call: Call & { readonly target: Syntax }, checker: Checker): Expression | null {
  const quantifier = quantifierNamed(call.name)
  const [variable, body] = call.given
  if (quantifier === null || call.given.length !== 2 || variable?.kind !== 'name' || body === undefined) {
    return tellForm(call, checker)
  }
  const list = checker.check(call.target, checker)
  if (list === null) return null
  if (list.type.kind !== 'list') {
    checker.report({
      code: 'condition_type_mismatch',
      span: list.span,
      message: `\`${call.name}\` walks through a list; this is ${describeType(list.type)}.`,
      hint: `Ask it directly, without \`${call.name}\`.`,
    })
    return null
  }
  // Nothing is ever asked about the items of `[]`, and their type is open.
  if (isEmptyList(list)) return overNothing(quantifier, list, call.span)
  const inner: Checker = { ...checker, variables: new Map(checker.variables).set(variable.name, list.type.of) }
  const checked = checker.check(body, inner)
  const truth = checked === null || quantifier === 'map' ? checked : requireBoolean(checked, inner)
  if (truth === null) return null
  const type =
    quantifier === 'map'
      ? ({ kind: 'list', of: truth.type } as const)
      : quantifier === 'filter'
        ? list.type
        : booleanType
  return { kind: 'quantifier', quantifier, variable: variable.name, list, body: truth, type, span: call.span }
}

function quantifierNamed(name: string): Quantifier | null {
  const known: Readonly<Record<string, Quantifier>> = quantifiers
  return Object.hasOwn(known, name) ? (known[name] ?? null) : null
}

function overNothing(quantifier: Quantifier, list: Expression, span: Expression['span']): Expression {
  if (quantifier === 'filter' || quantifier === 'map') return { ...list, span }
  return { kind: 'constant', value: quantifier === 'all', type: booleanType, span }
}

function tellForm(call: Call & { readonly target: Syntax }, checker: Checker): null {
  const list = writtenAt(checker, call.target.span)
  checker.report({
    code: 'condition_arguments_mismatch',
    span: call.span,
    message: `\`${call.name}\` takes a name for the item and a condition about it.`,
    hint: `Write \`${list}.${call.name}(item, item == "…")\`.`,
  })
  return null
}

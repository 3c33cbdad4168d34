import type { Expression, ValueType } from './expression.ts'

export const booleanType: ValueType = { kind: 'boolean' }
export const integerType: ValueType = { kind: 'integer' }
export const numberType: ValueType = { kind: 'number' }
export const textType: ValueType = { kind: 'string' }
export const textListType: ValueType = { kind: 'list', of: textType }

/** Whether values of the type are numbers. */
export function isNumeric(type: ValueType): boolean {
  return type.kind === 'integer' || type.kind === 'number'
}

/** The type that holds values of both; `null` when they have nothing in common. */
export function unify(a: ValueType, b: ValueType): ValueType | null {
  if (isNumeric(a) && isNumeric(b)) return a.kind === b.kind ? a : numberType
  if (a.kind === 'string' && b.kind === 'string') return unifyTexts(a, b)
  if (a.kind === 'boolean' && b.kind === 'boolean') return a
  if (a.kind !== 'list' || b.kind !== 'list') return null
  const of = unify(a.of, b.of)
  return of === null ? null : { kind: 'list', of }
}

type TextType = Extract<ValueType, { readonly kind: 'string' }>

function unifyTexts(a: TextType, b: TextType): ValueType {
  if (a === b) return a
  const values = a.values === undefined || b.values === undefined ? undefined : a.values.union(b.values)
  const domain = a.domain === b.domain ? a.domain : undefined
  return { kind: 'string', ...(domain === undefined ? {} : { domain }), ...(values === undefined ? {} : { values }) }
}

/** Like `unify` for the types of two expressions; an empty list goes with any list. */
export function unifyExpressions(a: Expression, b: Expression): ValueType | null {
  if (isEmptyList(a) && b.type.kind === 'list') return b.type
  if (isEmptyList(b) && a.type.kind === 'list') return a.type
  return unify(a.type, b.type)
}

/** Whether this is `[]`, whose item type is open. */
export function isEmptyList(expression: Expression): boolean {
  return expression.kind === 'constant' && typeof expression.value === 'object' && expression.value.length === 0
}

/** What values of the type are, for messages: `an integer`, `a country`, `a list of texts`. */
export function describeType(type: ValueType): string {
  const noun = nounOf(type)
  if (type.kind === 'boolean') return noun
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`
}

function nounOf(type: ValueType): string {
  switch (type.kind) {
    case 'boolean':
      return 'true or false'
    case 'integer':
      return 'integer'
    case 'number':
      return 'number'
    case 'string':
      return type.domain?.replaceAll('_', ' ') ?? 'text'
    case 'list':
      return `list of ${pluralOf(type.of)}`
  }
}

function pluralOf(type: ValueType): string {
  const noun = nounOf(type)
  if (type.kind === 'boolean') return 'truths'
  if (type.kind === 'list') return noun.replace('list', 'lists')
  return noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`
}

import type { Checker, Expectation } from './checker.ts'
import type { Expression, Span, Value, ValueType } from './expression.ts'
import { nearest } from './suggest.ts'
import type { Syntax } from './syntax.ts'

type Comparison = {
  readonly checker: Checker
  readonly expected: Expectation | undefined
  /** The group that the constant comes from. */
  readonly group?: string
}

/** Tells when a constant is compared with an attribute that can never have it. */
export function checkConstant(value: Value, span: Span, { checker, expected, group }: Comparison): void {
  if (expected?.type.kind === 'list' && typeof value === 'object') {
    const ofItems = { ...expected, type: expected.type.of }
    for (const item of value)
      checkConstant(item, span, { checker, expected: ofItems, ...(group === undefined ? {} : { group }) })
  }
  if (expected?.type.kind !== 'string' || typeof value !== 'string') return
  const { type, name } = expected
  if (value === '') {
    tellEmpty(span, name, checker)
    return
  }
  const subject = name === null ? 'This' : `\`${name}\``
  if (type.values !== undefined && !type.values.has(value)) {
    checker.report({
      code: 'condition_value_unknown',
      span,
      message: `${subject} never has the value ${quoted(value)}${group === undefined ? '' : `, which the group ${quoted(group)} holds`}.`,
      hint: valueHint(value, type, checker),
    })
    return
  }
  const spelling = type.values === undefined ? spellings[type.domain ?? ''] : undefined
  if (spelling === undefined || spelling.isKept(value)) return
  checker.report({
    code: 'condition_value_spelling',
    severity: 'warning',
    span,
    message: `${subject} is never written as ${quoted(value)}.`,
    hint: spelling.hint(value),
  })
}

/** The same for what turned out to be a constant; literals have been checked where they stand. */
export function checkComputed(syntax: Syntax, expression: Expression, comparison: Comparison): void {
  const isLiteral = ['text', 'list', 'conditional', 'number', 'name'].includes(syntax.kind)
  const isGroup = syntax.kind === 'call' && syntax.name === 'group'
  if (expression.kind !== 'constant' || isLiteral || isGroup) return
  checkConstant(expression.value, expression.span, comparison)
}

function tellEmpty(span: Span, name: string | null, { report }: Checker): void {
  if (name === null) return
  report({
    code: 'condition_empty_text',
    severity: 'warning',
    span,
    message: `\`${name}\` is never the empty text: where it is missing, this is unknown.`,
    hint: `Ask \`known(${name})\` or \`!known(${name})\`.`,
  })
}

function valueHint(
  value: string,
  type: Extract<ValueType, { readonly kind: 'string' }>,
  { scope, isFull }: Checker,
): string {
  const values = type.values ?? new Set<string>()
  if (isFull()) return 'Use one of its values.'
  const meant = scope.suggestValue?.(type, value) ?? nearest(value, values)
  if (meant !== null) return `Did you mean ${quoted(meant)}?`
  const shown = [...values].slice(0, 8).map(quoted).join(', ')
  return values.size > 8 ? `It is one of ${values.size} values, such as ${shown}.` : `It is one of ${shown}.`
}

function quoted(text: string): string {
  return JSON.stringify(text)
}

type Spelling = { readonly isKept: (value: string) => boolean; readonly hint: (value: string) => string }

const lowerCase: Spelling = {
  isKept: (value) => value === value.toLowerCase() && value === value.trim() && !value.startsWith('@'),
  hint: (value) => `It is kept in lower case: write ${quoted(value.toLowerCase().trim().replace(/^@/, ''))}.`,
}

/** How attributes of a kind are kept; a constant in another spelling is never equal to one. */
const spellings: Readonly<Record<string, Spelling>> = {
  domain: lowerCase,
  email: lowerCase,
  date: {
    isKept: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value),
    hint: () => 'Dates are kept as year, month, day: write `"2026-03-31"`.',
  },
  phone: {
    isKept: (value) => /^\+\d+$/.test(value),
    hint: () => 'Phone numbers are kept with a plus and the country code, without blanks: write `"+4930123456"`.',
  },
}

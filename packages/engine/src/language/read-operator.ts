import type { Span } from './expression.ts'
import type { BinaryOperator } from './syntax.ts'
import type { Token } from './token.ts'
import type { TokenReader } from './token-reader.ts'

/** An operator between two values, as it stands in the text. */
export type OperatorReading = {
  readonly operator: BinaryOperator | '&&' | '||'
  /** `x not in y`, which is understood although it is not part of the language. */
  readonly isNegated: boolean
  readonly span: Span
}

/** How tightly an operator holds its sides; larger holds tighter. */
export const precedence: Readonly<Record<OperatorReading['operator'], number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  in: 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
}

const words: Readonly<Record<string, OperatorReading['operator']>> = {
  and: '&&',
  or: '||',
  is: '==',
  equals: '==',
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  in: 'in',
  mod: '%',
  div: '/',
}

/** The operator the reader looks at, without reading it; `null` when there is none. */
export function operatorAt(reader: TokenReader): (OperatorReading & { readonly tokens: 1 | 2 }) | null {
  const token = reader.peek()
  if (token.kind === 'sign') {
    const operator = binarySign(token)
    return operator === null ? null : { operator, isNegated: false, span: token.span, tokens: 1 }
  }
  if (token.kind !== 'name') return null
  const word = token.name.toLowerCase()
  const following = wordOf(reader.peekNext())
  const both = { start: token.span.start, end: reader.peekNext().span.end }
  if (word === 'not' && following === 'in') return { operator: 'in', isNegated: true, span: both, tokens: 2 }
  if (word === 'is' && following === 'not') return { operator: '!=', isNegated: false, span: both, tokens: 2 }
  const operator = Object.hasOwn(words, word) ? words[word] : undefined
  return operator === undefined ? null : { operator, isNegated: false, span: token.span, tokens: 1 }
}

/** Reads the operator and tells when it is written in the way of another language. */
export function readOperator(reader: TokenReader): OperatorReading | null {
  const found = operatorAt(reader)
  if (found === null) return null
  for (let read = 0; read < found.tokens; read += 1) reader.next()
  const { text, report } = reader.source
  const written = text.slice(found.span.start, found.span.end)
  if (/^[a-z]/i.test(written) && written !== 'in' && !found.isNegated) {
    report({
      code: 'condition_operator_unknown',
      span: found.span,
      message: `\`${written}\` is not an operator of the language.`,
      hint: `Write \`${found.operator}\` instead.`,
    })
  }
  return found
}

function wordOf(token: Token): string | null {
  return token.kind === 'name' ? token.name.toLowerCase() : null
}

function binarySign(token: Extract<Token, { kind: 'sign' }>): OperatorReading['operator'] | null {
  switch (token.sign) {
    case '&&':
    case '||':
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return token.sign
    case '!':
    case '?':
    case ':':
    case '(':
    case ')':
    case '[':
    case ']':
    case ',':
    case '.':
      return null
  }
}

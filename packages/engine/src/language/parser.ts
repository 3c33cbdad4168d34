import { parsePostfix } from './parse-postfix.ts'
import { type OperatorReading, operatorAt, precedence, readOperator } from './read-operator.ts'
import type { Source } from './source.ts'
import type { Syntax } from './syntax.ts'
import { tellLeftOver, tellMissingOperator } from './syntax-problems.ts'
import type { Token } from './token.ts'
import { readTokens, type TokenReader } from './token-reader.ts'

/**
 * Reads a condition's text into a tree. Tells every slip it understands and goes on; after the first one it
 * does not understand it stays silent. Never throws, and takes time linear in the text.
 */
export function parseSyntax(source: Source): Syntax {
  const reader = readTokens(source)
  const syntax = parseExpression(reader)
  if (reader.peek().kind === 'end') return syntax
  tellLeftOver(reader)
  return { kind: 'broken', span: { start: 0, end: source.text.length }, depth: 1 }
}

/** Any expression: the weakest operator is `test ? then : otherwise`. */
function parseExpression(reader: TokenReader): Syntax {
  return reader.nested(() => {
    const test = parseBinary(reader, 1)
    if (reader.accept('?') === null) return test
    const then = parseExpression(reader)
    if (reader.accept(':') === null) return breakOff(reader, test)
    const otherwise = parseExpression(reader)
    const span = { start: test.span.start, end: otherwise.span.end }
    return reader.make({ kind: 'conditional', test, then, otherwise, span }, [test, then, otherwise])
  })
}

function breakOff(reader: TokenReader, test: Syntax): Syntax {
  if (!reader.hasFailed()) {
    reader.source.report({
      code: 'condition_operand_missing',
      span: reader.peek().span,
      message: 'A `?` has no `:` after it.',
      hint: 'Write `test ? value when true : value when false`.',
    })
  }
  reader.fail()
  return { kind: 'broken', span: test.span, depth: 1 }
}

/** Operators that hold at least as tightly as `minimum`; equal ones group from the left. */
function parseBinary(reader: TokenReader, minimum: number): Syntax {
  let left = parseUnary(reader)
  for (;;) {
    const ahead = operatorAt(reader)
    if (ahead === null) {
      if (!startsValue(reader.peek())) return left
      left = skipValue(reader, left)
    } else {
      if (precedence[ahead.operator] < minimum) return left
      const operator = readOperator(reader)
      if (operator === null) return left
      left = parseRightSide(reader, left, operator)
    }
  }
}

function startsValue(token: Token): boolean {
  if (token.kind === 'sign') return token.sign === '(' || token.sign === '!'
  return token.kind !== 'end'
}

/** Two values stand side by side: tells it once and skips to where the next condition may begin. */
function skipValue(reader: TokenReader, left: Syntax): Syntax {
  tellMissingOperator(reader, left)
  while (!endsCondition(reader.peek())) reader.next()
  return { kind: 'broken', span: { start: left.span.start, end: reader.previous().end }, depth: 1 }
}

function endsCondition(token: Token): boolean {
  if (token.kind !== 'sign') return token.kind === 'end'
  return [')', ']', ',', '&&', '||', '?', ':'].includes(token.sign)
}

function parseRightSide(reader: TokenReader, left: Syntax, reading: OperatorReading): Syntax {
  const { operator, isNegated, span: operatorSpan } = reading
  if (operator === '&&' || operator === '||') return parseChain(reader, left, operator)
  const right = parseBinary(reader, precedence[operator] + 1)
  const span = { start: left.span.start, end: right.span.end }
  if (isNegated) tellNegated(reader, { left, reading, right })
  if (left.kind === 'binary' && isChained(left, operator)) {
    tellChain(reader, { left, reading, right })
    // What is meant is checked further: the middle is compared with both ends.
    const { right: middle } = left
    const second = reader.make(
      { kind: 'binary', operator, operatorSpan, left: middle, right, span: { ...span, start: middle.span.start } },
      [middle, right],
    )
    return reader.make({ kind: 'chain', operator: '&&', operands: [left, second], span }, [left, second])
  }
  const binary = reader.make({ kind: 'binary', operator, operatorSpan, left, right, span }, [left, right])
  return isNegated ? reader.make({ kind: 'unary', operator: '!', operand: binary, span }, [binary]) : binary
}

/** A run of one logical operator is one node, so a long run does not nest. */
function parseChain(reader: TokenReader, left: Syntax, operator: '&&' | '||'): Syntax {
  const operands = [left, parseBinary(reader, precedence[operator] + 1)]
  while (operatorAt(reader)?.operator === operator) {
    readOperator(reader)
    operands.push(parseBinary(reader, precedence[operator] + 1))
  }
  const span = { start: left.span.start, end: reader.previous().end }
  return reader.make({ kind: 'chain', operator, operands, span }, operands)
}

type Binary = Extract<Syntax, { readonly kind: 'binary' }>

function isChained(left: Binary, operator: OperatorReading['operator']): boolean {
  return (
    left.isBracketed !== true &&
    precedence[left.operator] === precedence['=='] &&
    precedence[operator] === precedence['==']
  )
}

function tellNegated(
  { source }: TokenReader,
  parts: { readonly left: Syntax; readonly reading: OperatorReading; readonly right: Syntax },
): void {
  const [item, list] = [parts.left, parts.right].map(({ span }) => source.text.slice(span.start, span.end))
  source.report({
    code: 'condition_operator_unknown',
    span: parts.reading.span,
    message: '`not in` is not an operator of the language.',
    hint: `Write \`!(${item} in ${list})\`.`,
  })
}

function tellChain(
  { source }: TokenReader,
  { left, reading, right }: { readonly left: Binary; readonly reading: OperatorReading; readonly right: Syntax },
): void {
  const [first, middle, last] = [left.left, left.right, right].map(({ span }) =>
    source.text.slice(span.start, span.end),
  )
  source.report({
    code: 'condition_chain_ambiguous',
    span: { start: left.span.start, end: right.span.end },
    message: 'Comparisons cannot be chained.',
    hint: `Write \`${first} ${left.operator} ${middle} && ${middle} ${reading.operator} ${last}\`, or put brackets around one of them.`,
  })
}

/** `!`, `-`, and the word `not`, which is understood although it is not part of the language. */
function parseUnary(reader: TokenReader): Syntax {
  const token = reader.peek()
  const operator = unaryOperator(token, reader)
  if (operator === null) return parsePostfix(reader, { parseExpression, parseUnary })
  reader.next()
  return reader.nested(() => {
    const operand = parseUnary(reader)
    const span = { start: token.span.start, end: operand.span.end }
    return reader.make({ kind: 'unary', operator, operand, span }, [operand])
  })
}

function unaryOperator(token: Token, reader: TokenReader): '!' | '-' | null {
  if (token.kind === 'sign') return token.sign === '!' || token.sign === '-' ? token.sign : null
  const isNot = token.kind === 'name' && token.name.toLowerCase() === 'not' && startsValue(reader.peekNext())
  if (!isNot) return null
  reader.source.report({
    code: 'condition_operator_unknown',
    span: token.span,
    message: `\`${token.name}\` is not an operator of the language.`,
    hint: 'Write `!` instead.',
  })
  return '!'
}

import type { Span } from './expression.ts'
import type { Syntax } from './syntax.ts'
import { tellMissingValue, tellUnclosed } from './syntax-problems.ts'
import type { Token } from './token.ts'
import type { TokenReader } from './token-reader.ts'

/** The parser's own functions for what stands inside brackets; passed in, since the two call each other. */
type Grammar = {
  readonly parseExpression: (reader: TokenReader) => Syntax
  readonly parseUnary: (reader: TokenReader) => Syntax
}

/** A value and what follows it directly: `.name`, `.method(…)`, `[index]`. */
export function parsePostfix(reader: TokenReader, grammar: Grammar): Syntax {
  let value = parsePrimary(reader, grammar)
  for (;;) {
    const dot = reader.accept('.')
    const bracket = dot === null ? reader.accept('[') : null
    if (dot !== null) value = parseMember(reader, grammar, value)
    else if (bracket !== null) value = parseIndex(reader, grammar, { target: value, open: bracket.span })
    else return value
  }
}

function parsePrimary(reader: TokenReader, grammar: Grammar): Syntax {
  const token = reader.peek()
  switch (token.kind) {
    case 'text':
      reader.next()
      return reader.make({ kind: 'text', value: token.value, span: token.span }, [])
    case 'number':
      reader.next()
      return reader.make({ kind: 'number', value: token.value, isInteger: token.isInteger, span: token.span }, [])
    case 'name':
      return parseName(reader, grammar, token)
    case 'broken':
      reader.next()
      reader.fail()
      return broken(token.span)
    case 'sign':
      if (token.sign === '(') return parseBrackets(reader, grammar)
      if (token.sign === '[') return parseList(reader, grammar)
      tellMissingValue(reader)
      return broken(token.span)
    case 'end':
      tellMissingValue(reader)
      return broken(token.span)
  }
}

function broken(span: Span): Syntax {
  return { kind: 'broken', span, depth: 1 }
}

function parseName(reader: TokenReader, grammar: Grammar, token: Extract<Token, { kind: 'name' }>): Syntax {
  reader.next()
  const { name, span: nameSpan } = token
  const open = reader.accept('(')
  if (open === null) return reader.make({ kind: 'name', name, span: nameSpan }, [])
  const { items: given, isClosed } = parseItems(reader, grammar, { open: open.span, closing: ')' })
  const span = { start: nameSpan.start, end: reader.previous().end }
  if (!isClosed) return broken(span)
  return reader.make({ kind: 'call', target: null, name, nameSpan, given, span }, given)
}

function parseMember(reader: TokenReader, grammar: Grammar, target: Syntax): Syntax {
  const token = reader.peek()
  if (token.kind !== 'name') {
    tellMissingValue(reader)
    return broken(target.span)
  }
  reader.next()
  const { name, span: nameSpan } = token
  const open = reader.accept('(')
  if (open === null) {
    return reader.make(
      { kind: 'member', target, name, nameSpan, span: { start: target.span.start, end: nameSpan.end } },
      [target],
    )
  }
  const { items: given, isClosed } = parseItems(reader, grammar, { open: open.span, closing: ')' })
  const span = { start: target.span.start, end: reader.previous().end }
  if (!isClosed) return broken(span)
  return reader.make({ kind: 'call', target, name, nameSpan, given, span }, [target, ...given])
}

function parseIndex(
  reader: TokenReader,
  grammar: Grammar,
  { target, open }: { readonly target: Syntax; readonly open: Span },
): Syntax {
  const at = grammar.parseExpression(reader)
  if (reader.accept(']') === null) {
    tellUnclosed(reader, open, ']')
    return broken(target.span)
  }
  return reader.make({ kind: 'index', target, at, span: { start: target.span.start, end: reader.previous().end } }, [
    target,
    at,
  ])
}

function parseList(reader: TokenReader, grammar: Grammar): Syntax {
  const open = reader.next().span
  const { items, isClosed } = parseItems(reader, grammar, { open, closing: ']' })
  const span = { start: open.start, end: reader.previous().end }
  return !isClosed ? broken(span) : reader.make({ kind: 'list', items, span }, items)
}

/** Brackets around an expression; around several, as in SQL, they are understood as a list. */
function parseBrackets(reader: TokenReader, grammar: Grammar): Syntax {
  const open = reader.next().span
  // What stands in brackets that are never closed is still checked: it is probably meant as it is.
  const { items } = parseItems(reader, grammar, { open, closing: ')' })
  const span = { start: open.start, end: reader.previous().end }
  const [only] = items
  if (only !== undefined && items.length === 1) return { ...only, span, isBracketed: true }
  if (only === undefined) {
    tellMissingValue(reader)
    return broken(span)
  }
  const { report, text } = reader.source
  report({
    code: 'condition_comma_unexpected',
    span,
    message: 'Round brackets hold one value, not several.',
    hint: `Write a list in square brackets: \`[${text.slice(span.start + 1, span.end - 1).trim()}]\`.`,
  })
  return reader.make({ kind: 'list', items, span }, items)
}

/** What stands between an opening bracket, already read, and its closing one; a comma may stand at the end. */
function parseItems(
  reader: TokenReader,
  grammar: Grammar,
  { open, closing }: { readonly open: Span; readonly closing: ')' | ']' },
): { readonly items: readonly Syntax[]; readonly isClosed: boolean } {
  const items: Syntax[] = []
  while (!reader.isAt(closing) && reader.peek().kind !== 'end') {
    items.push(grammar.parseExpression(reader))
    if (reader.accept(',') === null) break
  }
  const isClosed = reader.accept(closing) !== null
  if (!isClosed) tellUnclosed(reader, open, closing)
  return { items, isClosed }
}

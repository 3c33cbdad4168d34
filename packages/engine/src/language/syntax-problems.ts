import type { Span } from './expression.ts'
import type { Syntax } from './syntax.ts'
import type { TokenReader } from './token-reader.ts'

/** A value is needed where the reader stands, and there is none. */
export function tellMissingValue(reader: TokenReader): void {
  const token = reader.peek()
  const before = written(reader, reader.previous())
  const here = token.kind === 'end' ? 'the end' : `\`${written(reader, token.span)}\``
  tellOnce(reader, {
    code: 'condition_operand_missing',
    span: token.span,
    message:
      before === '' ? `The condition begins with ${here}.` : `A value is missing between \`${before}\` and ${here}.`,
    hint: comparisons.has(written(reader, token.span))
      ? `Each comparison needs both sides: write the attribute before \`${written(reader, token.span)}\` again.`
      : 'Write an attribute, a text in quotes, a number, or a list there, or remove what waits for it.',
  })
}

const comparisons = new Set(['==', '!=', '<', '<=', '>', '>='])

const infixWords = new Set([
  'contains',
  'startswith',
  'endswith',
  'matches',
  'like',
  'includes',
  'overlaps',
  'has',
  'between',
])

/** Two values stand beside each other. */
export function tellMissingOperator(reader: TokenReader, left: Syntax): void {
  const token = reader.peek()
  const [before, after] = [written(reader, left.span), written(reader, token.span)]
  if (token.kind === 'name' && infixWords.has(token.name.toLowerCase())) {
    tellOnce(reader, {
      code: 'condition_operator_unknown',
      span: token.span,
      message: `\`${token.name}\` does not stand between two values.`,
      hint: infixHint(reader, before, token.name.toLowerCase()),
    })
    return
  }
  tellOnce(reader, {
    code: 'condition_operator_missing',
    span: token.span,
    message: `No operator stands between \`${shortened(before)}\` and \`${after}\`.`,
    hint: 'Put `==`, `&&` or another operator between them; a text with blanks stands in quotes.',
  })
}

function infixHint(reader: TokenReader, before: string, word: string): string {
  const next = reader.peekNext()
  const value = next.kind === 'text' || next.kind === 'number' ? written(reader, next.span) : '…'
  switch (word) {
    case 'between': {
      const [, least = value, most = '…'] =
        /^\s*(\S+)\s+(?:and|&&)\s+(\S+)/i.exec(reader.source.text.slice(reader.peek().span.end)) ?? []
      return `Write \`${before} >= ${least} && ${before} <= ${most}\`.`
    }
    case 'startswith':
      return `Write \`${before}.startsWith(${value})\`.`
    case 'endswith':
      return `Write \`${before}.endsWith(${value})\`.`
    case 'matches':
      return `Write \`${before}.matches(${value})\`.`
    case 'overlaps':
      return `Write \`overlaps(${before}, ${value})\`.`
    default:
      return `Write \`${before}.contains(${value})\` for a text, or \`${value} in ${before}\` for a list.`
  }
}

/** A bracket was opened and not closed by its own kind. */
export function tellUnclosed(reader: TokenReader, open: Span, closing: ')' | ']'): void {
  const token = reader.peek()
  const opened = written(reader, open)
  const isOther = token.kind === 'sign' && (token.sign === ')' || token.sign === ']')
  const isColon = token.kind === 'sign' && token.sign === ':'
  tellOnce(reader, {
    code: 'condition_bracket_unclosed',
    span: open,
    message: isOther
      ? `\`${opened}\` is closed by \`${written(reader, token.span)}\`.`
      : `\`${opened}\` is never closed.`,
    hint: isColon
      ? 'Ranges and slices with `:` are not part of the language.'
      : `Put \`${closing}\` where the part in brackets ends.`,
  })
  if (isOther) reader.next()
}

/** Something is left after the whole condition was read. */
export function tellLeftOver(reader: TokenReader): void {
  const token = reader.peek()
  const sign = token.kind === 'sign' ? token.sign : null
  if (sign === ')' || sign === ']') {
    tellOnce(reader, {
      code: 'condition_bracket_unopened',
      span: token.span,
      message: `\`${sign}\` closes a bracket that was never opened.`,
      hint: `Remove it, or open one with \`${sign === ')' ? '(' : '['}\`.`,
    })
    return
  }
  if (sign === ',') {
    tellOnce(reader, {
      code: 'condition_comma_unexpected',
      span: token.span,
      message: 'A comma separates only the items of a list or a call.',
      hint: 'Join conditions with `&&` (and) or `||` (or).',
    })
    return
  }
  tellOnce(reader, {
    code: 'condition_operator_unknown',
    span: token.span,
    message: sign === ':' ? '`:` does not compare.' : `\`${written(reader, token.span)}\` stands alone here.`,
    hint: sign === ':' ? 'Write `==` to compare, or `test ? a : b` to choose.' : 'Remove it.',
  })
}

/** After one thing was not understood, the next would only be guesses. */
function tellOnce(reader: TokenReader, problem: Parameters<TokenReader['source']['report']>[0]): void {
  if (!reader.hasFailed()) reader.source.report(problem)
  reader.fail()
}

function written(reader: TokenReader, span: Span): string {
  return reader.source.text.slice(span.start, span.end)
}

function shortened(text: string): string {
  return text.length > 40 ? `…${text.slice(-38)}` : text
}

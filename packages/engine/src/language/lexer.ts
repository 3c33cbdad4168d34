import type { Span } from './expression.ts'
import { isDigitAt, readNumber } from './number-literal.ts'
import type { Reading, Source } from './source.ts'
import { readText } from './text-literal.ts'
import { type Sign, signs, type Token } from './token.ts'

/** Cuts a condition's text into tokens, the last one being `end`. Never throws; always ends. */
export function tokenise(source: Source): readonly Token[] {
  const tokens: Token[] = []
  let at = skipBlank(source.text, 0)
  while (at < source.text.length) {
    const { token, next } = readToken(source, at)
    tokens.push(token)
    at = skipBlank(source.text, next)
  }
  return [...tokens, { kind: 'end', span: { start: source.text.length, end: source.text.length } }]
}

const blank = /[\s\u00a0\ufeff]*(?:\/\/[^\n]*[\s\u00a0\ufeff]*)*/y

/** White space and comments, which run from `//` to the end of the line. */
function skipBlank(text: string, at: number): number {
  blank.lastIndex = at
  blank.test(text)
  return blank.lastIndex
}

const textStart = /(?:[rR]?["']|[“”„‘’‚«])/y
const nameAt = /[\p{L}_][\p{L}\p{N}\p{M}_]*/uy
const foreignAt = /===|!==|<>|=>|=<|=|&|\||≠|≤|≥|∧|∨|¬/y

function readToken(source: Source, at: number): Reading {
  const { text } = source
  if (matchAt(textStart, text, at) !== null) return readText(source, at)
  if (isDigitAt(text, at) || (text.charAt(at) === '.' && isDigitAt(text, at + 1))) return readNumber(source, at)
  const name = matchAt(nameAt, text, at)
  if (name !== null) return readName(source, { start: at, end: at + name.length })
  const sign = signs.find((candidate) => text.startsWith(candidate, at))
  const foreign = matchAt(foreignAt, text, at)
  if (foreign !== null && (sign === undefined || foreign.length > sign.length)) return readForeign(source, at, foreign)
  if (sign !== undefined)
    return { token: { kind: 'sign', sign, span: { start: at, end: at + sign.length } }, next: at + sign.length }
  return readStranger(source, at)
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

function readName({ text, report }: Source, span: Span): Reading {
  const name = text.slice(span.start, span.end)
  if (/^[bB][rR]?$|^[rR][bB]$/.test(name) && /["']/.test(text.charAt(span.end))) {
    report({
      code: 'condition_literal_unsupported',
      span,
      message: `\`${name}\` before a quote makes bytes, which are not part of the language.`,
      hint: `Leave the \`${name}\` out to write a text.`,
    })
    const { token, next } = readText({ text, report }, span.end)
    return { token: { kind: 'broken', span: { start: span.start, end: token.span.end } }, next }
  }
  return { token: { kind: 'name', name, span }, next: span.end }
}

const meant: Readonly<Record<string, Sign>> = {
  '===': '==',
  '!==': '!=',
  '<>': '!=',
  '=>': '>=',
  '=<': '<=',
  '=': '==',
  '&': '&&',
  '|': '||',
  '≠': '!=',
  '≤': '<=',
  '≥': '>=',
  '∧': '&&',
  '∨': '||',
  '¬': '!',
}

function readForeign({ report }: Source, at: number, foreign: string): Reading {
  const span = { start: at, end: at + foreign.length }
  const sign = meant[foreign] ?? '=='
  report({
    code: 'condition_operator_unknown',
    span,
    message: foreign === '=' ? '`=` does not compare.' : `\`${foreign}\` is not an operator of the language.`,
    hint: `Write \`${sign}\` instead.`,
  })
  return { token: { kind: 'sign', sign, span }, next: span.end }
}

/** A character without a meaning; the whole code point, so that an emoji is told once. */
function readStranger({ text, report }: Source, at: number): Reading {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
  const span = { start: at, end: at + character.length }
  report({
    code: 'condition_character_unexpected',
    span,
    message: `${nameOf(character)} has no meaning here.`,
    hint: strangerHints[character] ?? 'Remove it, or put it in quotes if it belongs to a text.',
  })
  return { token: { kind: 'broken', span }, next: span.end }
}

const strangerHints: Readonly<Record<string, string>> = {
  '{': 'There are no maps in the language: write a list in square brackets, such as `["DE", "AT"]`.',
  '}': 'There are no maps in the language: write a list in square brackets, such as `["DE", "AT"]`.',
  ';': 'Join conditions with `&&` (and) or `||` (or).',
  $: 'Write an attribute by its bare name, such as `country`.',
  '@': 'Write an attribute by its bare name, such as `country`.',
  '#': 'A comment starts with `//`.',
  '`': 'Put a text in straight quotes, such as `"DE"`.',
  '\\': 'A backslash belongs into a text; a condition may run over several lines without one.',
}

function nameOf(character: string): string {
  const isVisible = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(character)
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return isVisible && character !== '`' ? `\`${character}\`` : `The character U+${code}`
}

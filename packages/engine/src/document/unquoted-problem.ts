import type { TextNode } from './document-node.ts'
import type { TextProblem } from './document-reading.ts'
import { quoted } from './quoted.ts'
import type { UnquotedCondition } from './unquoted-conditions.ts'

/** A line longer than this is not repeated whole in a hint. */
const mendedLengthMax = 160

/** The condition as it was meant, without quotes that were to go around the whole and do not. */
export function unquotedNode({ text, start, end }: UnquotedCondition): TextNode {
  const value = withoutOuterQuotes(text)
  const cut = value === text ? 0 : 1
  return { kind: 'text', value, style: 'plain', start: start + cut, end: end - cut }
}

/** Says what YAML does with the condition, and shows the line as it should be. */
export function unquotedProblem(source: string, condition: UnquotedCondition): TextProblem {
  return {
    code: 'document_condition_unquoted',
    message: `This condition needs quotes: ${condition.because}.`,
    hint: `Write: ${mended(source, condition)}`,
    start: condition.start,
    end: condition.end,
  }
}

function mended(source: string, { keyStart, key, start, end, text }: UnquotedCondition): string {
  const value = quoted(withoutOuterQuotes(text).replace(/\s*\n\s*/g, ' '))
  const lineStart = source.lastIndexOf('\n', keyStart) + 1
  const nextBreak = source.indexOf('\n', end)
  const line = source.slice(lineStart, start) + value + source.slice(end, nextBreak === -1 ? source.length : nextBreak)
  const isOneLine = !source.slice(lineStart, end).includes('\n')
  return isOneLine && line.length <= mendedLengthMax ? line.trim() : `${key}: ${value}`
}

/** `"country in ["DE"]"` was meant to be quoted and is not, since its own quotes end it. */
function withoutOuterQuotes(text: string): string {
  const first = text.charAt(0)
  if ((first !== '"' && first !== "'") || text.length < 3 || !text.endsWith(first)) return text
  const inside = text.slice(1, -1)
  const firstInner = inside.indexOf(first)
  // `"a" in x || y == "b"`: the quote that closes the first text is followed by an operator, not by a word.
  return /^\s*([=!<>&|+*/%?.)-]|in\b)/.test(inside.slice(firstInner + 1)) ? text : inside
}

import { bounds } from './bounds.ts'
import type { Value } from './expression.ts'
import { type FunctionBody, onText, onTexts } from './function-body.ts'

// Positions and sizes count code points, as in CEL. Without a surrogate they are UTF-16 units, which is fast.
const surrogate = /[\uD800-\uDFFF]/
const whiteSpace = /\p{White_Space}/u

/** Text functions by name. */
export const textFunctions: Readonly<Record<string, FunctionBody>> = {
  startsWith: onTexts((text, part) => text.startsWith(part)),
  endsWith: onTexts((text, part) => text.endsWith(part)),
  contains: onTexts((text, part) => text.includes(part)),
  lower: onText((text) => within(text.toLowerCase())),
  upper: onText((text) => within(text.toUpperCase())),
  lowerAscii: onText((text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())),
  upperAscii: onText((text) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())),
  trim: onText(trim),
  reverse: onText((text) => pointsOf(text).reverse().join('')),
  charAt: (text, at) => (typeof text === 'string' && typeof at === 'number' ? charAt(text, at) : undefined),
  substring: (text, start, end) => (typeof text === 'string' ? substring(text, start, end) : undefined),
  indexOf: (text, part, from = 0) => {
    if (typeof text !== 'string' || typeof part !== 'string') return undefined
    const start = unitsBefore(text, from)
    return start === undefined ? undefined : pointsBefore(text, text.indexOf(part, start))
  },
  lastIndexOf: (text, part, from = Infinity) => {
    if (typeof text !== 'string' || typeof part !== 'string') return undefined
    const start = from === Infinity ? text.length : unitsBefore(text, from)
    return start === undefined ? undefined : pointsBefore(text, text.lastIndexOf(part, start))
  },
  replace: (...given) => {
    const [text, part, by, count = -1] = given
    if (typeof text !== 'string' || typeof part !== 'string' || typeof by !== 'string') return undefined
    return typeof count === 'number' ? replace(text, { part, by, count }) : undefined
  },
  split: (text, separator, limit = -1) => {
    if (typeof text !== 'string' || typeof separator !== 'string' || typeof limit !== 'number') return undefined
    if (limit === 0) return []
    const pieces = piecesOf(text, separator, limit)
    return pieces.length > bounds.listLengthMax ? undefined : pieces
  },
  join: (list, separator = '') =>
    typeof list === 'object' && typeof separator === 'string' ? join(list, separator) : undefined,
}

/** The number of code points. */
export function sizeOfText(text: string): number {
  return pointsBefore(text, text.length)
}

function within(text: string): string | undefined {
  return text.length > bounds.textLengthMax ? undefined : text
}

/** White space as Unicode defines it, which is not quite what JavaScript trims. */
function trim(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && whiteSpace.test(text.charAt(start))) start += 1
  while (end > start && whiteSpace.test(text.charAt(end - 1))) end -= 1
  return text.slice(start, end)
}

/** How many UTF-16 units the first code points take; `undefined` when the text is shorter. */
function unitsBefore(text: string, points: Value): number | undefined {
  if (typeof points !== 'number' || points < 0 || points > text.length) return undefined
  if (!surrogate.test(text)) return points
  let units = 0
  for (let point = 0; point < points; point += 1) {
    if (units >= text.length) return undefined
    units += widthAt(text, units)
  }
  return units
}

/** How many code points stand before a UTF-16 offset; −1 stays −1. */
function pointsBefore(text: string, offset: number): number {
  if (offset <= 0 || !surrogate.test(text)) return offset
  let points = 0
  for (let units = 0; units < offset; units += widthAt(text, units)) points += 1
  return points
}

function widthAt(text: string, offset: number): number {
  return (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1
}

function pointsOf(text: string): string[] {
  return Array.from(text)
}

function charAt(text: string, at: number): string | undefined {
  const start = unitsBefore(text, at)
  if (start === undefined) return undefined
  return start === text.length ? '' : text.slice(start, start + widthAt(text, start))
}

function substring(text: string, start: Value | undefined, end: Value | undefined): string | undefined {
  const from = unitsBefore(text, start ?? 0)
  const to = end === undefined ? text.length : unitsBefore(text, end)
  return from === undefined || to === undefined || from > to ? undefined : text.slice(from, to)
}

/** Splits into at most `limit` pieces, the last one holding the rest; a negative limit is none. */
function piecesOf(text: string, separator: string, limit: number): readonly string[] {
  const pieces = separator === '' ? pointsOf(text) : text.split(separator)
  if (limit < 0 || pieces.length <= limit) return pieces
  return [...pieces.slice(0, limit - 1), pieces.slice(limit - 1).join(separator)]
}

function replace(
  text: string,
  change: { readonly part: string; readonly by: string; readonly count: number },
): string | undefined {
  const { part, by, count } = change
  if (count === 0) return text
  const limit = count < 0 ? -1 : count + 1
  // An empty part stands before every code point and at the end.
  const pieces = part === '' ? ['', ...piecesOf(text, '', count < 0 ? -1 : count)] : piecesOf(text, part, limit)
  const isOpenEnded = part === '' && (count < 0 || count > pieces.length - 1)
  const joints = isOpenEnded ? [...pieces, ''] : pieces
  // Measured before it is built, because a product of two lengths can be huge.
  const length = text.length + (joints.length - 1) * (by.length - part.length)
  return length > bounds.textLengthMax ? undefined : joints.join(by)
}

function join(list: readonly Value[], separator: string): string | undefined {
  let length = Math.max(0, list.length - 1) * separator.length
  for (const item of list) {
    if (typeof item !== 'string') return undefined
    length += item.length
  }
  return length > bounds.textLengthMax ? undefined : list.join(separator)
}

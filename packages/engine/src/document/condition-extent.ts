import type { DocumentRange } from './document-node.ts'

/** The range of a condition that needs quotes, and what YAML stumbles over in it. */
export type ConditionExtent = DocumentRange & { readonly text: string; readonly because: string }

/** A longer condition in a flow collection is taken for a bracket that was never closed. */
const flowLengthMax = 4_000

/**
 * The condition that starts at `start` in block context, if it needs quotes; `blockEnd` is where the lines that
 * belong to its key end.
 */
export function conditionInBlock(text: string, start: number, blockEnd: number): ConditionExtent | null {
  const from = skipSpace(text, start, blockEnd)
  // A list on the lines below the key is a list, whatever was meant.
  if (text.slice(start, from).includes('\n') && /^[-?]\s/.test(text.slice(from, from + 2))) return null
  const end = blockConditionEnd(text, from, blockEnd)
  if (end <= from) return null
  const because = blockAccident(text, from, end)
  return because === null ? null : { start: from, end, text: text.slice(from, end), because }
}

/**
 * The condition that starts at `start` inside a flow map: where it ends (`null`: its map is never closed), and the
 * condition if it needs quotes.
 */
export function conditionInFlow(
  text: string,
  start: number,
): { readonly end: number | null; readonly condition: ConditionExtent | null } {
  const quotedEnd = quotedValueEnd(text, start)
  if (quotedEnd !== null && /^\s*([,}\]]|$)/.test(text.slice(quotedEnd, quotedEnd + 200))) {
    return { end: quotedEnd, condition: null }
  }
  const end = flowConditionEnd(text, start)
  if (end === null) return { end: null, condition: null }
  const written = text.slice(start, end)
  const because = flowAccident(written)
  return { end, condition: because === null || end === start ? null : { start, end, text: written, because } }
}

function blockAccident(text: string, start: number, end: number): string | null {
  const written = text.slice(start, end)
  const quotedEnd = quotedValueEnd(text, start)
  if (quotedEnd !== null) {
    return /^\s*(#|$)/.test(text.slice(quotedEnd, end))
      ? null
      : 'YAML reads the text in quotes at its start as the whole value'
  }
  if (/^["']/.test(written)) return null
  const special = specialStart(written)
  if (special !== null) return special
  if (/^[[{]/.test(written)) {
    return closingOf(written) === written.length ? null : 'YAML reads the bracket at its start as a list or a map'
  }
  if (/:(\s|$)/.test(written)) return 'YAML reads a colon followed by a space as a key'
  if (/\s#/.test(written)) return 'YAML reads ` #` as the start of a comment'
  return null
}

function flowAccident(written: string): string | null {
  if (/^["']/.test(written)) return 'YAML reads the text in quotes at its start as the whole value'
  const special = specialStart(written)
  if (special !== null) return special
  const cut = /[[\]{},]/.exec(written)
  if (cut !== null) return `inside { … } YAML ends the value at the first \`${cut[0]}\``
  if (/:(\s|$)/.test(written)) return 'YAML reads a colon followed by a space as a key'
  if (/\s#/.test(written)) return 'YAML reads ` #` as the start of a comment'
  return null
}

function specialStart(written: string): string | null {
  const first = written.charAt(0)
  switch (first) {
    case '!':
      return 'YAML reads a leading `!` as a tag'
    case '*':
      return 'YAML reads a leading `*` as an alias'
    case '&':
      return 'YAML reads a leading `&` as an anchor'
    case '|':
    case '>':
      return `YAML reads a leading \`${first}\` as the start of a block text`
    case '%':
    case '@':
    case '`':
      return `in YAML no text without quotes may start with \`${first}\``
    default:
      return /^[-?:]\s/.test(written) ? `YAML reads a leading \`${first}\` as a sign of its own` : null
  }
}

/** The end of a quoted value that starts here by YAML's rules; `null` when none starts or it never ends. */
function quotedValueEnd(text: string, start: number): number | null {
  const quote = text.charAt(start)
  if (quote !== '"' && quote !== "'") return null
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (quote === '"' && character === '\\') at += 1
    else if (quote === "'" && character === "'" && text.charAt(at + 1) === "'") at += 1
    else if (character === quote) return at + 1
  }
  return null
}

/** Block context: to the end of its lines, without a comment at the end of one and without spaces. */
function blockConditionEnd(text: string, start: number, blockEnd: number): number {
  let end = start
  for (let at = start; at < blockEnd; at += 1) {
    const character = text.charAt(at)
    if (character === '"' || character === "'") {
      const closed = closeQuote(text, at, blockEnd)
      at = closed - 1
      end = closed
    } else if (character === '#' && at > start && /\s/.test(text.charAt(at - 1))) {
      break
    } else if (!/\s/.test(character)) {
      end = at + 1
    }
  }
  return end
}

/** Flow context: to the comma or bracket that is not the condition's own; `null` when none comes. */
function flowConditionEnd(text: string, start: number): number | null {
  const open: string[] = []
  let end = start
  const limit = Math.min(text.length, start + flowLengthMax)
  for (let at = start; at < limit; at += 1) {
    const character = text.charAt(at)
    if (character === '"' || character === "'") {
      at = closeQuote(text, at, limit) - 1
    } else if (character === '(' || character === '[' || character === '{') {
      open.push(character)
    } else if (character === ')' || character === ']' || character === '}') {
      // A brace closes the map as soon as the condition has opened none.
      if (character === '}' ? !open.includes('{') : open.length === 0) return end
      open.pop()
    } else if (character === ',' && open.length === 0) {
      return end
    }
    if (!/\s/.test(text.charAt(at))) end = at + 1
  }
  return null
}

/** The end of a quoted part of a condition, on the same line; an apostrophe that nothing closes is passed. */
function closeQuote(text: string, start: number, limit: number): number {
  const quote = text.charAt(start)
  for (let at = start + 1; at < limit; at += 1) {
    const character = text.charAt(at)
    if (character === '\n') break
    if (character === '\\') at += 1
    else if (character === quote) return at + 1
  }
  return start + 1
}

/** Where the bracket at the start of the text is closed; 0 when it is not. */
function closingOf(written: string): number {
  let depth = 0
  for (let at = 0; at < written.length; at += 1) {
    const character = written.charAt(at)
    if (character === '"' || character === "'") at = closeQuote(written, at, written.length) - 1
    else if (character === '[' || character === '{') depth += 1
    else if (character === ']' || character === '}') {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return 0
}

function skipSpace(text: string, from: number, limit: number): number {
  let at = from
  while (at < limit && /\s/.test(text.charAt(at))) at += 1
  return at
}

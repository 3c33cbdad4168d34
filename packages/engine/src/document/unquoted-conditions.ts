import type { DocumentRange } from './document-node.ts'
import { conditionInBlock, conditionInFlow } from './condition-extent.ts'

/** A condition that YAML would cut or break because it stands without quotes; the range is what was meant. */
export type UnquotedCondition = DocumentRange & {
  /** Where the key starts, such as `when`. */
  readonly keyStart: number
  readonly key: string
  readonly text: string
  /** What YAML stumbles over, for the message. */
  readonly because: string
}

/**
 * Finds the conditions that need quotes and have none, from the text alone: YAML's own reading cannot be asked,
 * since after the first such accident it may lose the rest of the document, or split it without a word.
 * What it finds is a suspicion; `readYaml` confirms it.
 */
export function findUnquotedConditions(text: string, keys: readonly string[]): readonly UnquotedCondition[] {
  if (keys.length === 0) return []
  const scan: Scan = { text, keys, found: [], at: 0, isUnclosed: false }
  while (scan.at < text.length) scanLine(scan)
  return scan.found
}

type Scan = {
  readonly text: string
  readonly keys: readonly string[]
  readonly found: UnquotedCondition[]
  at: number
  /** A flow collection never ended: no further one is walked through, or a broken text would be read many times. */
  isUnclosed: boolean
}

const blockKey = /^((?: *- +)* *)(?:(["']?)([A-Za-z_][\w.-]*)\2[ \t]*:(?=[ \t]|$))?[ \t]*/

/** Reads one line outside of flow collections and block texts, and leaves `at` at the next one to read. */
function scanLine(scan: Scan): void {
  const lineStart = scan.at
  const lineEnd = endOfLine(scan.text, lineStart)
  const line = scan.text.slice(lineStart, lineEnd).replace(/\r$/, '')
  scan.at = lineEnd + 1
  const head = blockKey.exec(line)
  if (head === null || /^\s*(#|$)/.test(line)) return
  const [prefix = '', lead = '', , key] = head
  const valueAt = lineStart + prefix.length
  const value = line.slice(prefix.length)
  const keyColumn = key === undefined ? Math.max(0, lead.trimEnd().length - 1) : lead.length
  if (/^[|>][+-]?\d?[+-]?[ \t]*(#.*)?$/.test(value)) {
    scan.at = endOfBlock(scan.text, scan.at, keyColumn)
  } else if (key !== undefined && scan.keys.includes(key)) {
    readBlockCondition(scan, { keyStart: lineStart + lead.length, key, keyColumn, valueAt })
  } else if (!scan.isUnclosed && (value.startsWith('{') || value.startsWith('['))) {
    scanFlow(scan, valueAt)
  }
}

function readBlockCondition(
  scan: Scan,
  at: { readonly keyStart: number; readonly key: string; readonly keyColumn: number; readonly valueAt: number },
): void {
  const blockEnd = endOfBlock(scan.text, endOfLine(scan.text, at.valueAt) + 1, at.keyColumn)
  scan.at = blockEnd
  const condition = conditionInBlock(scan.text, at.valueAt, blockEnd)
  if (condition !== null) scan.found.push({ ...condition, keyStart: at.keyStart, key: at.key })
}

/** The end of the lines that are blank or indented deeper than the column. */
function endOfBlock(text: string, from: number, column: number): number {
  let at = from
  while (at < text.length) {
    const lineEnd = endOfLine(text, at)
    const line = text.slice(at, lineEnd)
    const indent = line.search(/[^ ]/)
    if (line.trim() !== '' && indent <= column) return at
    at = lineEnd + 1
  }
  return text.length
}

const flowKey = /[{,]\s*(["']?)([A-Za-z_][\w.-]*)\1[ \t]*:(?=\s)\s*/y

/** Walks through one flow collection, however many lines it takes, and reads the conditions in it. */
function scanFlow(scan: Scan, start: number): void {
  const { text } = scan
  let depth = 0
  let at = start
  while (at < text.length && !scan.isUnclosed) {
    const character = text.charAt(at)
    if (character === '{' || character === '[') depth += 1
    if (character === '}' || character === ']') depth -= 1
    if (depth === 0) break
    at = afterToken(scan, at)
  }
  // A collection that never ends is YAML's to report; what was found in it may still be the cause.
  scan.isUnclosed ||= at >= text.length
  scan.at = endOfLine(text, scan.isUnclosed ? start : at) + 1
}

function afterToken(scan: Scan, at: number): number {
  const { text } = scan
  const character = text.charAt(at)
  if (character === '{' || character === ',') {
    flowKey.lastIndex = at
    const match = flowKey.exec(text)
    const key = match?.[2]
    if (match !== null && key !== undefined) {
      return scan.keys.includes(key) ? readFlowCondition(scan, { match, key, at }) : at + match[0].length
    }
  }
  if (isQuote(character) && /[[{,:]\s*$/.test(text.slice(Math.max(0, at - 80), at))) return afterQuoted(text, at)
  if (character === '#' && /\s/.test(text.charAt(at - 1))) return endOfLine(text, at)
  return at + 1
}

function readFlowCondition(
  scan: Scan,
  found: { readonly match: RegExpExecArray; readonly key: string; readonly at: number },
): number {
  const valueAt = found.at + found.match[0].length
  const keyStart = found.at + found.match[0].search(/["'A-Za-z_]/)
  const { end, condition } = conditionInFlow(scan.text, valueAt)
  if (condition !== null) scan.found.push({ ...condition, keyStart, key: found.key })
  scan.isUnclosed ||= end === null
  return end ?? valueAt
}

function afterQuoted(text: string, at: number): number {
  const quote = text.charAt(at)
  for (let next = at + 1; next < text.length; next += 1) {
    const character = text.charAt(next)
    if (quote === '"' && character === '\\') next += 1
    else if (character === quote) return next + 1
  }
  return text.length
}

function isQuote(character: string): boolean {
  return character === '"' || character === "'"
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  return at === -1 ? text.length : at
}

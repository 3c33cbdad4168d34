import type { DocumentEntry, DocumentNode, DocumentRange } from './document-node.ts'
import { type TextProblem, documentLimits } from './document-reading.ts'

/** Reads strict JSON (RFC 8259) into the tree, with the place of every value. It stops at the first break in form. */
export function readJson(text: string): {
  readonly root: DocumentNode | null
  readonly problems: readonly TextProblem[]
  readonly readableUntil: number
} {
  const reader: JsonReader = { text, at: 0, depth: 0, problems: [], brokenAt: null }
  skipSpace(reader)
  const root = readValue(reader)
  skipSpace(reader)
  if (reader.brokenAt === null && reader.at < text.length) stop(reader, 'Text follows after the end of the document.')
  return { root, problems: reader.problems, readableUntil: reader.brokenAt ?? text.length }
}

type JsonReader = {
  readonly text: string
  at: number
  depth: number
  readonly problems: TextProblem[]
  /** Where the form broke; everything after it is unread. */
  brokenAt: number | null
}

function readValue(reader: JsonReader): DocumentNode {
  const start = reader.at
  switch (reader.text.charAt(start)) {
    case '{':
      return readNested(reader, readMap)
    case '[':
      return readNested(reader, readList)
    case '"': {
      const value = readText(reader)
      return { kind: 'text', value, style: 'double', start, end: reader.at }
    }
    default:
      return readWord(reader)
  }
}

function readNested(reader: JsonReader, read: (reader: JsonReader) => DocumentNode): DocumentNode {
  if (reader.depth >= documentLimits.depthMax) {
    return stop(reader, `Lists and maps stand more than ${documentLimits.depthMax} levels deep.`, 'document_too_deep')
  }
  reader.depth += 1
  const node = read(reader)
  reader.depth -= 1
  return node
}

function readMap(reader: JsonReader): DocumentNode {
  const start = reader.at
  const entries: DocumentEntry[] = []
  const seen = new Set<string>()
  reader.at += 1
  skipSpace(reader)
  while (reader.brokenAt === null && !take(reader, '}')) {
    if (entries.length + seen.size > 0 && !takeSeparator(reader, '}')) break
    const keyStart = reader.at
    if (reader.text.charAt(keyStart) !== '"') {
      stop(reader, 'A key in double quotes is missing here.')
      break
    }
    const key = readText(reader)
    const keyRange = { start: keyStart, end: reader.at }
    skipSpace(reader)
    if (reader.brokenAt !== null) break
    if (!take(reader, ':')) stop(reader, 'A colon is missing after the key.')
    skipSpace(reader)
    const value = reader.brokenAt === null ? readValue(reader) : nothingAt(reader)
    if (seen.has(key)) reader.problems.push(duplicate(key, keyRange))
    else entries.push({ key, keyRange, value })
    seen.add(key)
    skipSpace(reader)
  }
  return { kind: 'map', entries, start, end: reader.at }
}

function readList(reader: JsonReader): DocumentNode {
  const start = reader.at
  const items: DocumentNode[] = []
  reader.at += 1
  skipSpace(reader)
  while (reader.brokenAt === null && !take(reader, ']')) {
    if (items.length > 0 && !takeSeparator(reader, ']')) break
    items.push(readValue(reader))
    skipSpace(reader)
  }
  return { kind: 'list', items, start, end: reader.at }
}

function takeSeparator(reader: JsonReader, close: string): boolean {
  if (!take(reader, ',')) {
    stop(reader, `A comma or \`${close}\` is missing here.`)
    return false
  }
  skipSpace(reader)
  if (reader.text.charAt(reader.at) !== close) return true
  stop(reader, `JSON allows no comma before \`${close}\`.`)
  return false
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

const plainRun = /[^"\\\p{Cc}]*/uy
const unicodeEscape = /u([0-9A-Fa-f]{4})/y

function readText(reader: JsonReader): string {
  const { text } = reader
  const start = reader.at
  const parts: string[] = []
  reader.at += 1
  for (;;) {
    plainRun.lastIndex = reader.at
    const run = plainRun.exec(text)?.[0] ?? ''
    parts.push(run)
    reader.at += run.length
    const character = text.charAt(reader.at)
    if (character === '"') {
      reader.at += 1
      return parts.join('')
    }
    if (character === '') {
      reader.at = start
      stop(reader, 'The quote that opens here is never closed.', 'document_not_closed')
      return parts.join('')
    }
    const escaped = character === '\\' ? readEscape(reader) : null
    if (escaped === null) {
      stop(
        reader,
        character === '\\'
          ? 'This escape does not exist in JSON.'
          : 'A line break or control character stands inside a text.',
      )
      return parts.join('')
    }
    parts.push(escaped)
  }
}

function readEscape(reader: JsonReader): string | null {
  const letter = reader.text.charAt(reader.at + 1)
  if (letter === 'u') {
    unicodeEscape.lastIndex = reader.at + 1
    const code = unicodeEscape.exec(reader.text)?.[1]
    if (code === undefined) return null
    reader.at += 6
    return String.fromCharCode(Number.parseInt(code, 16))
  }
  const plain = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined
  if (plain === undefined) return null
  reader.at += 2
  return plain
}

const numberForm = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/y
const wordForm = /[A-Za-z_$][\w$]*|'[^']*'|\/[/*]|[^\s,\]}]+/y

function readWord(reader: JsonReader): DocumentNode {
  const start = reader.at
  numberForm.lastIndex = start
  const number = numberForm.exec(reader.text)?.[0]
  if (number !== undefined) {
    reader.at += number.length
    return { kind: 'number', value: Number(number), text: number, start, end: reader.at }
  }
  wordForm.lastIndex = start
  const word = wordForm.exec(reader.text)?.[0] ?? ''
  const range: DocumentRange = { start, end: start + word.length }
  reader.at = range.end
  if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true', text: word, ...range }
  if (word === 'null') return { kind: 'nothing', ...range }
  reader.at = start
  if (word === '') return stop(reader, 'A value is missing here.')
  if (word.startsWith('/')) return stop(reader, 'JSON has no comments.')
  return stop(reader, `\`${word.slice(0, 40)}\` is not a JSON value; a text stands in double quotes.`)
}

function stop(reader: JsonReader, message: string, code: TextProblem['code'] = 'document_syntax'): DocumentNode {
  if (reader.brokenAt === null) {
    reader.brokenAt = reader.at
    const hint = 'Mend this and read again: JSON after it has not been looked at.'
    reader.problems.push({ code, message, hint, start: reader.at, end: Math.min(reader.at + 1, reader.text.length) })
  }
  return nothingAt(reader)
}

function duplicate(key: string, range: DocumentRange): TextProblem {
  return {
    code: 'document_duplicate_key',
    message: `The key \`${key}\` is written twice in this map.`,
    hint: 'Keep one of the two, or give them different names.',
    ...range,
  }
}

function nothingAt(reader: JsonReader): DocumentNode {
  return { kind: 'nothing', start: reader.at, end: reader.at }
}

function take(reader: JsonReader, character: string): boolean {
  if (reader.text.charAt(reader.at) !== character) return false
  reader.at += 1
  return true
}

function skipSpace(reader: JsonReader): void {
  const { text } = reader
  for (;;) {
    const code = text.charCodeAt(reader.at)
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
    reader.at += 1
  }
}

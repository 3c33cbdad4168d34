/** One property of an iCalendar text, unfolded (RFC 5545, 3.1). */
export type ContentLine = {
  /** Upper case. */
  readonly name: string
  /** By upper-case name, without quotes. */
  readonly params: ReadonlyMap<string, string>
  readonly value: string
  /** Where it starts, counted from 1. */
  readonly line: number
}

export type UnreadableLine = { readonly line: number; readonly text: string }

/** Values of these are dates without a colon, so the last one ends the parameters: Exchange writes zones with colons in them. */
const DATES = new Set(['DTSTART', 'DTEND', 'EXDATE', 'RDATE', 'RECURRENCE-ID'])

const NAME = /^[A-Za-z0-9-]+/

/** Splits a text into its properties; what is none is told apart. Any line ending will do. */
export function contentLines(text: string): {
  readonly lines: readonly ContentLine[]
  readonly unreadable: readonly UnreadableLine[]
} {
  const lines: ContentLine[] = []
  const unreadable: UnreadableLine[] = []
  const physical = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  for (let index = 0; index < physical.length;) {
    const line = index + 1
    const pieces = [physical[index]]
    for (index += 1; index < physical.length && /^[ \t]/.test(physical[index]); index += 1)
      pieces.push(physical[index].slice(1))
    const unfolded = pieces.join('')
    if (unfolded.trim() === '') continue
    const read = readLine(unfolded, line)
    if (read === null) unreadable.push({ line, text: unfolded })
    else lines.push(read)
  }
  return { lines, unreadable }
}

function readLine(text: string, line: number): ContentLine | null {
  const name = NAME.exec(text)?.[0].toUpperCase()
  if (name === undefined) return null
  const colon = DATES.has(name) ? text.lastIndexOf(':') : firstColonOutsideQuotes(text)
  if (colon < name.length) return null
  const head = text.slice(name.length, colon)
  if (head !== '' && !head.startsWith(';')) return null
  return { name, params: readParams(head), value: text.slice(colon + 1), line }
}

function firstColonOutsideQuotes(text: string): number {
  let isQuoted = false
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '"') isQuoted = !isQuoted
    else if (text[index] === ':' && !isQuoted) return index
  }
  // A quote that never closes is a mistake of the writer; the value is still there.
  return text.indexOf(':')
}

const noParams: ReadonlyMap<string, string> = new Map()

function readParams(head: string): ReadonlyMap<string, string> {
  if (head === '') return noParams
  const params = new Map<string, string>()
  for (const match of head.matchAll(/;([A-Za-z0-9-]+)=("[^"]*"|[^";]*)/g)) {
    params.set(match[1].toUpperCase(), match[2].replaceAll('"', ''))
  }
  return params
}

/** The text of a value of type TEXT, with its escapes undone (RFC 5545, 3.3.11). */
export function unescapeText(value: string): string {
  return value.replaceAll(/\\([\\;,nN])/g, (_, escaped: string) =>
    escaped === 'n' || escaped === 'N' ? '\n' : escaped,
  )
}

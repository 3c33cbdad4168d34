import type { Edit, Span } from './written-document.ts'

/** A cell and where it stands in its text, with the quotes around it. */
export type CsvCell = Span & { readonly text: string }
/** A line of a table; blank ones are left out. */
export type CsvLine = Span & { readonly cells: readonly CsvCell[]; readonly line: number }
/** A table as it is written, for edits that leave all else of it as it is. */
export type CsvText = { readonly text: string; readonly delimiter: string; readonly lines: readonly CsvLine[] }

/** Takes a text apart as the engine does: quotes around whole cells, and the delimiter that stands most often in the first line. */
export function readCsvText(text: string): CsvText {
  const delimiter = delimiterOf(text)
  const lines: CsvLine[] = []
  let at = text.startsWith('\uFEFF') ? 1 : 0
  let line = 1
  while (at < text.length) {
    const cells: CsvCell[] = []
    const from = at
    for (;;) {
      const cell = cellAt(text, at, delimiter)
      cells.push(cell)
      at = cell.to
      if (text[at] !== delimiter) break
      at += 1
    }
    if (cells.length > 1 || cells[0]?.text !== '') lines.push({ from, to: at, cells, line })
    const ended = text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1
    line += text.slice(from, ended).split('\n').length - 1
    at = ended
  }
  return { text, delimiter, lines }
}

function delimiterOf(text: string): string {
  const first = (/^\uFEFF?[\r\n]*([^\r\n]*)/.exec(text)?.[1] ?? '').replaceAll(/"[^"]*"/g, '')
  const counted = [',', ';', '\t'].map((one) => ({ one, count: first.split(one).length }))
  return counted.reduce((most, other) => (other.count > most.count ? other : most)).one
}

function cellAt(text: string, from: number, delimiter: string): CsvCell {
  const quoted = text[from] === '"' ? /^"((?:[^"]|"")*)"/.exec(text.slice(from)) : null
  let to = from + (quoted?.[0].length ?? 0)
  while (to < text.length && text[to] !== delimiter && text[to] !== '\n' && text[to] !== '\r') to += 1
  return { from, to, text: quoted?.[1]?.replaceAll('""', '"') ?? text.slice(from, to) }
}

/** What is to stand in a cell. Lines count from 0, with the header. */
export type CellChange = { readonly line: number; readonly column: number; readonly text: string }

/** Writes cells; lines that there are not yet are added at the end. */
export function setCells(csv: CsvText, changes: readonly CellChange[]): readonly Edit[] {
  const byLine = Map.groupBy(changes, ({ line }) => line)
  const inside = [...byLine].flatMap(([at, ofLine]) => {
    const line = csv.lines[at]
    return line === undefined ? [] : lineEdits(csv, line, ofLine)
  })
  const beyond = [...byLine].filter(([at]) => csv.lines[at] === undefined).toSorted(([a], [b]) => a - b)
  if (beyond.length === 0) return inside
  const width = csv.lines[0]?.cells.length ?? 1
  const added = beyond.map(([, ofLine]) =>
    Array.from({ length: width }, (_, column) => ofLine.find((change) => change.column === column)?.text ?? ''),
  )
  return [...inside, ...insertLines(csv, csv.lines.length, added)]
}

function lineEdits({ delimiter }: CsvText, line: CsvLine, changes: readonly CellChange[]): readonly Edit[] {
  const last = Math.max(...changes.map(({ column }) => column))
  const textAt = (column: number): string | undefined => changes.find((change) => change.column === column)?.text
  if (last < line.cells.length) {
    return line.cells.flatMap(({ from, to, text }, column) => {
      const wanted = textAt(column)
      return wanted === undefined || wanted === text ? [] : [{ from, to, insert: writeCell(wanted, delimiter) }]
    })
  }
  const texts = Array.from({ length: last + 1 }, (_, column) => textAt(column) ?? line.cells[column]?.text ?? '')
  return [{ from: line.from, to: line.to, insert: writeLine(texts, delimiter) }]
}

/** Adds lines before the one at a place, which counts from 0 with the header. */
export function insertLines(
  { text, delimiter, lines }: CsvText,
  at: number,
  rows: readonly (readonly string[])[],
): readonly Edit[] {
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const written = rows.map((row) => writeLine(row, delimiter))
  const next = lines[at]
  if (next !== undefined)
    return [{ from: next.from, to: next.from, insert: written.map((one) => one + newline).join('') }]
  const end = lines.at(-1)?.to ?? text.length
  return [{ from: end, to: end, insert: written.map((one) => newline + one).join('') }]
}

/** Takes a line away. */
export function removeLine({ text, lines }: CsvText, at: number): readonly Edit[] {
  const line = lines[at]
  if (line === undefined) return []
  const end = endOf(text, line)
  // The last line takes the line end before it along.
  const from = end === line.to ? (lines[at - 1]?.to ?? line.from) : line.from
  return [{ from, to: end, insert: '' }]
}

/** Exchanges a line with the one below it. */
export function swapLines({ text, lines }: CsvText, at: number): readonly Edit[] {
  const [above, below] = [lines[at], lines[at + 1]]
  if (above === undefined || below === undefined) return []
  const [a, b] = [text.slice(above.from, above.to), text.slice(below.from, below.to)]
  return [{ from: above.from, to: below.to, insert: b + text.slice(above.to, below.from) + a }]
}

function endOf(text: string, { to }: CsvLine): number {
  if (text[to] === '\r' && text[to + 1] === '\n') return to + 2
  return to < text.length ? to + 1 : to
}

function writeLine(cells: readonly string[], delimiter: string): string {
  return cells.map((cell) => writeCell(cell, delimiter)).join(delimiter)
}

function writeCell(text: string, delimiter: string): string {
  return text.includes(delimiter) || /["\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The cells of what a spreadsheet copies: tabs between cells, quotes where a cell has lines or quotes. */
export function readTabbed(text: string): readonly (readonly string[])[] {
  const ended = text.replace(/\r?\n$/, '')
  const parts = ended.match(/(?:"(?:[^"]|"")*"|[^\t\n\r]*)(?:\t|\r?\n|$)/g) ?? []
  const rows: string[][] = [[]]
  for (const [at, part] of parts.entries()) {
    // What is left of a text that has ended is no cell.
    if (part === '' && at > 0 && !/[\t\n]$/.test(parts[at - 1] ?? '')) break
    const cell = part.replace(/\t$|\r?\n$/, '')
    rows.at(-1)?.push(/^"[\s\S]*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    if (part.endsWith('\n')) rows.push([])
  }
  return rows
}

/** Cells as a spreadsheet takes them. */
export function writeTabbed(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => writeCell(cell, '\t')).join('\t')).join('\n')
}

import type { DocumentRange } from '../document/document-node.ts'
import type { TableProblemCode } from './table-problems.ts'

/** One row of a CSV text: its cells and where each starts. */
export type CsvRow = {
  readonly start: number
  readonly cells: readonly string[]
  readonly cellStarts: readonly number[]
}

/** What is wrong with the form of a CSV text. */
export type CsvProblem = DocumentRange & {
  readonly code: Extract<TableProblemCode, 'table_quote_unclosed' | 'table_quote_misplaced'>
  readonly message: string
  readonly hint: string
}

/** The rows of a CSV text, without blank lines. */
export type CsvReading = {
  readonly delimiter: ',' | ';' | '\t'
  readonly rows: readonly CsvRow[]
  /** Whether rows were left out because there are more than were asked for. */
  readonly isCut: boolean
  readonly problems: readonly CsvProblem[]
}

/** More cells of one row, and more problems, are not kept: a text made of delimiters or quotes stays small. */
const cellsMax = 1_000
const problemsMax = 1_000

/**
 * Reads CSV as RFC 4180 writes it, and strictly: quotes only around whole cells. The delimiter is the one of comma,
 * semicolon and tab that stands most often in the first line. Line ends may be CRLF, LF or CR. Offsets are in the
 * text as given; a byte order mark is passed over.
 */
export function readCsv(text: string, rowsMax = Number.POSITIVE_INFINITY): CsvReading {
  const first = text.startsWith('\uFEFF') ? 1 : 0
  const delimiter = detectDelimiter(text, first)
  const reader: CsvReader = { text, delimiter, at: first, problems: [] }
  const rows: CsvRow[] = []
  while (reader.at < text.length && rows.length < rowsMax) {
    const row = readRow(reader)
    if (row.cells.length > 1 || row.cells[0] !== '') rows.push(row)
  }
  return { delimiter, rows, isCut: /\S/.test(text.slice(reader.at)), problems: reader.problems }
}

type CsvReader = {
  readonly text: string
  readonly delimiter: CsvReading['delimiter']
  at: number
  readonly problems: CsvProblem[]
}

const delimiters = [',', ';', '\t'] as const

function detectDelimiter(text: string, from: number): CsvReading['delimiter'] {
  const start = text.slice(from).search(/[^\r\n]/) + from
  const line = /^[^\r\n]*/.exec(text.slice(start))?.[0] ?? ''
  const outsideQuotes = line.replaceAll(/"[^"]*"/g, '')
  let chosen: CsvReading['delimiter'] = ','
  let most = 0
  for (const delimiter of delimiters) {
    const count = outsideQuotes.split(delimiter).length - 1
    if (count > most) [chosen, most] = [delimiter, count]
  }
  return chosen
}

function readRow(reader: CsvReader): CsvRow {
  const { text, delimiter } = reader
  const start = reader.at
  const cells: string[] = []
  const cellStarts: number[] = []
  for (;;) {
    const cellStart = reader.at
    const cell = text.charCodeAt(cellStart) === quoteCode ? readQuoted(reader) : readPlain(reader)
    if (cells.length < cellsMax) {
      cells.push(cell)
      cellStarts.push(cellStart)
    }
    if (text[reader.at] !== delimiter) break
    reader.at += 1
  }
  if (text[reader.at] === '\r') reader.at += 1
  if (text[reader.at] === '\n') reader.at += 1
  return { start, cells, cellStarts }
}

const quoteCode = 0x22

function readPlain(reader: CsvReader): string {
  const { text } = reader
  const start = reader.at
  const end = endOfCell(reader, start)
  reader.at = end
  const cell = text.slice(start, end)
  const quote = cell.indexOf('"')
  if (quote !== -1) {
    tell(reader, {
      code: 'table_quote_misplaced',
      message: 'A quote stands inside a cell that does not start with one.',
      hint: cell.trimStart().startsWith('"')
        ? 'Remove the space before the quote.'
        : 'Put the whole cell in quotes, and double the quotes inside it.',
      start: start + quote,
      end: start + quote + 1,
    })
  }
  return cell
}

function readQuoted(reader: CsvReader): string {
  const { text } = reader
  const start = reader.at
  const parts: string[] = []
  let from = start + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote === -1) {
      tell(reader, {
        code: 'table_quote_unclosed',
        message: 'The quote that opens here is never closed, so the rest of the table is one cell.',
        hint: 'Close it, or double it if it belongs to the text.',
        start,
        end: start + 1,
      })
      reader.at = text.length
      return parts.join('') + text.slice(from)
    }
    parts.push(text.slice(from, quote))
    if (text.charCodeAt(quote + 1) !== quoteCode) {
      reader.at = quote + 1
      break
    }
    parts.push('"')
    from = quote + 2
  }
  passRest(reader)
  return parts.join('')
}

/** Nothing may follow a cell in quotes before the next delimiter. */
function passRest(reader: CsvReader): void {
  const end = endOfCell(reader, reader.at)
  if (end > reader.at) {
    tell(reader, {
      code: 'table_quote_misplaced',
      message: 'Text follows after a cell in quotes.',
      hint: 'Put the whole cell in quotes, and double the quotes inside it.',
      start: reader.at,
      end,
    })
  }
  reader.at = end
}

function tell({ problems }: CsvReader, problem: CsvProblem): void {
  if (problems.length < problemsMax) problems.push(problem)
}

function endOfCell({ text, delimiter }: CsvReader, from: number): number {
  const delimiterCode = delimiter.charCodeAt(0)
  let at = from
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === delimiterCode || code === 0x0a || code === 0x0d) break
    at += 1
  }
  return at
}

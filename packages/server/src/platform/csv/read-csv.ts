import type { Readable } from 'node:stream'
import { RoutingError } from '@rightful/contract'
import { csvRecords } from './csv-records.ts'
import { unguardFormula } from './formula.ts'

/** What is wrong with a row, and what to do about it. */
export type CsvFault = { readonly what: string; readonly mend: string }

/** One row of a file. The heading is row 1. */
export type CsvRow = {
  readonly row: number
  /** The cells that are not empty, by column. */
  readonly cells: ReadonlyMap<string, string>
  /** Why the row cannot be read as it is; `null`: it can. */
  readonly fault: CsvFault | null
}

/** What a file may have. */
export type CsvLimits = {
  /** Columns it may have. */
  readonly columns: readonly string[]
  /** Columns it must have. */
  readonly required: readonly string[]
  readonly rowsMax: number
  readonly bytesMax: number
  /** A name among these that a wrong one was probably meant to be. */
  readonly suggest: (wrong: string, names: readonly string[]) => string | null
}

/** A CSV file under way: its columns in order, and its rows. */
export type CsvReading = { readonly columns: () => readonly string[]; readonly rows: AsyncIterable<CsvRow> }

/**
 * Reads CSV in UTF-8 with a heading; the delimiter (comma, semicolon, tab, bar) is told from it. Throws `import_unreadable` where
 * the heading is wrong or the text is no CSV, `body_too_large` beyond the limits.
 */
export function readCsv(source: Readable, limits: CsvLimits): CsvReading {
  let columns: readonly string[] = []
  return { columns: () => columns, rows: read(source, limits, (found) => (columns = found)) }
}

async function* read(
  source: Readable,
  limits: CsvLimits,
  tell: (columns: readonly string[]) => void,
): AsyncGenerator<CsvRow> {
  let row = 0
  let columns: readonly string[] = []
  try {
    for await (const cells of csvRecords(source, limits.bytesMax)) {
      row += 1
      if (row > limits.rowsMax + 1) throw new RoutingError('body_too_large', { limit_rows: limits.rowsMax })
      if (row === 1) tell((columns = checkHeading(cells, limits)))
      else yield rowOf(row, columns, cells)
    }
  } catch (cause) {
    if (cause instanceof RoutingError) throw cause
    const what = cause instanceof Error ? cause.message : 'cannot be read'
    throw unreadable([{ where: `row ${row + 1}`, what, mend: 'Write it as CSV in UTF-8.' }])
  }
  if (row === 0)
    throw unreadable([{ where: 'heading', what: 'is missing', mend: 'Name the columns in the first row.' }])
}

function rowOf(row: number, columns: readonly string[], cells: readonly string[]): CsvRow {
  const found = columns.flatMap((column, index): readonly (readonly [string, string])[] => {
    const text = unguardFormula((cells[index] ?? '').trim())
    return text === '' ? [] : [[column, text]]
  })
  return { row, cells: new Map(found), fault: faultOf(columns, cells) }
}

function faultOf(columns: readonly string[], cells: readonly string[]): CsvFault | null {
  if (cells.slice(columns.length).some((cell) => cell.trim() !== ''))
    return { what: 'has more cells than the heading', mend: 'Put cells that hold a comma in quotes.' }
  const column = columns[cells.findIndex((cell) => cell.includes('\0'))]
  if (column === undefined) return null
  return {
    what: `has a character in ${column} that no text may have (U+0000)`,
    mend: 'Save the file as plain CSV in UTF-8.',
  }
}

function checkHeading(cells: readonly string[], { columns, required, suggest }: CsvLimits): readonly string[] {
  const names = cells.map((cell) =>
    cell
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_'),
  )
  const twice = names.filter((name, index) => names.indexOf(name) !== index)
  const unknown = names.filter((name) => !columns.includes(name))
  const missing = required.filter((name) => !names.includes(name))
  const items = [
    ...twice.map((name) => ({ where: `heading/${name}`, what: 'stands twice', mend: 'Name each column once.' })),
    ...unknown.map((name) => {
      const meant = suggest(name, columns)
      const mend = meant === null ? `Known are ${columns.join(', ')}.` : `Did you mean ${meant}?`
      return { where: `heading/${name}`, what: 'is no column here', mend }
    }),
    ...missing.map((name) => ({ where: `heading/${name}`, what: 'is missing', mend: 'Add this column.' })),
  ]
  if (items.length > 0) throw unreadable(items)
  return names
}

function unreadable(items: readonly { where: string; what: string; mend: string }[]): RoutingError {
  return new RoutingError('import_unreadable', {}, { items: items.slice(0, 50) })
}

import { unguardFormula } from '../writers/csv-row.ts'
import { createDelimitedScanner, type DelimitedFault, type DelimitedRecord } from './delimited-scanner.ts'
import { planColumns, type ColumnPlan } from './plan-columns.ts'
import type { RowReader, RowReaderOptions } from './row-reader.ts'
import { rejectedRow, type SourceRow } from './source-row.ts'

const faults: Readonly<Record<DelimitedFault, string>> = {
  quote_open: 'has a quote that is not closed',
  text_after_quote: 'has text after a closing quote (a quote inside a quoted cell is written twice)',
  too_long: 'is too long to be a row',
}

/**
 * Reads rows of delimited text, the first of which is the heading. A row with more or fewer cells than the heading is
 * rejected: a comma too many has shifted its values, and they would be read as something else. Rows of empty cells only
 * are blank lines, and no rows.
 */
export function createDelimitedRowReader(delimiter: string, options: RowReaderOptions): RowReader {
  const scanner = createDelimitedScanner({ delimiter })
  let plan: ColumnPlan | null = null
  let names: readonly string[] = []

  function start(record: DelimitedRecord): void {
    // Excel's own line on what separates the cells is no heading.
    if (record.line === 1 && /^sep=.?$/i.test(record.cells.join(''))) return
    plan = planColumns(record.cells, options.fields, options.map)
    names = plan.columns.map((column) => column.name)
  }

  function toRows(records: readonly DelimitedRecord[]): readonly SourceRow[] {
    const rows: SourceRow[] = []
    for (const record of records) {
      if (plan === null) start(record)
      else if (record.fault !== null) rows.push(rejectedRow(record.line, faults[record.fault], record.cells.join('')))
      else if (!isBlank(record.cells)) rows.push(toRow(record))
    }
    return rows
  }

  function toRow({ line, cells }: DelimitedRecord): SourceRow {
    if (cells.length !== names.length && !isPadded(cells, names.length)) {
      const reason = `has ${counted(cells.length)} where the heading has ${names.length}`
      return rejectedRow(line, reason, cells.join(delimiter))
    }
    const values: Record<string, unknown> = {}
    for (let index = 0; index < names.length; index += 1) {
      const cell = cells[index] ?? ''
      values[names[index] ?? ''] = cell.charCodeAt(0) === 39 ? unguardFormula(cell) : cell
    }
    return { kind: 'row', line, values }
  }

  return {
    push: (text) => toRows(scanner.push(text)),
    end: () => toRows(scanner.end()),
    columns: () => plan?.columns ?? [],
    notes: () => plan?.notes ?? [],
    hasStarted: () => plan !== null,
  }
}

/** Whether the cells beyond the heading's last are all empty: some programs end every line with a delimiter. */
function isPadded(cells: readonly string[], width: number): boolean {
  return cells.length > width && cells.slice(width).every((cell) => cell.trim() === '')
}

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '') return false
  return true
}

function counted(cells: number): string {
  return cells === 1 ? '1 cell' : `${cells} cells`
}

import type { ErrorItem } from '@rightful/contract'
import { nearest } from '@rightful/engine'
import type { Readable } from 'node:stream'
import { readCell } from '../../platform/csv/csv-column.ts'
import { type CsvRow, readCsv } from '../../platform/csv/read-csv.ts'
import type { CsvTable } from './csv-tables.ts'
import type { Body } from './roster-document.ts'

/** A row of a file that could be read: which record it is, and what it says. */
export type TableRow = { readonly row: number; readonly parts: readonly string[]; readonly body: Body }

/** A file as read. */
export type TableReading = {
  /** Columns of the body that the file has: what the others would say stays as it is. */
  readonly columns: ReadonlySet<string>
  readonly rows: readonly TableRow[]
  readonly rowCount: number
  readonly items: readonly ErrorItem[]
}

const limits = { rowsMax: 200_000, bytesMax: 100_000_000 }
/** Wrong cells that are told one by one. */
const itemsAtMost = 500

/** Reads a CSV file of records, with everything that is wrong in its cells. Throws `import_unreadable`, `body_too_large`. */
export async function readTable(source: Readable, table: CsvTable): Promise<TableReading> {
  const columns = [...table.idColumns, ...table.columns.map(({ name }) => name)]
  const reading = readCsv(source, {
    ...limits,
    columns,
    required: table.required,
    suggest: (wrong, names) => nearest(wrong, names),
  })
  const rows: TableRow[] = []
  const items: ErrorItem[] = []
  const taken = new Map<string, number>()
  let rowCount = 0
  for await (const row of reading.rows) {
    rowCount += 1
    const read = readRow(row, table, items)
    if (read === null) continue
    const key = JSON.stringify(read.parts)
    const earlier = taken.get(key)
    if (earlier !== undefined) {
      items.push({ where: `row ${row.row}`, what: `names the same as row ${earlier}`, mend: 'Keep one of them.' })
      continue
    }
    taken.set(key, row.row)
    rows.push(read)
  }
  return { columns: new Set(reading.columns()), rows, rowCount, items: items.slice(0, itemsAtMost) }
}

/** `null`: something is wrong with it, which was told. */
function readRow({ row, cells, fault }: CsvRow, table: CsvTable, items: ErrorItem[]): TableRow | null {
  const before = items.length
  const tell = (column: string | null, what: string, mend: string | null): void => {
    items.push({ where: column === null ? `row ${row}` : `row ${row}/${column}`, what, mend })
  }
  if (fault !== null) tell(null, fault.what, fault.mend)
  for (const name of table.required) if (!cells.has(name)) tell(name, 'is empty', 'Fill it in.')
  const body: Record<string, unknown> = {}
  for (const column of table.columns) {
    const cell = cells.get(column.name)
    if (cell === undefined) continue
    const read = readCell(column, cell)
    if (read.kind === 'value') body[column.name] = read.value
    else tell(column.name, read.what, read.mend)
  }
  if (items.length > before) return null
  const checked = table.resource.schema.safeParse(body)
  if (!checked.success) {
    for (const { path, message } of checked.error.issues)
      tell(path.length === 0 ? null : String(path[0]), message, null)
    return null
  }
  const parts = table.idColumns.map((name) => cells.get(name) ?? table.makeId?.(cells) ?? '')
  return { row, parts, body: checked.data }
}

import { hash } from 'node:crypto'
import type { Cell, ColumnType, RowOf, Table } from './table.ts'

/** A statement with its values, prepared under its name. */
export type Statement = { readonly name: string; readonly text: string; readonly values: readonly string[] }

/** Rows to add, table by table. */
export type RowSet = {
  /** Adds one row; the table must be one of those the set was made for. */
  add<Of extends Table>(table: Of, row: RowOf<Of>): void
  /** How many rows are waiting to be written. */
  readonly count: number
  /** One statement that adds all rows, whatever tables they are for; `null` when there are none. */
  toStatement(workspaceId: string): Statement | null
}

// Rows travel column by column, each column as one text: measured as the cheapest way into PostgreSQL for both sides.
const BETWEEN_CELLS = '\x1e'
const BETWEEN_ITEMS = '\x1d'
const NOTHING = '\x1c'
// What separates cells may not be in them, and PostgreSQL stores no NUL.
const unwritable = /[\p{Cc}--[\t\n\r]]/gv

/** An empty set for rows of these tables, which are written in this order. */
export function createRowSet(tables: readonly Table[]): RowSet {
  const rowsOf = new Map<string, Record<string, Cell>[]>(tables.map(({ name }) => [name, []]))
  let count = 0
  return {
    add: (table, row) => {
      const rows = rowsOf.get(table.name)
      if (rows === undefined) throw new Error(`Rows of ${table.name} are not written here.`)
      rows.push(row)
      count += 1
    },
    get count() {
      return count
    },
    toStatement: (workspaceId) => {
      const filled = tables.flatMap((table) => {
        const rows = rowsOf.get(table.name) ?? []
        return rows.length === 0 ? [] : [{ table, rows }]
      })
      if (filled.length === 0) return null
      const values = [workspaceId]
      for (const { table, rows } of filled)
        for (const column in table.columns) values.push(columnText(table, column, rows))
      return { ...preparedInsert(filled.map(({ table }) => table)), values }
    },
  }
}

function columnText({ columns }: Table, column: string, rows: readonly Record<string, Cell>[]): string {
  const type = columns[column]
  let text = ''
  for (let index = 0; index < rows.length; index += 1) {
    if (index > 0) text += BETWEEN_CELLS
    text += cellText(type, rows[index]?.[column] ?? null)
  }
  return text
}

/** An empty text is stored as none: in a list of one cell nothing else could tell it from an empty list. */
function cellText(type: ColumnType | undefined, cell: Cell): string {
  if (cell === null || cell === '') return NOTHING
  if (typeof cell === 'string') return type === 'text' ? cell.replace(unwritable, '\u{fffd}') : cell
  if (typeof cell === 'object') return cell.map((item) => item.replace(unwritable, '\u{fffd}')).join(BETWEEN_ITEMS)
  return String(cell)
}

const prepared = new Map<string, { readonly name: string; readonly text: string }>()

/** Batches fill few different sets of tables, so that each set's statement is made and planned once. */
function preparedInsert(tables: readonly Table[]): { readonly name: string; readonly text: string } {
  const key = tables.map(({ name }) => name).join(' ')
  const known = prepared.get(key)
  if (known !== undefined) return known
  let parameters = 1
  const inserts = tables.map((table) => {
    const insert = insertText(table, parameters)
    parameters += Object.keys(table.columns).length
    return insert
  })
  const parts = inserts.map((insert, index) => `t${index} as (${insert})`)
  const text = `with ${parts.join(',\n')}\nselect 1`
  const statement = { name: `rows_${hash('sha256', text).slice(0, 16)}`, text }
  prepared.set(key, statement)
  return statement
}

function insertText({ name, columns, onConflict }: Table, parametersBefore: number): string {
  const names = Object.keys(columns)
  const arrays = names.map((_, index) => `string_to_array($${parametersBefore + index + 1}::text, E'\\x1e', E'\\x1c')`)
  const cells = names.map((column, index) => cellExpression(columns[column], `r.c${index}`))
  const conflict = onConflict === undefined ? '' : ` on conflict ${onConflict}`
  return `insert into ${name} (workspace_id, ${names.join(', ')})
  select $1::uuid, ${cells.join(', ')}
    from unnest(${arrays.join(', ')}) as r(${names.map((_, index) => `c${index}`).join(', ')})${conflict}`
}

function cellExpression(type: ColumnType | undefined, cell: string): string {
  switch (type) {
    case 'epoch':
      return `to_timestamp(${cell}::float8 / 1000)`
    case 'text[]':
      return `coalesce(string_to_array(${cell}, E'\\x1d'), '{}')`
    case 'uuid':
    case 'bigint':
    case 'integer':
      return `${cell}::${type}`
    default:
      return cell
  }
}

import { type ErrorItem, putAccountRequest } from '@rightful/contract'
import { nearest } from '@rightful/engine'
import type { Readable } from 'node:stream'
import { type CsvColumn, readCell } from '../../platform/csv/csv-column.ts'
import { type CsvRow, readCsv } from '../../platform/csv/read-csv.ts'
import { storeAccount } from './account-body.ts'
import type { AccountRow } from './queries.ts'

/** The columns of an account beside its id. */
export const accountColumns: readonly CsvColumn[] = [
  { name: 'name', kind: 'text' },
  { name: 'domains', kind: 'list' },
  { name: 'country', kind: 'text' },
  { name: 'subdivision', kind: 'text' },
  { name: 'city', kind: 'text' },
  { name: 'postal_code', kind: 'text' },
  { name: 'phone', kind: 'text' },
  { name: 'tier', kind: 'text' },
  { name: 'owner', kind: 'text' },
  { name: 'parent', kind: 'text' },
  { name: 'also_known_as', kind: 'list' },
  { name: 'attributes', kind: 'json' },
]

/** A file of accounts under way. What is wrong with it is added to `items` as it is read, up to a bound. */
export type AccountFile = {
  readonly chunks: AsyncIterable<readonly AccountRow[]>
  readonly items: ErrorItem[]
  /** Every id of the file so far. */
  readonly ids: ReadonlySet<string>
  /** Parents that rows name, each with the first row that does. */
  readonly parents: ReadonlyMap<string, number>
  readonly rowCount: () => number
}

const limits = { rowsMax: 1_000_000, bytesMax: 1_000_000_000 }
const chunkRows = 5000
const itemsAtMost = 500

/**
 * Reads a CSV file of accounts in chunks. `further` are attributes that the policy declares: each may have a column of its own.
 * Throws `import_unreadable` and `body_too_large`.
 */
export function readAccountFile(source: Readable, further: readonly CsvColumn[]): AccountFile {
  const state: Reading = { items: [], ids: new Set(), parents: new Map(), further, rowCount: 0 }
  const reading = readCsv(source, {
    ...limits,
    columns: ['id', ...accountColumns.map(({ name }) => name), ...further.map(({ name }) => name)],
    required: ['id', 'name'],
    suggest: (wrong, names) => nearest(wrong, names),
  })
  const { items, ids, parents } = state
  return { items, ids, parents, rowCount: () => state.rowCount, chunks: chunksOf(reading.rows, state) }
}

type Reading = {
  readonly items: ErrorItem[]
  readonly ids: Set<string>
  readonly parents: Map<string, number>
  readonly further: readonly CsvColumn[]
  rowCount: number
}

async function* chunksOf(rows: AsyncIterable<CsvRow>, state: Reading): AsyncGenerator<readonly AccountRow[]> {
  let chunk: AccountRow[] = []
  for await (const row of rows) {
    state.rowCount += 1
    const account = readRow(row, state)
    if (account !== null) chunk.push(account)
    if (chunk.length < chunkRows) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

/** `null`: something is wrong with it, which was told. */
function readRow({ row, cells, fault }: CsvRow, state: Reading): AccountRow | null {
  let isSound = true
  const tell = (column: string | null, what: string, mend: string | null): void => {
    isSound = false
    if (state.items.length >= itemsAtMost) return
    state.items.push({ where: column === null ? `row ${row}` : `row ${row}/${column}`, what, mend })
  }
  if (fault !== null) tell(null, fault.what, fault.mend)
  const id = cells.get('id') ?? ''
  if (id === '' || id.length > 200) tell('id', id === '' ? 'is empty' : 'is longer than 200 characters', 'Fill it in.')
  else if (state.ids.has(id)) tell('id', 'stands in an earlier row already', 'Keep one of them.')
  else state.ids.add(id)
  const valuesOf = (columns: readonly CsvColumn[]): Record<string, unknown> => {
    const values: Record<string, unknown> = {}
    for (const column of columns) {
      const cell = cells.get(column.name)
      if (cell === undefined) continue
      const read = readCell(column, cell)
      if (read.kind === 'value') values[column.name] = read.value
      else tell(column.name, read.what, read.mend)
    }
    return values
  }
  const { attributes, ...values } = valuesOf(accountColumns)
  const own = valuesOf(state.further)
  const given = typeof attributes === 'object' ? { ...attributes, ...own } : own
  const body = Object.keys(given).length === 0 && attributes === undefined ? values : { ...values, attributes: given }
  const checked = putAccountRequest.safeParse(body)
  if (!checked.success) {
    for (const { path, message } of checked.error.issues)
      tell(path.length === 0 ? null : String(path[0]), message, null)
    return null
  }
  const { parent } = checked.data
  if (parent === id) tell('parent', 'is the account itself', 'Name another account, or none.')
  else if (parent !== undefined && !state.parents.has(parent)) state.parents.set(parent, row)
  return isSound ? { accountId: id, body: storeAccount(id, checked.data) } : null
}

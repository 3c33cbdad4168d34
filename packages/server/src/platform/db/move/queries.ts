import { quoted } from '../queries.ts'
import type { Queryable } from '../queryable.ts'

/** A table to move, with the columns that are stored rather than computed. */
export type MovedTable = {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

/** What a table holds, for comparing: its rows, and a sum over the hash of each. */
export type TableDigest = { readonly rows: number; readonly sum: string }

/** Rows as PostgreSQL's text of each column. */
export type TextRow = Readonly<Record<string, string | null>>

/** Lets nobody write to the tables until the transaction ends; reading goes on. */
export async function lockTables(tx: Queryable, tables: readonly MovedTable[]): Promise<void> {
  await tx.execute(`lock table ${tables.map(({ name }) => quoted(name)).join(', ')} in share mode`)
}

/** Whether a table has any row. */
export async function hasRows(db: Queryable, { name }: MovedTable): Promise<boolean> {
  const rows = await db.query<{ readonly has_rows: boolean }>(
    `select exists (select 1 from ${quoted(name)}) as has_rows`,
  )
  return rows[0]?.has_rows ?? false
}

/** Opens a cursor over a table. */
export async function declareReader(tx: Queryable, { name, columns }: MovedTable): Promise<void> {
  const texts = columns.map((column, index) => `${quoted(name)}.${quoted(column.name)}::text as c${index}`)
  await tx.execute(`declare moving no scroll cursor for select ${texts.join(', ')} from ${quoted(name)}`)
}

/** The cursor's next rows; an empty list is its end. */
export function fetchRows(tx: Queryable, count: number): Promise<readonly TextRow[]> {
  return tx.query<TextRow>(`fetch forward ${Math.trunc(count)} from moving`)
}

/** Closes the cursor. */
export async function closeReader(tx: Queryable): Promise<void> {
  await tx.execute(`close moving`)
}

/** Inserts rows as they were read. */
export async function insertRows(tx: Queryable, table: MovedTable, rows: readonly TextRow[]): Promise<void> {
  const { name, columns } = table
  const names = columns.map((column) => quoted(column.name)).join(', ')
  const values = columns.map((column, index) => `moved.c${index}::${column.type}`).join(', ')
  const arrays = columns.map((_, index) => `$${index + 1}::text[]`).join(', ')
  const aliases = columns.map((_, index) => `c${index}`).join(', ')
  await tx.execute(
    `insert into ${quoted(name)} (${names}) overriding system value
     select ${values} from unnest(${arrays}) as moved (${aliases})`,
    columns.map((_, index) => rows.map((row) => row[`c${index}`] ?? null)),
  )
}

/** The number of a table's rows and the sum of their hashes, which does not depend on their order. */
export async function digestTable(db: Queryable, { name, columns }: MovedTable): Promise<TableDigest> {
  const row = `row(${columns.map((column) => `${quoted(name)}.${quoted(column.name)}`).join(', ')})`
  const rows = await db.query<TableDigest>(
    `select count(*) as "rows", coalesce(sum(hashtextextended(${row}::text, 0)::numeric), 0)::text as "sum"
       from ${quoted(name)}`,
  )
  return rows[0] ?? { rows: 0, sum: '0' }
}

/** Silences or wakes the triggers of a table: what they did is among the rows that are moved. */
export async function setTriggers(tx: Queryable, { name }: MovedTable, state: 'enable' | 'disable'): Promise<void> {
  await tx.execute(`alter table ${quoted(name)} ${state} trigger user`)
}

/** Where a sequence stands. */
export async function readSequence(
  db: Queryable,
  name: string,
): Promise<{ readonly value: number; readonly isCalled: boolean }> {
  const rows = await db.query<{ readonly value: number; readonly isCalled: boolean }>(
    `select sequence.last_value as "value", sequence.is_called as "isCalled" from ${quoted(name)} as sequence`,
  )
  return rows[0] ?? { value: 1, isCalled: false }
}

/** Puts a sequence where another one stands. */
export async function setSequence(
  tx: Queryable,
  name: string,
  at: { readonly value: number; readonly isCalled: boolean },
): Promise<void> {
  await tx.query(`select setval($1::regclass, $2, $3)`, [quoted(name), at.value, at.isCalled])
}

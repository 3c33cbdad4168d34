import type { Database, Queryable } from '../database.ts'
import { DbError } from '../db-error.ts'
import { listAppliedMigrations } from '../queries.ts'
import { listColumns, listConstraints, listSequences } from '../schema-queries.ts'
import type { ColumnRow, ConstraintRow } from '../schema-queries.ts'
import {
  closeReader,
  declareReader,
  digestTable,
  fetchRows,
  hasRows,
  insertRows,
  lockTables,
  readSequence,
  setSequence,
  setTriggers,
} from './queries.ts'
import type { MovedTable } from './queries.ts'

/** What was moved: the rows of each table. */
export type Moved = { readonly tables: readonly { readonly name: string; readonly rows: number }[] }

/** The two ends of a move, and who is told how it goes. */
export type MoveOptions = {
  readonly from: Database
  readonly to: Database
  /** Told after each table. */
  readonly onTable?: (table: { readonly name: string; readonly rows: number }) => void
}

const batchRows = 1000
const noTimeouts = { statementTimeoutMs: 0, idleInTransactionTimeoutMs: 0 }
/** Both sides have it from migrating. */
const bookkeeping = 'schema_migration'

/**
 * Copies everything in one database into another one that is migrated to the same point and otherwise empty, in one
 * transaction on each side: nobody writes to the source meanwhile, and unless every table arrives with the same rows, by
 * count and by hash, the target stays empty. Neither side needs more rights than owning its tables.
 */
export async function moveDatabase({ from, to, onTable = () => undefined }: MoveOptions): Promise<Moved> {
  await checkMigrations(from, to)
  return from.withConnection((source) => {
    return source.transaction((reading) => {
      return to.withConnection((target) => {
        return target.transaction((writing) => moveTables(reading, writing, onTable))
      }, noTimeouts)
    })
  }, noTimeouts)
}

async function moveTables(
  reading: Queryable,
  writing: Queryable,
  onTable: (table: { readonly name: string; readonly rows: number }) => void,
): Promise<Moved> {
  const tables = inOrder(movedTables(await listColumns(reading)), await listConstraints(reading))
  await lockTables(reading, tables)
  for (const table of tables) {
    if (await hasRows(writing, table)) throw new DbError('move_target_occupied', `There are rows in ${table.name}.`)
  }
  const moved: { readonly name: string; readonly rows: number }[] = []
  for (const table of tables) {
    await copyTable(reading, writing, table)
    const [sent, arrived] = [await digestTable(reading, table), await digestTable(writing, table)]
    if (sent.rows !== arrived.rows || sent.sum !== arrived.sum) {
      throw new DbError('move_differs', `In ${table.name}, ${sent.rows} rows were sent and ${arrived.rows} arrived.`)
    }
    moved.push({ name: table.name, rows: sent.rows })
    onTable({ name: table.name, rows: sent.rows })
  }
  for (const { name } of await listSequences(reading))
    await setSequence(writing, name, await readSequence(reading, name))
  return { tables: moved }
}

async function copyTable(reading: Queryable, writing: Queryable, table: MovedTable): Promise<void> {
  await setTriggers(writing, table, 'disable')
  await declareReader(reading, table)
  for (;;) {
    const rows = await fetchRows(reading, batchRows)
    if (rows.length === 0) break
    await insertRows(writing, table, rows)
  }
  await closeReader(reading)
  await setTriggers(writing, table, 'enable')
}

async function checkMigrations(from: Database, to: Database): Promise<void> {
  const named = async (database: Database): Promise<string> =>
    (await listAppliedMigrations(database)).map(({ number, name, sha256 }) => `${number} ${name} ${sha256}`).join('\n')
  if ((await named(from)) !== (await named(to)))
    throw new DbError('move_schema_differs', 'Migrate both with the same release.')
}

function movedTables(columns: readonly ColumnRow[]): readonly MovedTable[] {
  const names = [...new Set(columns.map(({ table }) => table))].filter((name) => name !== bookkeeping)
  return names.map((name) => ({
    name,
    columns: columns.filter(({ table, generated }) => table === name && generated === ''),
  }))
}

/** The tables so that what a foreign key points to comes first. */
export function inOrder<Table extends { readonly name: string }>(
  tables: readonly Table[],
  constraints: readonly ConstraintRow[],
): readonly Table[] {
  const ordered: Table[] = []
  let waiting = tables
  while (waiting.length > 0) {
    const left = new Set(waiting.map(({ name }) => name))
    const isFree = ({ name }: Table): boolean =>
      !constraints.some(
        ({ kind, table, target }) => kind === 'f' && table === name && target !== null && left.has(target),
      )
    const free = waiting.filter(isFree)
    if (free.length === 0) {
      throw new DbError('move_source_faulty', `The foreign keys of ${[...left].join(', ')} go round in a circle.`)
    }
    ordered.push(...free)
    waiting = waiting.filter((table) => !free.includes(table))
  }
  return ordered
}

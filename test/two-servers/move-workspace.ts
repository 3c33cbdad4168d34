import type { Database, Queryable } from '../../packages/server/src/platform/db/database.ts'
import { inOrder } from '../../packages/server/src/platform/db/move/move-database.ts'
import {
  type ColumnRow,
  listColumns,
  listConstraints,
  listTriggers,
} from '../../packages/server/src/platform/db/schema-queries.ts'

/** A table all of whose rows belong to workspaces. */
export type WorkspaceTable = { readonly name: string; readonly columns: readonly ColumnRow[] }

/** Every table with a `workspace_id`, those of the control plane included, what others refer to first. */
export async function workspaceTables(db: Queryable): Promise<readonly WorkspaceTable[]> {
  const columns = await listColumns(db)
  const names = new Set(columns.filter(({ name }) => name === 'workspace_id').map(({ table }) => table))
  const tables = [...names].map((name) => ({ name, columns: columns.filter(({ table }) => table === name) }))
  return inOrder(tables, await listConstraints(db))
}

/**
 * Copies all rows of a workspace to another server. The desk is held meanwhile, so that nothing is decided; what else works on
 * the workspace has to be stopped before. Returns the rows of each table.
 */
export async function copyWorkspace(
  workspaceId: string,
  { from, to }: { readonly from: Database; readonly to: Database },
): Promise<ReadonlyMap<string, number>> {
  return from.transaction(async (reading) => {
    await reading.query('select 1 from desk where desk.workspace_id = $1 for update', [workspaceId])
    return to.transaction((writing) =>
      unguarded(writing, async () => {
        const counts = new Map<string, number>()
        for (const table of await workspaceTables(reading)) {
          const rows = await readRows(reading, table, workspaceId)
          await writeRows(writing, table, rows)
          counts.set(table.name, rows.length)
        }
        return counts
      }),
    )
  })
}

/** Removes all rows of a workspace, by somebody who owns the tables: what is append-only to everybody else has moved, too. */
export async function removeWorkspace(db: Database, workspaceId: string): Promise<void> {
  await db.transaction((tx) =>
    unguarded(tx, async () => {
      for (const { name } of (await workspaceTables(tx)).toReversed()) {
        await tx.execute(`delete from ${name} where ${name}.workspace_id = $1`, [workspaceId])
      }
    }),
  )
}

/** Lets rows come and go as they are: what guards a table asks how a row came about, and these have been there all along. */
async function unguarded<Result>(tx: Queryable, work: () => Promise<Result>): Promise<Result> {
  const guarded = [...new Set((await listTriggers(tx)).map(({ table }) => table))]
  for (const table of guarded) await tx.execute(`alter table ${table} disable trigger user`)
  const result = await work()
  for (const table of guarded) await tx.execute(`alter table ${table} enable trigger user`)
  return result
}

/** The rows of a workspace as PostgreSQL's text of each column. */
export function readRows(
  db: Queryable,
  { name, columns }: WorkspaceTable,
  workspaceId: string,
): Promise<readonly Readonly<Record<string, string | null>>[]> {
  const texts = columns.map((column) => `${name}.${column.name}::text as ${column.name}`)
  const order = columns.map((column) => `${name}.${column.name}::text`)
  return db.query(
    `select ${texts.join(', ')} from ${name} where ${name}.workspace_id = $1 order by ${order.join(', ')}`,
    [workspaceId],
  )
}

async function writeRows(
  tx: Queryable,
  { name, columns }: WorkspaceTable,
  rows: readonly Readonly<Record<string, string | null>>[],
): Promise<void> {
  const names = columns.map((column) => column.name).join(', ')
  const cells = columns.map((column) => `moved.${column.name}::${column.type}`).join(', ')
  const arrays = columns.map((_, index) => `$${index + 1}::text[]`).join(', ')
  await tx.execute(
    `insert into ${name} (${names}) select ${cells} from unnest(${arrays}) as moved (${names})`,
    columns.map((column) => rows.map((row) => row[column.name] ?? null)),
  )
}

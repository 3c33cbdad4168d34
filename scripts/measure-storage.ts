/**
 * Measures what a lead takes on disk, table by table, and what it writes to the log: 20,000 leads through the desk, into the
 * business of the benchmarks (12 pools of 50 people, 200 rules, one destination for all events), once in batches of a
 * hundred as an import makes them, once ten at a time, and once alone. The figures of docs/scale.md.
 *
 *     node run.mjs scripts/measure-storage.ts [LEADS]
 */
import { createLeads } from '../bench/service/lead-requests.ts'
import { makeBusiness } from '../bench/service/make-business.ts'
import { createDesk } from '../packages/server/src/pipeline/desk/desk.ts'
import type { Database } from '../packages/server/src/platform/db/database.ts'
import { openTestDatabase } from '../packages/server/src/platform/db/testing/open-test-database.ts'
import { newLead } from '../packages/server/src/testing/open-test-workspace.ts'

type TableSize = { readonly table: string; readonly rows: number; readonly heap: number; readonly indexes: number }

const leadCount = Number(process.argv[2] ?? 20_000)
const stateTables = ['pool_state', 'person_state', 'desk_batch']

for (const batchSize of [100, 10, 1]) await measure(batchSize)

async function measure(batchSize: number): Promise<void> {
  const { database: db, close } = await openTestDatabase()
  const { workspaceId } = await makeBusiness(db)
  const before = new Map((await sizesOf(db)).map((size) => [size.table, size]))
  const logBefore = await logPosition(db)
  const began = performance.now()
  const batchCount = await post(db, workspaceId, batchSize)
  const seconds = (performance.now() - began) / 1000
  const logBytes = (await logPosition(db)) - logBefore
  const perLead = (bytes: number): string => (bytes / leadCount).toFixed(0).padStart(7)
  process.stdout.write(
    `\n${leadCount} leads, ${batchSize} at a time, in ${batchCount} batches, ${(leadCount / seconds).toFixed(0)}/s\n`,
  )
  process.stdout.write(`${'table'.padEnd(16)} rows/lead    rows  indexes    both  (bytes a lead)\n`)
  let total = 0
  let ofState = 0
  for (const { table, rows, heap, indexes } of await sizesOf(db)) {
    const [moreHeap, moreIndexes] = [heap - (before.get(table)?.heap ?? 0), indexes - (before.get(table)?.indexes ?? 0)]
    const both = moreHeap + moreIndexes
    if (both <= 0) continue
    total += both
    if (stateTables.includes(table)) ofState += both
    const rowsPerLead = ((rows - (before.get(table)?.rows ?? 0)) / leadCount).toFixed(2).padStart(9)
    process.stdout.write(
      `${table.padEnd(16)} ${rowsPerLead} ${perLead(moreHeap)} ${perLead(moreIndexes)} ${perLead(both)}\n`,
    )
  }
  process.stdout.write(
    `all together ${perLead(total)}, of which by batch and not by lead ${perLead(ofState)}; log ${perLead(logBytes)}\n`,
  )
  await close()
}

/** Posts the leads and returns in how many batches they were committed. */
async function post(db: Database, workspaceId: string, batchSize: number): Promise<number> {
  let batchCount = 0
  const desk = createDesk({ workspaceId, db, node: 'measure', onBatch: () => (batchCount += 1) })
  const nextLead = createLeads(7, 1)
  for (let done = 0; done < leadCount; done += batchSize) {
    const batch = Array.from({ length: Math.min(batchSize, leadCount - done) }, () => newLead({ ...nextLead() }))
    await Promise.all(batch.map((lead) => desk.submit(lead)))
  }
  await desk.close()
  return batchCount
}

async function sizesOf(db: Database): Promise<readonly TableSize[]> {
  await db.execute('vacuum analyze')
  return db.query<TableSize>(
    `select pg_class.relname as "table", greatest(pg_class.reltuples, 0)::float8 as rows, pg_table_size(pg_class.oid) as heap,
            pg_indexes_size(pg_class.oid) as indexes
       from pg_class
      where pg_class.relnamespace = current_schema()::regnamespace and pg_class.relkind = 'r'
      order by pg_table_size(pg_class.oid) + pg_indexes_size(pg_class.oid) desc`,
  )
}

async function logPosition(db: Database): Promise<number> {
  const [row] = await db.query<{ bytes: number }>(
    `select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as bytes`,
  )
  return row?.bytes ?? 0
}

import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { createDesks, type Desks } from '../desk/desks.ts'
import type { Worker } from '../../platform/jobs/start-worker.ts'
import { until } from '../../testing/moving-leads.ts'
import { openTestWorkspace, type TestWorkspace } from '../../testing/open-test-workspace.ts'
import { findImports } from './queries.ts'
import { storeImport } from './store-import.ts'
import { startImportsWorker } from './worker.ts'

const policy = `
policy: test
fields: { country: { type: country } }
routes: [{ id: all, to: [pool: desk] }]
`
const roster = { roster: 'test', owners: [{ id: 'ada' }], pools: [{ id: 'desk', members: ['ada'] }] }

let workspace: TestWorkspace
let desks: Desks
let worker: Worker
beforeEach(async () => {
  workspace = await openTestWorkspace({ policy, roster })
  const { db } = workspace
  desks = createDesks({ db, node: 'importer' })
  worker = startImportsWorker({
    db,
    node: 'importer',
    deskOf: desks.of,
    onError: ({ error }) => assert.fail(error),
  })
})
afterEach(async () => {
  await worker.stop()
  await desks.close()
  await workspace.close()
})

const row = `${JSON.stringify({ country: 'DE' })}\n`

function upload(source: PassThrough): Promise<string> {
  const { db, workspaceId } = workspace
  const of = { name: 'slow', dryRun: false, format: 'ndjson', names: new Map<string, string>() } as const
  return storeImport(db, { workspaceId, ...of, source, externalIdColumn: null })
}

async function states(): Promise<readonly string[]> {
  return (await findImports(workspace.db, workspace.workspaceId, 10)).map(({ state }) => state)
}

async function countOf(table: 'import_chunk' | 'lead'): Promise<number> {
  const rows = await workspace.rows(`select 1 from ${table} where workspace_id = $1`)
  return rows.length
}

describe('an upload', () => {
  test('that is slow holds no connection, and is taken by nobody before it is whole', async () => {
    const source = new PassThrough()
    const stored = upload(source)
    source.write(row.repeat(700))
    await until('the first rows are stored', async () => (await countOf('import_chunk')) === 1)
    const open = await workspace.db.query(
      `select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
    )
    assert.deepEqual(open, [])
    worker.wake()
    // A file that comes after it is worked off meanwhile.
    const other = new PassThrough()
    other.end(row.repeat(3))
    await upload(other)
    await until('the other one is done', async () => (await states()).includes('done'))
    assert.deepEqual([await states(), await countOf('lead')], [['done', 'storing'], 3])
    source.end(row)
    await stored
    await until('this one is done', async () => (await states()).every((state) => state === 'done'))
    assert.equal(await countOf('lead'), 704)
  })

  test('that breaks off leaves nothing behind', async () => {
    const source = new PassThrough()
    const stored = upload(source)
    source.write(row.repeat(1200))
    await until('rows are stored', async () => (await countOf('import_chunk')) === 2)
    source.destroy(new Error('gone'))
    await assert.rejects(stored)
    assert.deepEqual([await states(), await countOf('import_chunk')], [[], 0])
  })

  test('whose node is killed is deleted by another; should it live after all, it cannot go on', async () => {
    const source = new PassThrough()
    const stored = upload(source)
    source.write(row.repeat(600))
    await until('rows are stored', async () => (await countOf('import_chunk')) === 1)
    await workspace.db.execute(`update import_job set storing_until = clock_timestamp() - interval '1 second'`)
    await until('it is deleted', async () => (await states()).length === 0)
    source.end(row.repeat(600))
    await assert.rejects(stored, { code: 'service_unavailable' })
    assert.deepEqual([await states(), await countOf('import_chunk')], [[], 0])
  })
})

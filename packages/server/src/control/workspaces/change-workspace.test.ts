import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Database } from '../../platform/db/database.ts'
import { DbError } from '../../platform/db/db-error.ts'
import { openTestDatabase, type TestDatabase } from '../../platform/db/testing/open-test-database.ts'
import { storeDestination } from '../connections/read.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { changeWorkspace, type WorkspaceChange } from './change-workspace.ts'
import { createWorkspace } from './create-workspace.ts'
import { findDesk, type HeldDesk } from './desk-queries.ts'

const policy = `
policy: test
fields: { country: { type: country } }
routes: [{ id: all, to: [pool: desk] }]
`

let store: TestDatabase
let workspaceId: string
before(async () => {
  store = await openTestDatabase()
  workspaceId = await createWorkspace(store.database, {
    name: 'test',
    policy: { document: policy, tables: {} },
    roster: { roster: 'test', owners: [{ id: 'ada' }], pools: [{ id: 'desk', members: ['ada'] }] },
    accounts: [],
    createdBy: 'test',
  })
})
after(() => store.close())

async function move(_tx: unknown, desk: HeldDesk): Promise<WorkspaceChange<string>> {
  const destinationsVersion = desk.destinationsVersion + 1
  return {
    kind: 'changed',
    result: 'moved',
    versions: { destinationsVersion },
    event: { kind: 'test.moved', body: {} },
  }
}

async function versions(): Promise<readonly (number | undefined)[]> {
  const desk = await findDesk(store.database, workspaceId)
  return [desk?.version, desk?.destinationsVersion]
}

/** The database, but for the first transaction the answer to its COMMIT gets lost, before or after it was carried out. */
function losing(when: 'before' | 'after'): Database {
  const { database } = store
  let isLost = false
  return {
    ...database,
    transaction: async (work) => {
      if (isLost) return database.transaction(work)
      isLost = true
      const result = await database.transaction(async (tx) => {
        const done = await work(tx)
        if (when === 'before') throw new DbError('commit_unknown')
        return done
      })
      if (result !== undefined) throw new DbError('commit_unknown')
      return result
    },
  }
}

describe('a change of what a workspace decides by', () => {
  test('is one version of the desk, with its event for whoever listens', async () => {
    const destinationId = newId()
    const destination = { workspaceId, destinationId, kind: 'webhook', name: 'test', isActive: true, nowMs: Date.now() }
    await storeDestination(store.database, { ...destination, config: '{"events":["*"]}' })
    const [version = 0, destinations = 0] = await versions()
    assert.equal(await changeWorkspace(store.database, { workspaceId, by: 'test' }, move), 'moved')
    assert.deepEqual(await versions(), [version + 1, destinations + 1])
    const waiting = await store.database.query<{ kind: string; body: string }>(
      `select event.kind, event.body
         from outbox
         join event on event.workspace_id = outbox.workspace_id and event.version = outbox.version
          and event.position = outbox.position
        where outbox.workspace_id = $1 and outbox.destination_id = $2 and outbox.version = $3`,
      [workspaceId, destinationId, version + 1],
    )
    assert.deepEqual(waiting, [{ kind: 'test.moved', body: '{"by":"test"}' }])
  })

  test('has held leads tried again where it may free somebody, and not where it says where events go', async () => {
    await store.database.execute(
      `insert into hold (workspace_id, lead_id, version, queue, reason, priority, since, held_at, pool_ids, attempts)
       values ($1, $2, 0, 'waiting', 'nobody_eligible', 0, now(), now(), '{desk}', 1)`,
      [workspaceId, newId()],
    )
    const due = `select 1 from hold where hold.workspace_id = $1 and hold.retry_at is not null`
    await changeWorkspace(store.database, { workspaceId, by: 'test' }, move)
    assert.deepEqual(await store.database.query(due, [workspaceId]), [])
    await changeWorkspace(store.database, { workspaceId, by: 'test' }, async (tx, desk) => {
      const change = await move(tx, desk)
      return { ...change, versions: { rosterVersion: desk.rosterVersion } }
    })
    assert.equal((await store.database.query(due, [workspaceId])).length, 1)
  })

  test('leaves nothing behind where it is thought better of, or fails', async () => {
    const was = await versions()
    const unchanged = async (): Promise<WorkspaceChange<null>> => ({ kind: 'unchanged', result: null })
    assert.equal(await changeWorkspace(store.database, { workspaceId, by: 'test' }, unchanged), null)
    const fails = changeWorkspace(store.database, { workspaceId, by: 'test' }, async (tx, desk) => {
      await move(tx, desk)
      throw new Error('no')
    })
    await assert.rejects(fails, /no/)
    assert.deepEqual(await versions(), was)
  })

  test('is looked up when nobody knows whether it was committed', async () => {
    const [version = 0, destinations = 0] = await versions()
    assert.equal(await changeWorkspace(losing('after'), { workspaceId, by: 'test' }, move), 'moved')
    assert.deepEqual(await versions(), [version + 1, destinations + 1])
    const lost = changeWorkspace(losing('before'), { workspaceId, by: 'test' }, move)
    await assert.rejects(lost, { code: 'service_unavailable' })
    assert.deepEqual(await versions(), [version + 1, destinations + 1])
  })

  test('needs a workspace', async () => {
    const nowhere = changeWorkspace(store.database, { workspaceId: newId(), by: 'test' }, move)
    await assert.rejects(nowhere, { code: 'workspace_not_found' })
  })
})

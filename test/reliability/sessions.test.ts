import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createWorkspace } from '../../packages/server/src/control/workspaces/create-workspace.ts'
import { demoWorkspace } from '../../packages/server/src/control/workspaces/demo-workspace.ts'
import { createDesk, type Desk } from '../../packages/server/src/pipeline/desk/desk.ts'
import { type Database, openDatabase } from '../../packages/server/src/platform/db/database.ts'
import { openNetwork } from '../../packages/server/src/platform/db/testing/open-network.ts'
import {
  openTestDatabase,
  type TestDatabase,
} from '../../packages/server/src/platform/db/testing/open-test-database.ts'
import { testKeyRing } from '../../packages/server/src/platform/secrets/testing/test-key.ts'
import { newId } from '../../packages/server/src/platform/ids/new-id.ts'
import { verifyWorkspace } from '../../packages/server/src/observe/verify/verify-workspace.ts'
import { refuseOldSnapshots } from './processes/queries.ts'

/** So much shorter than shipped that a test can wait for them, in the same order. */
const bounds = { statementTimeoutMs: 600, lockTimeoutMs: 400, idleInTransactionTimeoutMs: 300, answerSlackMs: 200 }

describe('two nodes whose sessions with the database fare badly', () => {
  let opened: TestDatabase
  const databases: Database[] = []
  before(async () => (opened = await openTestDatabase()))
  after(async () => {
    for (const db of databases) await db.close()
    await opened.close()
  })

  async function open(connection: string): Promise<Database> {
    const db = await openDatabase(connection, {
      applicationName: 'node',
      poolMax: 3,
      keyRing: testKeyRing(),
      ...bounds,
    })
    databases.push(db)
    return db
  }

  function post(desk: Desk, count: number): Promise<unknown> {
    return Promise.all(
      Array.from({ length: count }, async () => {
        const how = { priority: 0, lane: 'web', externalId: null, idempotencyKey: null, fingerprint: null } as const
        const attributes = { email: `${newId()}@nowhere.example`, country: 'DE', employees: 12 }
        const lead = { leadId: newId(), attributes, ...how, importId: null }
        const result = await desk.submit({ kind: 'create', lead })
        assert.equal(result.kind, 'done')
      }),
    )
  }

  async function assertLeads(workspaceId: string, count: number): Promise<void> {
    const { database: db } = opened
    const leads = await db.query(`select 1 from lead where lead.workspace_id = $1`, [workspaceId])
    assert.equal(leads.length, count)
    const reports = await verifyWorkspace(db, { workspaceId })
    assert.deepEqual(
      reports.filter(({ violations }) => violations.length > 0),
      [],
    )
  }

  test('go on when a connection falls silent while it holds the desk: the server lets go of it, and so does the node', async () => {
    const workspaceId = await createWorkspace(opened.database, demoWorkspace())
    const network = await openNetwork(opened.connection)
    const silent = createDesk({ workspaceId, db: await open(network.connection), node: 'silent' })
    const other = createDesk({ workspaceId, db: await open(opened.connection), node: 'other' })
    await Promise.all([post(silent, 3), post(other, 3)])
    let isArmed = true
    network.wire.seen = (sent) => {
      if (!isArmed || !sent.includes('advance_desk')) return 'pass'
      isArmed = false
      return 'silence'
    }
    await Promise.all([post(silent, 5), sleep(50).then(() => post(other, 5))])
    assert.equal(isArmed, false)
    await Promise.all([silent.close(), other.close()])
    await assertLeads(workspaceId, 16)
    network.close()
  })

  test('go on when the server refuses whoever waited for the desk with a serialisation failure', async () => {
    const workspaceId = await createWorkspace(opened.database, demoWorkspace())
    await refuseOldSnapshots(opened.database, true)
    const failures: string[] = []
    const desks = await Promise.all(
      ['a', 'b'].map(async (node) => {
        const db = await open(opened.connection)
        const onBatch = ({ failure }: { readonly failure: string | null }): void => {
          if (failure !== null) failures.push(failure)
        }
        return createDesk({ workspaceId, db, node, onBatch })
      }),
    )
    for (let round = 0; round < 10; round += 1) await Promise.all(desks.map((desk) => post(desk, 4)))
    await refuseOldSnapshots(opened.database, false)
    assert.ok(failures.length > 0, 'somebody was refused')
    await Promise.all(desks.map((desk) => desk.close()))
    await assertLeads(workspaceId, 80)
  })

  test('go on when another session holds the desk for longer than a lock is waited for', async () => {
    const workspaceId = await createWorkspace(opened.database, demoWorkspace())
    const desk = createDesk({ workspaceId, db: await open(opened.connection), node: 'a' })
    await opened.database.transaction(async (tx) => {
      await tx.query(`select 1 from desk where desk.workspace_id = $1 for update`, [workspaceId])
      void post(desk, 4)
      await sleep(1000)
    })
    await post(desk, 1)
    await desk.close()
    await assertLeads(workspaceId, 5)
  })
})

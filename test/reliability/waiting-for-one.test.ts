import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createWorkspace } from '../../packages/server/src/control/workspaces/create-workspace.ts'
import { createDesk } from '../../packages/server/src/pipeline/desk/desk.ts'
import type { LeadView } from '../../packages/server/src/pipeline/desk/command.ts'
import {
  openTestDatabase,
  type TestDatabase,
} from '../../packages/server/src/platform/db/testing/open-test-database.ts'
import { newId } from '../../packages/server/src/platform/ids/new-id.ts'

const document = JSON.stringify({
  policy: 'small',
  fields: { company: { type: 'company' } },
  routes: [{ id: 'all', to: [{ owner: 'ada' }, { pool: 'others' }] }],
})
const owners = [
  { id: 'ada', capacity: 1 },
  { id: 'bob', capacity: 1 },
]
const roster = { roster: 'small', owners, pools: [{ id: 'others', members: [{ owner: 'bob' }] }] }

let opened: TestDatabase
before(async () => (opened = await openTestDatabase()))
after(() => opened.close())

test('a lead that waits for one person beside a pool gets them as soon as they are free', async () => {
  const { database: db } = opened
  const start = { name: 'small', policy: { document, tables: {} }, roster, accounts: [], createdBy: 'test' }
  const workspaceId = await createWorkspace(db, start)
  const desk = createDesk({ workspaceId, db, node: 'a' })
  const post = async (): Promise<LeadView> => {
    const how = { priority: 0, lane: 'web', externalId: null, idempotencyKey: null, fingerprint: null } as const
    const lead = { leadId: newId(), attributes: {}, ...how, importId: null }
    const result = await desk.submit({ kind: 'create', lead })
    return result.kind === 'done' ? result.lead : assert.fail()
  }
  const [first, second, third] = [await post(), await post(), await post()]
  assert.deepEqual([first.ownerId, second.ownerId, third.state], ['ada', 'bob', 'held'])
  await desk.submit({ kind: 'close', leadId: first.leadId, as: 'converted', reason: null, by: 'test' })
  desk.tick()
  await desk.close()
  const rows = await db.query(`select lead.owner_id as "ownerId" from lead where lead.lead_id = $1`, [third.leadId])
  assert.deepEqual(rows, [{ ownerId: 'ada' }])
})

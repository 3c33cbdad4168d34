import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createDesk, type Desk } from '../../pipeline/desk/desk.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { openTestDatabase, type TestDatabase } from '../../platform/db/testing/open-test-database.ts'
import { createWorkspace } from '../workspaces/create-workspace.ts'
import { editRoster } from './edit-roster.ts'
import type { RosterChange } from './roster-records.ts'

const policy = `
policy: test
fields: { country: { type: country } }
routes: [{ id: all, to: [pool: desk] }]
fallback: { nobody: [hold: waiting] }
`

let store: TestDatabase
let workspaceId: string
let desk: Desk
before(async () => {
  store = await openTestDatabase()
  workspaceId = await createWorkspace(store.database, {
    name: 'test',
    policy: { document: policy, tables: {} },
    roster: { roster: 'test', owners: [{ id: 'ada', active: false }], pools: [{ id: 'desk', members: ['ada'] }] },
    accounts: [],
    createdBy: 'test',
  })
  desk = createDesk({ workspaceId, db: store.database, node: 'test' })
})
after(async () => {
  await desk.close()
  await store.close()
})

async function post(): Promise<{ readonly leadId: string; readonly ownerId: string | null }> {
  const leadId = newId()
  const rest = {
    priority: 0,
    lane: 'web',
    externalId: null,
    idempotencyKey: null,
    fingerprint: null,
    importId: null,
  } as const
  const result = await desk.submit({ kind: 'create', lead: { leadId, attributes: { country: 'DE' }, ...rest } })
  assert.equal(result.kind, 'done')
  return { leadId, ownerId: result.kind === 'done' ? result.lead.ownerId : null }
}

function edit(...changes: readonly RosterChange[]): Promise<unknown> {
  return editRoster(store.database, { workspaceId, by: 'test', plan: () => changes })
}

describe('an edit of the roster', () => {
  test('is what the next lead is decided by, and gives held leads their owner first', async () => {
    const held = await post()
    assert.equal(held.ownerId, null)
    await edit({ kind: 'owner', recordId: 'ada', body: {} })
    assert.equal((await post()).ownerId, 'ada')
    const [lead] = await store.database.query<{ ownerId: string }>(
      `select lead.owner_id as "ownerId" from lead where lead.workspace_id = $1 and lead.lead_id = $2`,
      [workspaceId, held.leadId],
    )
    assert.equal(lead?.ownerId, 'ada')
  })

  test('takes one place in the order of the workspace, between the batches of leads', async () => {
    await edit(
      { kind: 'owner', recordId: 'bob', body: {} },
      { kind: 'member', recordId: 'desk/bob', body: { pool: 'desk', owner: 'bob', weight: 2 } },
    )
    await post()
    const batches = await store.database.query<{ version: number }>(
      `select desk_batch.version from desk_batch where desk_batch.workspace_id = $1 order by desk_batch.version`,
      [workspaceId],
    )
    assert.deepEqual(
      batches.map(({ version }) => version),
      batches.map((_, index) => index + 1),
    )
    const places = await store.database.query<{ place: string }>(
      `select event.version || '-' || event.position as place from event where event.workspace_id = $1`,
      [workspaceId],
    )
    assert.equal(new Set(places.map(({ place }) => place)).size, places.length)
  })

  test('moves no one from their lead while leads and edits come at once', async () => {
    const edits = Array.from({ length: 5 }, (_, index) => edit({ kind: 'owner', recordId: `p${index}`, body: {} }))
    const leads = Array.from({ length: 40 }, post)
    await Promise.all([...edits, ...leads])
    const [counted] = await store.database.query<{ open: number; leads: number }>(
      `select (select count(*) from assignment where assignment.workspace_id = $1 and assignment.to_version is null) as open,
              (select count(*) from lead where lead.workspace_id = $1) as leads`,
      [workspaceId],
    )
    assert.equal(counted?.open, counted?.leads)
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createWorkspace } from '../../packages/server/src/control/workspaces/create-workspace.ts'
import { createDesk, type Desk } from '../../packages/server/src/pipeline/desk/desk.ts'
import type { CommandResult } from '../../packages/server/src/pipeline/desk/command.ts'
import type { Database } from '../../packages/server/src/platform/db/database.ts'
import {
  openTestDatabase,
  type TestDatabase,
} from '../../packages/server/src/platform/db/testing/open-test-database.ts'
import { readSubmitted } from '../../packages/server/src/testing/read-given.ts'
import { newId } from '../../packages/server/src/platform/ids/new-id.ts'
import type { FaultSource } from './histories/fault-source.ts'
import { faultyDatabase, poison } from './histories/faulty-database.ts'
import { beginMs } from './histories/random-workspace.ts'
import { createVirtualClock } from './histories/virtual-clock.ts'

const policy = JSON.stringify({
  policy: 'small',
  fields: { email: { type: 'email' }, company: { type: 'company' } },
  routes: [{ id: 'all', to: [{ pool: 'all' }] }],
})
const roster = { roster: 'small', owners: [{ id: 'ada' }], pools: [{ id: 'all', members: [{ owner: 'ada' }] }] }
const calm: FaultSource = { atStatement: () => null, atCommit: () => null, stop: () => undefined, dealt: [] }

describe('a lead that the database refuses', () => {
  let opened: TestDatabase
  before(async () => (opened = await openTestDatabase()))
  after(() => opened.close())

  async function openDesk(
    faults: FaultSource = calm,
  ): Promise<{ workspaceId: string; desk: Desk; db: Database; move: (ms: number) => void }> {
    const clock = createVirtualClock(beginMs)
    const db = faultyDatabase(opened.database, { clock, faults, adrift: [] })
    const start = { name: 'small', policy: { document: policy, tables: {} }, roster, accounts: [], createdBy: 'test' }
    const workspaceId = await createWorkspace(opened.database, start)
    return { workspaceId, desk: createDesk({ workspaceId, db, node: 'a' }), db, move: clock.move }
  }

  function post(desk: Desk, company: string, key: string | null = null): Promise<CommandResult> {
    const attributes = { company, email: `${newId()}@nowhere.example` }
    const how = { priority: 0, lane: 'web', externalId: null, importId: null } as const
    const lead = { leadId: newId(), attributes, ...how, idempotencyKey: key, fingerprint: key }
    return desk.submit({ kind: 'create', lead })
  }

  function leadOf(result: CommandResult): { readonly leadId: string; readonly state: string } {
    assert.equal(result.kind, 'done')
    return result.kind === 'done' ? result.lead : assert.fail()
  }

  test('refuses nobody who sends it once more in good form; what came in is kept', async () => {
    const { desk, workspaceId } = await openDesk()
    const how = { priority: 0, lane: 'web', importId: null, idempotencyKey: null, fingerprint: null } as const
    const send = (attributes: Readonly<Record<string, string>>): Promise<CommandResult> => {
      const lead = { ...how, leadId: newId(), attributes, externalId: 'crm-1' }
      return desk.submit({ kind: 'create', lead })
    }
    const refused = leadOf(await send({ company: `${poison} Ltd` }))
    const again = await send({ email: 'jane@nowhere.example' })
    assert.equal(leadOf(again).leadId, refused.leadId)
    assert.equal(again.kind === 'done' && again.stayed, 'kept_only')
    const kept = await readSubmitted(opened.database, workspaceId)
    assert.deepEqual(
      kept.filter(({ leadId }) => leadId === refused.leadId).map(({ given }) => JSON.parse(given)),
      [{ email: 'jane@nowhere.example' }],
    )
    await desk.close()
  })

  test('is parked, and stays so when it is tried again, while every other lead goes its way', async () => {
    const { desk, move } = await openDesk()
    const refused = leadOf(await post(desk, `${poison} Ltd`))
    assert.equal(refused.state, 'parked')
    for (const minutes of [2, 5, 11]) {
      move(minutes * 60_000)
      const others = await Promise.all([post(desk, 'Good'), post(desk, 'Better'), post(desk, 'Best')])
      assert.deepEqual(
        others.map((result) => leadOf(result).state),
        ['assigned', 'assigned', 'assigned'],
      )
    }
    assert.equal(
      leadOf(await desk.submit({ kind: 'close', leadId: refused.leadId, as: 'disqualified', reason: null, by: 'a' }))
        .state,
      'disqualified',
    )
    await desk.close()
  })

  test('is known again by its key, also when it was the first that its node was asked', async () => {
    const { desk } = await openDesk()
    const first = leadOf(await post(desk, `${poison} Ltd`, 'key'))
    const again = leadOf(await post(desk, `${poison} Ltd`, 'key'))
    assert.equal(again.leadId, first.leadId)
    await desk.close()
  })

  test('is one thing, and a COMMIT whose fate cannot be found out at once is another: it is asked for until it is known', async () => {
    const fates: string[] = ['lost', 'lost']
    let asked = 0
    const faults: FaultSource = {
      ...calm,
      atStatement: (point) => {
        if (point !== 'was_committed') return null
        asked += 1
        return asked === 2 ? { kind: 'refused', sqlState: '22P05' } : null
      },
      // The lead's own COMMIT is lost after it was carried out, and so is that of the first look at it.
      atCommit: () => (fates.shift() === 'lost' ? { kind: 'lost', isCommitted: true, afterMs: 0 } : null),
    }
    const { desk, db } = await openDesk(faults)
    const { leadId, state } = leadOf(await post(desk, 'Good'))
    assert.equal(state, 'assigned')
    assert.equal(asked, 3)
    const rows = await db.query(`select 1 from assignment where assignment.lead_id = $1`, [leadId])
    assert.equal(rows.length, 1)
    await desk.close()
  })
})

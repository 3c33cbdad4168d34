import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createRandom } from '@rightful/engine/testing'
import type { Desk } from '../../pipeline/desk/desk.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { newLead, openTestWorkspace, type TestWorkspace } from '../../testing/open-test-workspace.ts'
import { verifyWorkspace } from '../verify/verify-workspace.ts'
import { type RetentionDays, type SweepReport, sweepWorkspace } from './sweep-workspace.ts'

const policy = `
policy: test
fields:
  country: { type: country }
routes:
  - { id: all, when: country == "DE", to: [pool: desk] }
fallback:
  unmatched: [hold: triage]
  incomplete: [hold: triage]
  nobody: { then: [hold: waiting] }
reassign:
  - { on: { changed: [country] }, until: touched }
`
const roster = {
  roster: 'test',
  owners: [{ id: 'ada', capacity: 60 }, { id: 'ben', caps: [{ per: 'day', max: 80 }] }, { id: 'cy' }],
  pools: [{ id: 'desk', members: [{ owner: 'ada', weight: 2 }, 'ben', 'cy'] }],
}
const keep: RetentionDays = { deliveries: 14, events: 90, decisions: 400, personal: null, sensitive: null }

let workspace: TestWorkspace
let desk: Desk
before(async () => {
  workspace = await openTestWorkspace({ policy, roster })
  desk = workspace.openDesk('one')
})
after(() => workspace.close())

function sweep(days: RetentionDays = keep): Promise<SweepReport> {
  const { db, workspaceId } = workspace
  return sweepWorkspace({
    db,
    workspaceId,
    keep: days,
    fence: async () => undefined,
    signal: new AbortController().signal,
  })
}

/** Makes everything until now so many days older. */
async function age(days: number): Promise<void> {
  await workspace.rows(`update desk_batch set at = at - $2::float8 * interval '1 day' where workspace_id = $1`, [days])
}

async function count(table: string, where = 'true'): Promise<number> {
  const rows = await workspace.rows<{ count: number }>(
    `select count(*) as count from ${table} where ${table}.workspace_id = $1 and ${where}`,
  )
  return rows[0]?.count ?? 0
}

async function assertSound(): Promise<number> {
  const reports = await verifyWorkspace(workspace.db, { workspaceId: workspace.workspaceId })
  for (const { law, statement, violations } of reports) assert.deepEqual(violations, [], `${law}: ${statement}`)
  return reports.find(({ law }) => law === 'I6')?.checkedCount ?? 0
}

/** Leads come, change, are handed over and closed, at random. */
async function aDay(seed: number): Promise<void> {
  const random = createRandom(seed)
  const leadIds: string[] = []
  for (let round = 0; round < 40; round += 1) {
    const posted = Array.from({ length: 1 + random.below(3) }, () =>
      newLead({ country: random.pick(['DE', 'DE', 'DE', 'FR']), n: random.below(1e9) }),
    )
    await Promise.all(posted.map((lead) => desk.submit(lead)))
    leadIds.push(...posted.map(({ lead }) => lead.leadId))
    const leadId = random.pick(leadIds)
    const attributes = { country: random.pick(['DE', 'FR']) }
    if (random.below(3) === 0) await desk.submit({ kind: 'update', leadId, attributes, ifVersion: null, by: 'test' })
    if (random.below(2) === 0) await desk.submit({ kind: 'close', leadId, as: 'converted', reason: null, by: 'test' })
  }
}

const openLeads = `lead.state in ('assigned', 'held', 'parked')`

describe('sweeping a workspace', () => {
  test('removes nothing that is not old', async () => {
    await aDay(1)
    const decisions = await count('decision')
    assert.deepEqual(await sweep(), {})
    assert.equal(await count('decision'), decisions)
    assert.equal(await assertSound(), decisions)
  })

  test('removes what is old, and of what stays every decision can be made again', async () => {
    await age(500)
    await aDay(2)
    const ofOpen = `exists (select 1 from lead where lead.workspace_id = $1 and lead.lead_id = decision.lead_id and ${openLeads})`
    const [all, open] = [await count('decision'), await count('decision', ofOpen)]
    const assignments = await count('assignment')
    const report = await sweep()
    for (const table of ['event', 'decision', 'submission', 'pool_state', 'person_state', 'desk_batch']) {
      assert.ok((report[table] ?? 0) > 0, `nothing of ${table} went: ${JSON.stringify(report)}`)
    }
    assert.equal(await count('decision', ofOpen), open, 'what an open lead was decided by stays')
    const left = await count('decision')
    assert.equal(left, all - (report['decision'] ?? 0))
    assert.equal(await assertSound(), left)
    assert.equal(await count('assignment'), assignments)
    assert.deepEqual(await sweep(), {}, 'a second sweep finds nothing more')
  })

  test('leaves each pool and person the state by which a node that knows nothing goes on', async () => {
    await age(500)
    const latest = (): Promise<readonly unknown[]> =>
      workspace.rows(`
        select distinct on (state.id) state.id, state.version, state.state
          from (select pool_id as id, version, state from pool_state where workspace_id = $1
                 union all select owner_id, version, state from person_state where workspace_id = $1) as state
         order by state.id, state.version desc`)
    const known = await latest()
    await sweep()
    assert.deepEqual(await latest(), known)
    const fresh = workspace.openDesk('two')
    const posted = await fresh.submit(newLead({ country: 'DE' }))
    assert.ok(posted.kind === 'done' && posted.lead.state === 'assigned')
    await assertSound()
  })

  test('goes no further once somebody else sweeps, and says nothing is swept', async () => {
    await aDay(3)
    await age(500)
    const { db, workspaceId } = workspace
    const before = await count('event')
    const fence = (): Promise<void> => Promise.reject(new Error('lost'))
    const { signal } = new AbortController()
    await assert.rejects(sweepWorkspace({ db, workspaceId, keep, fence, signal }), /lost/)
    assert.equal(await count('event'), before)
    await assertSound()
  })
})

describe('sweeping deliveries', () => {
  const destination = newId()
  const [first, second] = [newId(), newId()]

  /** One delivery of an event about a lead, at a version. */
  async function deliver(version: number, leadId: string, state: string): Promise<void> {
    await workspace.rows(
      `insert into event (workspace_id, version, position, kind, lead_id, at, body) values ($1, $2, 900, 'lead.assigned', $3, now(), '{}')`,
      [version, leadId],
    )
    await workspace.rows(
      `insert into outbox (workspace_id, destination_id, version, position, lead_id, state, attempts, generation)
       values ($1, $2, $3, 900, $4, $5, 1, 1)`,
      [destination, version, leadId, state],
    )
  }

  const left = async (): Promise<readonly number[]> =>
    (
      await workspace.rows<{ version: number }>(`select version from outbox where workspace_id = $1 order by version`)
    ).map(({ version }) => version)

  test('removes those that ended well, but keeps the newer one as long as an older one could still be sent', async () => {
    await aDay(4)
    const [row] = await workspace.rows<{ version: number }>(`select version from desk where workspace_id = $1`)
    const base = (row?.version ?? 0) - 10
    await deliver(base, first, 'superseded')
    await deliver(base + 1, first, 'delivered')
    await deliver(base + 2, second, 'failed')
    await deliver(base + 3, second, 'delivered')
    await deliver(base + 4, second, 'waiting')
    await age(20)
    assert.equal((await sweep())['outbox'], 2)
    assert.deepEqual(await left(), [base + 2, base + 3, base + 4])
    await age(100)
    await sweep()
    assert.deepEqual(await left(), [base + 3, base + 4], 'what failed goes with its event')
    await sweep()
    assert.deepEqual(await left(), [base + 4], 'what waits stays, and so does its event')
    assert.equal(await count('event', `event.version = ${base + 4} and event.position = 900`), 1)
  })
})

import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'
import { newLead, openTestWorkspace, type TestWorkspace } from '../../testing/open-test-workspace.ts'
import type { Desk } from '../desk/desk.ts'
import { hasDueHolds } from '../holds/queries.ts'

const policy = `
policy: waking
fields: { country: { type: country } }
constraints:
  - id: certified
    when: country == "AT"
    require: '"gdpr" in owner.certifications'
routes: [{ id: all, to: [pool: small] }]
fallback:
  nobody: { then: [hold: waiting] }
`
/** What is full is the one person, or the pool by a cap of its own. */
const rosters = {
  person: {
    roster: 'waking',
    owners: [
      { id: 'anna', capacity: 1 },
      { id: 'bert', active: false },
    ],
    pools: [{ id: 'small', members: ['anna', 'bert'] }],
  },
  pool: {
    roster: 'waking',
    owners: [{ id: 'anna' }],
    pools: [{ id: 'small', members: ['anna'], caps: [{ per: 'open', max: 1 }] }],
  },
}

let opened: TestWorkspace | null = null
afterEach(async () => {
  await opened?.close()
  opened = null
})

async function post(desk: Desk, country: string): Promise<string> {
  const posted = newLead({ country })
  await desk.submit(posted)
  return posted.lead.leadId
}

const close = (leadId: string) => ({ kind: 'close', leadId, as: 'converted', reason: null, by: 'test' }) as const

/** Lets the desk go on until nothing is due; a desk that lost its node is gone on with by the worker's tick. */
async function settle({ db, workspaceId }: TestWorkspace, desk: Desk): Promise<void> {
  while (await hasDueHolds(db, workspaceId)) {
    desk.tick()
    await desk.run(async () => ({ result: undefined, isChanged: false }))
  }
}

async function tries({ rows }: TestWorkspace): Promise<number> {
  const [row] = await rows<{ sum: number }>(
    `select coalesce(sum(hold.attempts), 0)::integer as sum from hold where hold.workspace_id = $1`,
  )
  return row?.sum ?? 0
}

async function ownerOf({ rows }: TestWorkspace, leadId: string): Promise<string | null> {
  const [lead] = await rows<{ ownerId: string | null }>(
    `select lead.owner_id as "ownerId" from lead where lead.workspace_id = $1 and lead.lead_id = $2`,
    [leadId],
  )
  return lead?.ownerId ?? null
}

describe('held leads', () => {
  for (const full of ['person', 'pool'] as const) {
    test(`of a full ${full} are tried a few at a time when a lead is closed, not all of them`, async () => {
      const workspace = (opened = await openTestWorkspace({ policy, roster: rosters[full] }))
      const desk = workspace.openDesk('a')
      const first = await post(desk, 'DE')
      const [next = ''] = await Promise.all(Array.from({ length: 150 }, () => post(desk, 'DE')))
      const [head = next] = (
        await workspace.rows<{ leadId: string }>(
          `select hold.lead_id as "leadId" from hold where hold.workspace_id = $1 order by hold.since, hold.lead_id`,
        )
      ).map(({ leadId }) => leadId)
      const before = await tries(workspace)
      await desk.submit(close(first))
      await settle(workspace, desk)
      assert.equal(await ownerOf(workspace, head), 'anna')
      const more = (await tries(workspace)) - (before - 1)
      assert.ok(more <= 10, `${more} tries`)
    })
  }

  test('that nobody may take block none behind them, and no new lead overtakes those', async () => {
    const workspace = (opened = await openTestWorkspace({ policy, roster: rosters.person }))
    const [desk, other] = [workspace.openDesk('a'), workspace.openDesk('b')]
    const first = await post(desk, 'DE')
    await Promise.all(Array.from({ length: 260 }, () => post(desk, 'AT')))
    const behind = await post(desk, 'DE')
    await desk.submit(close(first))
    const late = await post(other, 'DE')
    await settle(workspace, other)
    assert.deepEqual([await ownerOf(workspace, behind), await ownerOf(workspace, late)], ['anna', null])
    const before = await tries(workspace)
    await desk.submit(close(behind))
    await settle(workspace, desk)
    assert.equal(await ownerOf(workspace, late), 'anna')
    assert.ok((await tries(workspace)) > before, 'it stood behind all of them')
    assert.deepEqual(await workspace.rows(`select desk.waking from desk where desk.workspace_id = $1`), [
      { waking: '' },
    ])
  })

  test('are not tried for somebody who had room all along', async () => {
    const roster = {
      ...rosters.person,
      owners: [
        { id: 'anna', capacity: 5 },
        { id: 'bert', active: false },
      ],
    }
    const workspace = (opened = await openTestWorkspace({ policy, roster }))
    const desk = workspace.openDesk('a')
    const first = await post(desk, 'DE')
    await post(desk, 'AT')
    await desk.submit(close(first))
    await settle(workspace, desk)
    assert.equal(await tries(workspace), 1)
  })
})

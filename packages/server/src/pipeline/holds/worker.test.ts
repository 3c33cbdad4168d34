import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Desk } from '../desk/desk.ts'
import { editAbsences } from '../../testing/edit-absences.ts'
import { newLead, openTestWorkspace, type TestWorkspace } from '../../testing/open-test-workspace.ts'
import { startHoldsWorker } from './worker.ts'

const policy = `
policy: holds
fields:
  country: { type: country }
routes:
  - id: small
    when: country == "DE"
    to: [pool: small]
  - id: wide
    when: country == "FR"
    to: [pool: wide]
fallback:
  unmatched: [hold: triage]
  nobody: { then: [hold: waiting] }
`

/** Anna has room for one lead. Who else is in the wide pool is up to the test. */
function rosterOf(others: readonly Readonly<Record<string, unknown>>[] = []) {
  const owners = [{ id: 'anna', zone: 'Europe/Berlin', capacity: 1 }, ...others]
  const wide = others.map(({ id }) => id)
  return {
    roster: 'holds',
    owners,
    pools: [
      { id: 'small', members: ['anna'] },
      ...(wide.length === 0 ? [{ id: 'wide', members: ['anna'] }] : [{ id: 'wide', members: wide }]),
    ],
  }
}

const onError = ({ error }: { readonly error: Error }): void => assert.fail(error)

let opened: TestWorkspace | null = null
afterEach(async () => {
  await opened?.close()
  opened = null
})

async function open(roster = rosterOf()): Promise<TestWorkspace> {
  return (opened = await openTestWorkspace({ policy, roster }))
}

/** Posts a lead; returns its id and what became of it. */
async function post(
  desk: Desk,
  country: string,
  more: { readonly priority?: number } = {},
): Promise<{ readonly leadId: string; readonly state: string }> {
  const posted = newLead({ country }, more)
  const result = await desk.submit(posted)
  assert.ok(result.kind === 'done')
  return { leadId: posted.lead.leadId, state: result.lead.state }
}

async function ownerOf({ rows }: TestWorkspace, leadId: string): Promise<string | null> {
  const [lead] = await rows<{ ownerId: string | null }>(
    `select lead.owner_id as "ownerId" from lead where lead.workspace_id = $1 and lead.lead_id = $2`,
    [leadId],
  )
  return lead?.ownerId ?? null
}

/** Tries what is due, and resolves when nothing more is. */
async function settle(workspace: TestWorkspace, desk: Desk): Promise<void> {
  const { rows } = workspace
  const isDue = `select 1 from hold where hold.workspace_id = $1 and hold.retry_at <= clock_timestamp() limit 1`
  const endsAt = performance.now() + 4000
  while ((await rows(isDue)).length > 0) {
    assert.ok(performance.now() < endsAt, 'held leads stay due')
    desk.tick()
    await sleep(5)
  }
}

/** Bert is away for so many milliseconds more. */
async function leaveFor(
  workspace: TestWorkspace,
  ms: number,
): Promise<{ readonly now: number; readonly until: string }> {
  const now = Date.now()
  const until = new Date(now + ms).toISOString()
  await editAbsences(workspace, 'bert', [{ from: new Date(now - 60_000).toISOString(), until }])
  return { now, until }
}

/** The leads that got an owner, in the order in which they did. */
async function assignedInOrder({ rows }: TestWorkspace): Promise<readonly string[]> {
  const found = await rows<{ leadId: string }>(
    `select assignment.lead_id as "leadId" from assignment where assignment.workspace_id = $1
      order by assignment.from_version, (
        select decision.position from decision
         where decision.workspace_id = assignment.workspace_id and decision.decision_id = assignment.decision_id)`,
  )
  return found.map(({ leadId }) => leadId)
}

/** The leads that wait, in their order. */
async function queueOf({ rows }: TestWorkspace): Promise<readonly string[]> {
  const found = await rows<{ leadId: string }>(
    `select hold.lead_id as "leadId" from hold where hold.workspace_id = $1
      order by hold.priority desc, hold.since, hold.lead_id`,
  )
  return found.map(({ leadId }) => leadId)
}

const close = (leadId: string) => ({ kind: 'close', leadId, as: 'converted', reason: null, by: 'test' }) as const

describe('leads that wait', () => {
  test('get their turn by priority, then by age, as room comes free', async () => {
    const workspace = await open()
    const desk = workspace.openDesk('a')
    const first = await post(desk, 'DE')
    const [old, young, urgent] = [
      await post(desk, 'DE'),
      await post(desk, 'DE'),
      await post(desk, 'DE', { priority: 5 }),
    ]
    assert.deepEqual(
      [first, old, young, urgent].map(({ state }) => state),
      ['assigned', 'held', 'held', 'held'],
    )
    for (const { leadId } of [first, urgent, old]) {
      await desk.submit(close(leadId))
      await settle(workspace, desk)
    }
    const order = [first, urgent, old, young].map(({ leadId }) => leadId)
    assert.deepEqual(await assignedInOrder(workspace), order)
  })

  test('are never overtaken by a newer one of equal priority, whichever node it comes to', async () => {
    const workspace = await open()
    const nodes = ['a', 'b', 'c'].map((node) => workspace.openDesk(node))
    const [a = workspace.openDesk('x')] = nodes
    const order = [(await post(a, 'DE')).leadId]
    await Promise.all(nodes.map((desk) => post(desk, 'DE')))
    for (let round = 0; round < 12; round += 1) {
      const [next = ''] = await queueOf(workspace)
      await a.submit(close(order.at(-1) ?? ''))
      // Right behind the close, on every node, one that would like to have the place that came free.
      const posted = await Promise.all(nodes.map((desk) => post(desk, 'DE')))
      assert.ok(posted.every(({ state }) => state === 'held'))
      assert.equal(await ownerOf(workspace, next), 'anna', 'the oldest one got it')
      order.push(next)
    }
    assert.deepEqual(await assignedInOrder(workspace), order)
  })

  test('let a lead of higher priority go before them', async () => {
    const workspace = await open()
    const desk = workspace.openDesk('a')
    const first = await post(desk, 'DE')
    await post(desk, 'DE')
    const urgent = await post(desk, 'DE', { priority: 9 })
    await desk.submit(close(first.leadId))
    await settle(workspace, desk)
    assert.equal(await ownerOf(workspace, urgent.leadId), 'anna')
  })
})

describe('what may free somebody', () => {
  const hand = (leadId: string, ownerId: string) =>
    ({ kind: 'assign', leadId, ownerId, reason: 'test', ifVersion: null, by: 'test' }) as const
  const reject = (leadId: string, reassign: boolean) =>
    ({ kind: 'reject', leadId, reason: 'spam', reassign, by: 'anna' }) as const

  for (const [name, free] of [
    ['a lead that is closed', (leadId: string) => close(leadId)],
    ['a lead that is rejected', (leadId: string) => reject(leadId, false)],
    ['a lead that is handed over', (leadId: string) => hand(leadId, 'bert')],
  ] as const) {
    test(`${name} wakes a lead that only an event can free`, async () => {
      const workspace = await open(rosterOf([{ id: 'bert', zone: 'Europe/Berlin' }]))
      const [a, b] = [workspace.openDesk('a'), workspace.openDesk('b')]
      const first = await post(a, 'DE')
      const waits = await post(a, 'DE')
      const [hold] = await workspace.rows(
        `select hold.retry_at as "retryAt", hold.pool_ids as "poolIds" from hold where hold.workspace_id = $1`,
      )
      assert.deepEqual(hold, { retryAt: null, poolIds: ['small'] })
      const freed = await a.submit(free(first.leadId))
      assert.equal(freed.kind, 'done')
      await settle(workspace, b)
      assert.equal(await ownerOf(workspace, waits.leadId), 'anna')
    })
  }

  test('an absence that ends frees by time alone', async () => {
    const workspace = await open(rosterOf([{ id: 'bert', zone: 'Europe/Berlin' }]))
    const long = await leaveFor(workspace, 3_600_000)
    const { db, workspaceId } = workspace
    const desk = workspace.openDesk('a')
    const worker = startHoldsWorker({
      db,
      workspaces: () => Promise.resolve([workspaceId]),
      deskOf: () => desk,
      onError,
    })
    const { leadId, state } = await post(desk, 'FR')
    assert.equal(state, 'held')
    const [hold] = await workspace.rows<{ retryAt: number | null }>(
      `select hold.retry_at as "retryAt" from hold where hold.workspace_id = $1`,
    )
    assert.deepEqual(hold, { retryAt: Date.parse(long.until) })
    // Only now that it waits, however long that took, does the end come near; asked once more, the desk learns when it is.
    const { now, until } = await leaveFor(workspace, 1200)
    await desk.submit({ kind: 'retry', leadId })
    while ((await ownerOf(workspace, leadId)) === null) {
      assert.ok(Date.now() < now + 6000, 'nobody has tried it again')
      await sleep(25)
    }
    await worker.stop()
    const [given] = await workspace.rows<{ isAfter: boolean }>(
      `select assignment.from_at >= $2::timestamptz as "isAfter" from assignment where assignment.workspace_id = $1`,
      [until],
    )
    assert.deepEqual(given, { isAfter: true })
  })

  test('a member who is away and full frees by room alone: the end of the absence is no reason to try', async () => {
    const bert = { id: 'bert', zone: 'Europe/Berlin', capacity: 1, open_leads: 1 }
    const workspace = await open(rosterOf([bert]))
    await leaveFor(workspace, 900)
    const desk = workspace.openDesk('a')
    const { leadId } = await post(desk, 'FR')
    const [hold] = await workspace.rows<{ retryAt: number | null }>(
      `select hold.retry_at as "retryAt" from hold where hold.workspace_id = $1 and hold.lead_id = $2`,
      [leadId],
    )
    assert.deepEqual(hold, { retryAt: null })
  })

  test('does not give a lead back to whoever rejected it', async () => {
    const workspace = await open()
    const desk = workspace.openDesk('a')
    const rejected = await post(desk, 'DE')
    const waits = await post(desk, 'DE')
    await desk.submit(reject(rejected.leadId, true))
    await settle(workspace, desk)
    assert.equal(await ownerOf(workspace, waits.leadId), 'anna')
    await desk.submit(close(waits.leadId))
    await settle(workspace, desk)
    assert.equal(await ownerOf(workspace, rejected.leadId), null)
    await desk.submit({
      kind: 'assign',
      leadId: rejected.leadId,
      ownerId: 'anna',
      reason: 'is one',
      ifVersion: null,
      by: 'x',
    })
    assert.equal(await ownerOf(workspace, rejected.leadId), 'anna', 'by hand it can be')
  })

  test('is tried for more leads than one batch holds, and new ones still come through', async () => {
    const workspace = await open()
    const { db, workspaceId } = workspace
    const desk = workspace.openDesk('a')
    const first = await post(desk, 'DE')
    await Promise.all(Array.from({ length: 230 }, () => post(desk, 'DE')))
    const [next = ''] = await queueOf(workspace)
    await desk.submit(close(first.leadId))
    const fresh = await post(desk, 'DE')
    assert.equal(fresh.state, 'held')
    assert.equal(await ownerOf(workspace, next), 'anna')
    const due = await db.query(`select 1 from hold where hold.workspace_id = $1 and hold.retry_at is not null`, [
      workspaceId,
    ])
    assert.equal(due.length, 0)
  })
})

import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { newLead, openTestWorkspace, type TestWorkspace } from '../../testing/open-test-workspace.ts'
import { storeDestination } from '../../control/connections/read.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { runDueClocks } from './run-due-clocks.ts'
import { startClocksWorker } from './worker.ts'

const policy = `
policy: clocks
fields:
  country: { type: country }
routes:
  - id: germany
    when: country == "DE"
    to: [pool: sales]
  - id: full
    when: country == "FR"
    to: [pool: full]
fallback:
  unmatched: [hold: triage]
  nobody: { then: [hold: waiting] }
clocks:
  assignment:
    - { target: PT1H }
  first_touch:
    - { target: PT2H }
`
const roster = {
  roster: 'clocks',
  owners: [
    { id: 'anna', zone: 'Europe/Berlin' },
    { id: 'bert', zone: 'Europe/Berlin', capacity: 0 },
  ],
  pools: [
    { id: 'sales', members: ['anna'] },
    { id: 'full', members: ['bert'] },
  ],
}

let opened: TestWorkspace | null = null
afterEach(async () => {
  await opened?.close()
  opened = null
})

async function open(): Promise<TestWorkspace> {
  return (opened = await openTestWorkspace({ policy, roster }))
}

const onError = ({ error }: { readonly error: Error }): void => assert.fail(error)

/** Starts the workers of so many nodes. */
function startNodes({ db, workspaceId, openDesk }: TestWorkspace, count: number) {
  const workers = Array.from({ length: count }, (_, index) => {
    const desk = openDesk(`node-${index}`)
    return startClocksWorker({ db, workspaces: () => Promise.resolve([workspaceId]), deskOf: () => desk, onError })
  })
  return { stop: () => Promise.all(workers.map((worker) => worker.stop())) }
}

/** Gives the workspace's running clocks their last time to be: due at random within so many ms from now. */
async function makeDueWithin({ db, workspaceId }: TestWorkspace, ms: number): Promise<void> {
  await db.execute(
    `with moved as (
       select clock.lead_id, clock.name,
              date_trunc('milliseconds', clock_timestamp() + (0.2 + random()) * $2::float8 * interval '1 millisecond') as due_at
         from clock where clock.workspace_id = $1 and clock.ended_at is null and clock.breached_at is null)
     update clock
        set due_at = moved.due_at, next_at = moved.due_at, warned_at = clock.started_at
       from moved
      where clock.workspace_id = $1 and clock.lead_id = moved.lead_id and clock.name = moved.name and clock.ended_at is null`,
    [workspaceId, ms],
  )
}

/** Stores so many more leads like the only one there is, each with its running clocks. */
async function multiply({ db, workspaceId }: TestWorkspace, count: number): Promise<void> {
  await db.execute(
    `with made as (select gen_random_uuid() as lead_id from generate_series(1, $2::integer)),
          leads as (
       insert into lead
       select (jsonb_populate_record(lead, jsonb_build_object('lead_id', made.lead_id))).* from lead, made
        where lead.workspace_id = $1)
     insert into clock
     select (jsonb_populate_record(clock, jsonb_build_object('lead_id', made.lead_id))).* from clock, made
      where clock.workspace_id = $1 and clock.ended_at is null`,
    [workspaceId, count],
  )
}

async function untilNoneRuns({ rows }: TestWorkspace): Promise<void> {
  const endsAt = performance.now() + 10_000
  for (;;) {
    const left = await rows(`select 1 from clock where clock.workspace_id = $1 and clock.next_at is not null limit 1`)
    if (left.length === 0) return
    assert.ok(performance.now() < endsAt, 'not all clocks were noticed in time')
    await sleep(25)
  }
}

const breaches = `
  select count(*)::integer as events, count(distinct event.lead_id)::integer as leads,
         count(*) filter (where event.at < clock.due_at)::integer as early,
         count(*) filter (where event.at <> clock.breached_at)::integer as differing,
         percentile_cont(0.99) within group (order by extract(epoch from event.at - clock.due_at) * 1000)::float8 as "lateMs"
    from event
    join clock on clock.workspace_id = event.workspace_id and clock.lead_id = event.lead_id and clock.name = event.body::json ->> 'name'
   where event.workspace_id = $1 and event.kind = 'clock.breached'`

type Breaches = { events: number; leads: number; early: number; differing: number; lateMs: number }

describe('clocks', () => {
  test('2,000 that run out within 2 s are each told once and none early, by two nodes at the same time', async () => {
    const workspace = await open()
    const desk = workspace.openDesk('web')
    await desk.submit(newLead({ country: 'DE' }))
    await multiply(workspace, 1999)
    const nodes = startNodes(workspace, 2)
    await makeDueWithin(workspace, 2000)
    await untilNoneRuns(workspace)
    await nodes.stop()
    const [found] = await workspace.rows<Breaches>(breaches)
    assert.deepEqual({ ...found, lateMs: 0 }, { events: 2000, leads: 2000, early: 0, differing: 0, lateMs: 0 })
    assert.ok((found?.lateMs ?? Infinity) < 1000, `p99 ${found?.lateMs} ms late`)
  })

  test('warn once, then run out once, and run on until the lead is followed up', async () => {
    const workspace = await open()
    const { db, workspaceId, rows } = workspace
    const desk = workspace.openDesk('web')
    const posted = newLead({ country: 'DE' })
    await desk.submit(posted)
    const due = (column: string): Promise<number> =>
      db.execute(
        `update clock set ${column} = date_trunc('milliseconds', clock_timestamp()), next_at = date_trunc('milliseconds', clock_timestamp())
          where clock.workspace_id = $1 and clock.name = 'first_touch'`,
        [workspaceId],
      )
    const run = () => desk.run(runDueClocks(100))
    assert.deepEqual(await run(), { warned: 0, breached: 0, hasMore: false }, 'it is not due yet')
    await due('warn_at')
    assert.deepEqual(await run(), { warned: 1, breached: 0, hasMore: false })
    assert.deepEqual(await run(), { warned: 0, breached: 0, hasMore: false }, 'it has warned')
    await due('due_at')
    assert.deepEqual(await run(), { warned: 0, breached: 1, hasMore: false })
    assert.deepEqual(await run(), { warned: 0, breached: 0, hasMore: false }, 'it has run out')
    await desk.submit({ kind: 'touch', leadId: posted.lead.leadId, channel: null, by: 'anna' })
    const [clock] = await rows<{ reason: string; isWhole: boolean }>(
      `select clock.end_reason as reason,
              clock.warned_at is not null and clock.breached_at <= clock.ended_at and clock.next_at is null and clock.raw_ms >= 0 as "isWhole"
         from clock where clock.workspace_id = $1 and clock.name = 'first_touch'`,
    )
    assert.deepEqual(clock, { reason: 'late', isWhole: true })
    const events = await rows<{ kind: string }>(
      `select event.kind from event where event.workspace_id = $1 and event.kind like 'clock.%' order by event.version, event.position`,
    )
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ['clock.warned', 'clock.breached'],
    )
  })

  test('whose warning was slept through only run out', async () => {
    const workspace = await open()
    const desk = workspace.openDesk('web')
    await desk.submit(newLead({ country: 'DE' }))
    await workspace.db.execute(
      `update clock set next_at = clock.started_at, warn_at = clock.started_at, due_at = clock.started_at
        where clock.workspace_id = $1 and clock.name = 'first_touch'`,
      [workspace.workspaceId],
    )
    assert.deepEqual(await desk.run(runDueClocks(10)), { warned: 0, breached: 1, hasMore: false })
  })

  test('that are told leave the desk of another node as able as before', async () => {
    const workspace = await open()
    const [a, b] = [workspace.openDesk('a'), workspace.openDesk('b')]
    await a.submit(newLead({ country: 'DE' }))
    await makeDueWithin(workspace, 0)
    await Promise.all([a.run(runDueClocks(1)), b.run(runDueClocks(1))])
    const results = await Promise.all([a, b].map((desk) => desk.submit(newLead({ country: 'DE' }))))
    assert.ok(results.every((result) => result.kind === 'done' && result.lead.state === 'assigned'))
    const [found] = await workspace.rows<Breaches>(breaches)
    assert.equal(found?.events, 1)
  })
})

describe('the cause of a breach', () => {
  async function causeOf(workspace: TestWorkspace, country: string): Promise<unknown> {
    const desk = workspace.openDesk('web')
    const posted = newLead({ country })
    await desk.submit(posted)
    await makeDueWithin(workspace, 0)
    await desk.run(runDueClocks(10))
    const [clock] = await workspace.rows<{ name: string; cause: string; told: string }>(
      `select clock.name, clock.breach_cause as cause, event.body::json ->> 'cause' as told
         from clock
         join event on event.workspace_id = clock.workspace_id and event.lead_id = clock.lead_id and event.kind = 'clock.breached'
        where clock.workspace_id = $1 and clock.lead_id = $2 and clock.breached_at is not null`,
      [posted.lead.leadId],
    )
    assert.equal(clock?.told, clock?.cause)
    return [clock?.name, clock?.cause]
  }

  test('is what the lead lacks when it has no route', async () => {
    assert.deepEqual(await causeOf(await open(), 'US'), ['assignment', 'missing_data'])
  })

  test('is that nobody can take it when all are full', async () => {
    assert.deepEqual(await causeOf(await open(), 'FR'), ['assignment', 'nobody_eligible'])
  })

  test('is the owner when they knew of it, and the delivery as long as none arrived', async () => {
    const workspace = await open()
    const { db, workspaceId } = workspace
    const destinationId = newId()
    const destination = { workspaceId, destinationId, kind: 'webhook', name: 'crm', isActive: true, nowMs: Date.now() }
    await storeDestination(db, { ...destination, config: '{"events":["lead.assigned"]}' })
    await db.execute(`update desk set destinations_version = 1 where desk.workspace_id = $1`, [workspaceId])
    assert.deepEqual(await causeOf(workspace, 'DE'), ['first_touch', 'delivery'])
    const desk = workspace.openDesk('later')
    await desk.submit(newLead({ country: 'DE' }))
    await db.execute(
      `update outbox set delivered_at = clock_timestamp(), next_at = null where outbox.workspace_id = $1`,
      [workspaceId],
    )
    await makeDueWithin(workspace, 0)
    await desk.run(runDueClocks(10))
    const causes = await workspace.rows<{ cause: string }>(
      `select clock.breach_cause as cause from clock where clock.workspace_id = $1 and clock.name = 'first_touch' order by clock.breached_at`,
    )
    assert.deepEqual(
      causes.map(({ cause }) => cause),
      ['delivery', 'owner'],
    )
  })
})

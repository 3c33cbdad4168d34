import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'
import { MOVES_A_DAY_MAX } from '../commands/reassign-lead.ts'
import { runDueClocks } from '../clocks/run-due-clocks.ts'
import { startClocksWorker } from '../clocks/worker.ts'
import {
  movingPolicy,
  movingRoster,
  movingTasks,
  ownersOf,
  postMoving,
  runMovingTasks,
  until,
} from '../../testing/moving-leads.ts'
import { openTestWorkspace, type TestWorkspace } from '../../testing/open-test-workspace.ts'
import { claimTasks, hasDueTasks } from './queries.ts'
import { runTask } from './run-task.ts'
import { startTaskWorker } from './worker.ts'

const onError = ({ error }: { readonly error: Error }): void => assert.fail(error)

let opened: TestWorkspace | null = null
afterEach(async () => {
  await opened?.close()
  opened = null
})

async function open(policy: string, roster: ReturnType<typeof movingRoster>): Promise<TestWorkspace> {
  return (opened = await openTestWorkspace({ policy, roster }))
}

/** Lets the running clocks have run out just now. */
async function runOut({ db, workspaceId }: TestWorkspace): Promise<void> {
  await db.execute(
    `update clock set due_at = date_trunc('milliseconds', clock_timestamp()), next_at = date_trunc('milliseconds', clock_timestamp())
      where clock.workspace_id = $1 and clock.ended_at is null and clock.breached_at is null`,
    [workspaceId],
  )
}

describe('a breach', () => {
  test('moves its leads once each, though two nodes watch the clocks and two do the tasks', async () => {
    const workspace = await open(movingPolicy('on: { breached: first_touch }'), movingRoster(['anna', 'bert', 'cleo']))
    const { db, workspaceId, rows } = workspace
    const web = workspace.openDesk('web')
    const leadIds = await Promise.all(Array.from({ length: 40 }, () => postMoving(web)))
    const workers = ['a', 'b'].flatMap((node) => {
      const desk = workspace.openDesk(node)
      const of = { db, node, workspaces: () => Promise.resolve([workspaceId]), deskOf: () => desk, onError }
      return [startClocksWorker(of), startTaskWorker(of)]
    })
    await runOut(workspace)
    await until('every lead moves', async () => {
      const [{ count } = { count: 0 }] = await rows<{ count: number }>(
        `select count(*)::integer as count from lead where lead.workspace_id = $1 and lead.moves::json ->> 'breached:first_touch' = '1'`,
      )
      return count === leadIds.length && !(await hasDueTasks(db, workspaceId, movingTasks))
    })
    await Promise.all(workers.map((worker) => worker.stop()))
    for (const leadId of leadIds) {
      const owners = await ownersOf(workspace, leadId)
      assert.equal(owners.length, 2)
      assert.notEqual(owners[0], owners[1])
    }
    assert.deepEqual(await rows(`select 1 from task where task.workspace_id = $1`), [])
  })

  test('whose task runs twice moves the lead once; one that was followed up meanwhile stays', async () => {
    const workspace = await open(movingPolicy('on: { breached: first_touch }'), movingRoster(['anna', 'bert', 'cleo']))
    const { db, workspaceId } = workspace
    const desk = workspace.openDesk('a')
    const [moved, touched] = [await postMoving(desk), await postMoving(desk)]
    await runOut(workspace)
    await desk.run(runDueClocks(10))
    await desk.submit({ kind: 'touch', leadId: touched, channel: null, by: 'x' })
    const tasks = await claimTasks(db, workspaceId, { kinds: movingTasks, limit: 10, claimMs: 20_000 })
    assert.equal(tasks.length, 2)
    for (const task of [...tasks, ...tasks]) await runTask({ db, workspaceId, desk }, task)
    assert.equal((await ownersOf(workspace, moved)).length, 2)
    assert.equal((await ownersOf(workspace, touched)).length, 1)
  })

  test('moves a lead at most as often as the policy says', async () => {
    const rule = '{ on: { breached: first_touch }, at_most: 2 }'
    const workspace = await open(movingPolicy(rule), movingRoster(['anna', 'bert']))
    const desk = workspace.openDesk('a')
    const leadId = await postMoving(desk)
    for (let round = 0; round < 4; round += 1) {
      await runOut(workspace)
      await desk.run(runDueClocks(10))
      await runMovingTasks(workspace, desk)
    }
    assert.equal((await ownersOf(workspace, leadId)).length, 3)
  })

  test('never moves a lead more than 20 times a day, whatever the policy says, and says so', async () => {
    const workspace = await open(movingPolicy('on: { breached: first_touch }'), movingRoster(['anna', 'bert']))
    const { rows } = workspace
    const desk = workspace.openDesk('a')
    const leadId = await postMoving(desk)
    for (let round = 0; round < MOVES_A_DAY_MAX + 3; round += 1) {
      await runOut(workspace)
      await desk.run(runDueClocks(10))
      await runMovingTasks(workspace, desk)
    }
    assert.equal((await ownersOf(workspace, leadId)).length, MOVES_A_DAY_MAX + 1)
    const told = await rows<{ body: unknown }>(
      `select event.body::json as body from event where event.workspace_id = $1 and event.kind = 'lead.stayed'`,
    )
    assert.deepEqual(told, [{ body: { cause: 'breached:first_touch', moved_count: MOVES_A_DAY_MAX } }])
  })

  test('waits for a lead to cool down, and moves it then', async () => {
    const rule = '{ on: { breached: first_touch }, cool_down: PT1H }'
    const workspace = await open(movingPolicy(rule), movingRoster(['anna', 'bert']))
    const { db, workspaceId, rows } = workspace
    const desk = workspace.openDesk('a')
    const leadId = await postMoving(desk)
    await runOut(workspace)
    await desk.run(runDueClocks(10))
    assert.equal(await runMovingTasks(workspace, desk), 1)
    assert.equal(await runMovingTasks(workspace, desk), 0, 'it is put off')
    const [put] = await rows<{ isRight: boolean; attempts: number }>(
      `select task.run_at = assignment.from_at + interval '1 hour' as "isRight", task.attempts
         from task join assignment on assignment.workspace_id = task.workspace_id and assignment.lead_id = task.lead_id
        where task.workspace_id = $1`,
    )
    assert.deepEqual(put, { isRight: true, attempts: 0 })
    await db.execute(`update assignment set from_at = from_at - interval '1 hour' where assignment.workspace_id = $1`, [
      workspaceId,
    ])
    await db.execute(`update task set run_at = run_at - interval '1 hour' where task.workspace_id = $1`, [workspaceId])
    assert.equal(await runMovingTasks(workspace, desk), 1)
    assert.equal((await ownersOf(workspace, leadId)).length, 2)
  })
})

describe('a task', () => {
  test('of a node that died is done by another within 30 s, and by nobody before', async () => {
    const workspace = await open(movingPolicy('on: { breached: first_touch }'), movingRoster(['anna', 'bert']))
    const { db, workspaceId } = workspace
    const desk = workspace.openDesk('b')
    const leadId = await postMoving(desk)
    await runOut(workspace)
    await desk.run(runDueClocks(10))
    assert.equal((await claimTasks(db, workspaceId, { kinds: movingTasks, limit: 10, claimMs: 20_000 })).length, 1)
    assert.equal(await runMovingTasks(workspace, desk), 0)
    await db.execute(
      `update task set claimed_until = claimed_until - interval '20 seconds' where task.workspace_id = $1`,
      [workspaceId],
    )
    assert.equal(await runMovingTasks(workspace, desk), 1)
    assert.equal((await ownersOf(workspace, leadId)).length, 2)
  })

  test('that fails is tried again ever later, and is left with its error in the end', async () => {
    const workspace = await open(movingPolicy('on: { breached: first_touch }'), movingRoster(['anna', 'bert']))
    const { db, workspaceId, rows } = workspace
    const desk = workspace.openDesk('b')
    await postMoving(desk)
    await runOut(workspace)
    await desk.run(runDueClocks(10))
    const broken = { submit: () => Promise.reject(new TypeError('secret')), run: desk.run }
    const waits: (number | null)[] = []
    for (let tries = 0; tries < 20; tries += 1) {
      await db.execute(
        `update task set run_at = clock_timestamp() where task.workspace_id = $1 and task.run_at < 'infinity'`,
        [workspaceId],
      )
      const [task] = await claimTasks(db, workspaceId, { kinds: movingTasks, limit: 1, claimMs: 20_000 })
      if (task === undefined) break
      await runTask({ db, workspaceId, desk: broken }, task)
      const [row] = await rows<{ wait: number | null; error: string }>(
        `select case when task.run_at < 'infinity' then extract(epoch from task.run_at - clock_timestamp())::float8 end as wait, task.error
           from task where task.workspace_id = $1`,
      )
      assert.match(row?.error ?? '', /^TypeError at /)
      waits.push(row?.wait ?? null)
    }
    assert.equal(waits.length, 12)
    assert.equal(waits.at(-1), null)
    const timed = waits.slice(0, 8).map((wait) => wait ?? 0)
    assert.ok(
      timed.every((wait, index) => index === 0 || wait > (timed[index - 1] ?? 0)),
      timed.join(' '),
    )
  })
})

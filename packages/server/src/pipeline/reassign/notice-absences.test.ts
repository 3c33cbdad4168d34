import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'
import { type Absence, editAbsences } from '../../testing/edit-absences.ts'
import { movingPolicy, movingRoster, ownersOf, postMoving, runMovingTasks, until } from '../../testing/moving-leads.ts'
import { openTestWorkspace, type TestWorkspace } from '../../testing/open-test-workspace.ts'
import { noticeAbsencesOf } from './notice-absences.ts'
import { startAbsencesWorker, startTaskWorker } from './worker.ts'

const onError = ({ error }: { readonly error: Error }): void => assert.fail(error)

let opened: TestWorkspace | null = null
afterEach(async () => {
  await opened?.close()
  opened = null
})

async function open(policy: string, roster: ReturnType<typeof movingRoster>): Promise<TestWorkspace> {
  return (opened = await openTestWorkspace({ policy, roster }))
}

describe('an absence', () => {
  const policy = movingPolicy('on: owner_unavailable')

  test('that begins moves the leads nobody has followed up, once, and leaves the others', async () => {
    const workspace = await open(policy, movingRoster(['anna', 'bert']))
    const { db, workspaceId, rows } = workspace
    const desk = workspace.openDesk('web')
    const leadIds = await Promise.all(Array.from({ length: 8 }, () => postMoving(desk)))
    const first = await Promise.all(leadIds.map((leadId) => ownersOf(workspace, leadId)))
    const ofAnna = leadIds.filter((_, index) => first[index]?.[0] === 'anna')
    assert.equal(ofAnna.length, 4)
    const [touched = '', ...untouched] = ofAnna
    await desk.submit({ kind: 'touch', leadId: touched, channel: null, by: 'anna' })
    const from = Date.now() + 400
    const iso = (ms: number): string => new Date(ms).toISOString()
    await editAbsences(workspace, 'anna', [{ from: iso(from), until: iso(from + 3_600_000) }])
    const workers = ['a', 'b'].flatMap((node) => {
      const of = { db, node, workspaces: () => Promise.resolve([workspaceId]), deskOf: () => desk, onError }
      return [startAbsencesWorker({ ...of, absencesEveryMs: 100 }), startTaskWorker(of)]
    })
    await until('the leads move', async () => {
      const left = await rows(
        `select 1 from lead where lead.workspace_id = $1 and lead.owner_id = 'anna' and lead.touched_at is null limit 1`,
      )
      return left.length === 0
    })
    await Promise.all(workers.map((worker) => worker.stop()))
    for (const leadId of untouched) assert.deepEqual(await ownersOf(workspace, leadId), ['anna', 'bert'])
    assert.deepEqual(await ownersOf(workspace, touched), ['anna'])
    const { leads, begun } = await desk.run(noticeAbsencesOf({ ownerIds: 'all', lease: null }))
    assert.deepEqual([leads, begun], [0, 0], 'nothing is asked again for the same absence')
  })

  test('that is a meeting of a calendar feed is none', async () => {
    const now = Date.now()
    const iso = (ms: number): string => new Date(ms).toISOString()
    const workspace = await open(policy, movingRoster(['anna', 'bert']))
    const desk = workspace.openDesk('web')
    const leadId = await postMoving(desk)
    const [owner = ''] = await ownersOf(workspace, leadId)
    const look = () => desk.run(noticeAbsencesOf({ ownerIds: 'all', lease: null }))
    const meeting = { from: iso(now - 60_000), until: iso(now + 1_800_000), feed: 'work' }
    await editAbsences(workspace, owner, [meeting])
    assert.deepEqual(await look(), { begun: 0, over: 0, leads: 0 })
    await editAbsences(workspace, owner, [{ ...meeting, until: iso(now + 5 * 3_600_000) }])
    assert.deepEqual(await look(), { begun: 1, over: 0, leads: 1 })
  })

  test('moves a lead again though moving it was given up in an absence before', async () => {
    const now = Date.now()
    const iso = (ms: number): string => new Date(ms).toISOString()
    const workspace = await open(policy, movingRoster(['anna', 'bert']))
    const desk = workspace.openDesk('web')
    const leadId = await postMoving(desk)
    const [owner = ''] = await ownersOf(workspace, leadId)
    const away = [{ from: iso(now - 60_000), until: iso(now + 3_600_000) }]
    const look = () => desk.run(noticeAbsencesOf({ ownerIds: 'all', lease: null }))
    await editAbsences(workspace, owner, away)
    await look()
    await workspace.db.execute(
      `update task set attempts = 12, run_at = 'infinity', error = 'TypeError' where task.workspace_id = $1 and task.lead_id = $2`,
      [workspace.workspaceId, leadId],
    )
    await editAbsences(workspace, owner, [])
    await look()
    await editAbsences(workspace, owner, away)
    await look()
    await runMovingTasks(workspace, desk)
    assert.deepEqual(await ownersOf(workspace, leadId), [owner, owner === 'anna' ? 'bert' : 'anna'])
  })

  test('asks each lead once: of somebody who is back by then it stays, and it is asked again for the next one', async () => {
    const now = Date.now()
    const iso = (ms: number): string => new Date(ms).toISOString()
    const workspace = await open(movingPolicy('{ on: owner_unavailable, at_most: 1 }'), movingRoster(['anna', 'bert']))
    const desk = workspace.openDesk('web')
    const leadId = await postMoving(desk)
    const [owner = ''] = await ownersOf(workspace, leadId)
    const look = () => desk.run(noticeAbsencesOf({ ownerIds: 'all', lease: null }))
    assert.deepEqual(await look(), { begun: 0, over: 0, leads: 0 })
    const setAbsences = (absences: readonly Absence[]): Promise<void> => editAbsences(workspace, owner, absences)
    const nowAway = [{ from: iso(now - 60_000), until: iso(now + 3_600_000) }]
    await setAbsences(nowAway)
    assert.deepEqual(await look(), { begun: 1, over: 0, leads: 1 })
    assert.deepEqual(await look(), { begun: 0, over: 0, leads: 0 })
    await setAbsences([])
    assert.equal(await runMovingTasks(workspace, desk), 1, 'the task finds them back')
    assert.deepEqual(await ownersOf(workspace, leadId), [owner])
    assert.deepEqual(await look(), { begun: 0, over: 1, leads: 0 })
    await setAbsences(nowAway)
    assert.deepEqual(await look(), { begun: 1, over: 0, leads: 1 })
    assert.equal(await runMovingTasks(workspace, desk), 1)
    assert.equal((await ownersOf(workspace, leadId)).length, 2)
  })

  test('of somebody who is no longer in the roster is noticed too', async () => {
    const workspace = await open(policy, movingRoster(['anna', 'bert']))
    const { db, workspaceId } = workspace
    const desk = workspace.openDesk('web')
    const leadIds = await Promise.all([postMoving(desk), postMoving(desk)])
    await db.execute(
      `delete from roster_record where roster_record.workspace_id = $1
          and (roster_record.record_id = 'anna' or roster_record.record_id like '%/anna')`,
      [workspaceId],
    )
    await db.execute(`update desk set roster_version = 2 where desk.workspace_id = $1`, [workspaceId])
    assert.deepEqual(await desk.run(noticeAbsencesOf({ ownerIds: 'all', lease: null })), {
      begun: 1,
      over: 0,
      leads: 1,
    })
    await runMovingTasks(workspace, desk)
    for (const leadId of leadIds) assert.equal((await ownersOf(workspace, leadId)).at(-1), 'bert')
  })

  test('is no matter under a policy that moves no leads for it', async () => {
    const workspace = await open(movingPolicy('on: { breached: first_touch }'), movingRoster(['anna', 'bert']))
    const desk = workspace.openDesk('web')
    await postMoving(desk)
    const away = [
      { from: new Date(Date.now() - 60_000).toISOString(), until: new Date(Date.now() + 3_600_000).toISOString() },
    ]
    await editAbsences(workspace, 'anna', away)
    assert.deepEqual(await desk.run(noticeAbsencesOf({ ownerIds: 'all', lease: null })), {
      begun: 0,
      over: 0,
      leads: 0,
    })
  })
})

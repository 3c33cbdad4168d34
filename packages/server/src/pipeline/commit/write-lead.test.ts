import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { commitBatch } from '../desk/commit-batch.ts'
import { newLead, openTestWorkspace, type TestWorkspace } from '../../testing/open-test-workspace.ts'

const policy = `
policy: test
fields: { country: { type: country } }
routes: [{ id: all, to: [pool: desk] }]
`
const roster = {
  roster: 'test',
  owners: [{ id: 'ada', capacity: 1 }],
  pools: [{ id: 'desk', members: ['ada'] }],
}

let workspace: TestWorkspace
before(async () => {
  workspace = await openTestWorkspace({ policy, roster })
})
after(() => workspace.close())

describe('a lead that is parked', () => {
  test('is tried again after a minute, however often it was tried while it waited for somebody', async () => {
    const { db, workspaceId, rows } = workspace
    const desk = workspace.openDesk('one')
    await desk.submit(newLead({ country: 'DE' }))
    const waits = newLead({ country: 'DE' })
    const { leadId } = waits.lead
    await desk.submit(waits)
    for (let tries = 0; tries < 9; tries += 1) await desk.submit({ kind: 'retry', leadId })
    const holds = `select hold.reason, hold.attempts, extract(epoch from hold.retry_at - hold.held_at)::float8 as seconds
                     from hold where hold.workspace_id = $1`
    assert.deepEqual(await rows(holds), [{ reason: 'nobody_eligible', attempts: 10, seconds: null }])
    const dueNow = `update hold set retry_at = clock_timestamp() - interval '1 second' where hold.workspace_id = $1`
    for (const [attempts, seconds] of [
      [1, 60],
      [2, 120],
    ]) {
      await db.execute(dueNow, [workspaceId])
      const ask = { commands: [], memory: null, due: { max: 1, parkFor: 'TypeError' } }
      await commitBatch({ db, workspaceId, node: 'one' }, ask)
      assert.deepEqual(await rows(holds), [{ reason: 'error', attempts, seconds }])
    }
  })
})

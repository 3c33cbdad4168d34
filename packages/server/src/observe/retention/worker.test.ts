import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { newLead, openTestWorkspace, type TestWorkspace } from '../../testing/open-test-workspace.ts'
import { movingPolicy, movingRoster, until } from '../../testing/moving-leads.ts'
import { type RetentionOptions, startRetentionWorker } from './worker.ts'

let workspace: TestWorkspace
before(async () => {
  workspace = await openTestWorkspace({ policy: movingPolicy(), roster: movingRoster(['ada']) })
})
after(() => workspace.close())

async function sweptAt(): Promise<number | null> {
  const rows = await workspace.rows<{ at: number }>(
    `select retention.swept_at as at from retention where retention.workspace_id = $1 and retention.kind = 'decisions'`,
  )
  return rows[0]?.at ?? null
}

describe('the worker of retention', () => {
  test('sweeps a workspace once, however many nodes run one, and says what went', async () => {
    const desk = workspace.openDesk('one')
    for (let n = 0; n < 5; n += 1) await desk.submit(newLead({ country: 'DE', n }))
    await workspace.rows(`update desk_batch set at = at - interval '100 days' where workspace_id = $1`)
    await desk.submit(newLead({ country: 'DE' }))
    const reports: unknown[] = []
    const options = (node: string): RetentionOptions => ({
      db: workspace.db,
      node,
      keep: { deliveries: 14, events: 90, decisions: 400, personal: null, sensitive: null },
      workspaces: () => Promise.resolve([workspace.workspaceId]),
      onSwept: (_workspaceId, report) => reports.push(report),
      onError: ({ error }) => assert.fail(error),
    })
    const workers = ['one', 'two'].map((node) => startRetentionWorker(options(node)))
    await until('swept', async () => ((await sweptAt()) ?? 0) > 0)
    for (const worker of workers) worker.wake()
    await Promise.all(workers.map((worker) => worker.stop()))
    assert.deepEqual(reports, [{ event: 5 }])
    const kept = await workspace.rows(`select 1 from decision where decision.workspace_id = $1`)
    assert.equal(kept.length, 6)
  })
})

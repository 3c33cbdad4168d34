import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { taskKinds } from '../pipeline/commit/task-kinds.ts'
import type { Desk } from '../pipeline/desk/desk.ts'
import { claimTasks } from '../pipeline/reassign/queries.ts'
import { runTask } from '../pipeline/reassign/run-task.ts'
import { newLead, type TestWorkspace } from './open-test-workspace.ts'

/** A policy under which a lead goes to anybody of one pool, with these rules for moving it. */
export function movingPolicy(...rules: readonly string[]): string {
  return `
policy: moves
fields:
  country: { type: country }
routes:
  - id: all
    when: country == "DE"
    to: [pool: sales]
fallback:
  unmatched: [hold: triage]
  nobody: { then: [hold: waiting] }
reassign:
${rules.map((rule) => `  - ${rule}`).join('\n')}
clocks:
  first_touch:
    - { target: PT2H }
`
}

/** People who are always there, all in one pool. */
export function movingRoster(names: readonly string[]) {
  const owners = names.map((id) => ({ id, zone: 'Europe/Berlin' }))
  return { roster: 'moves', owners, pools: [{ id: 'sales', members: names }] }
}

/** The kinds of tasks that move leads. */
export const movingTasks = Object.values(taskKinds)

/** Posts a lead that somebody gets at once; returns its id. */
export async function postMoving(desk: Desk): Promise<string> {
  const posted = newLead({ country: 'DE' })
  const result = await desk.submit(posted)
  assert.ok(result.kind === 'done' && result.lead.state === 'assigned')
  return posted.lead.leadId
}

/** Claims and runs every due task once. Returns how many there were. */
export async function runMovingTasks({ db, workspaceId }: TestWorkspace, desk: Desk): Promise<number> {
  const tasks = await claimTasks(db, workspaceId, { kinds: movingTasks, limit: 100, claimMs: 20_000 })
  for (const task of tasks) await runTask({ db, workspaceId, desk }, task)
  return tasks.length
}

/** Who has had the lead, the first first. */
export async function ownersOf({ rows }: TestWorkspace, leadId: string): Promise<readonly string[]> {
  const found = await rows<{ ownerId: string }>(
    `select assignment.owner_id as "ownerId" from assignment
      where assignment.workspace_id = $1 and assignment.lead_id = $2 order by assignment.from_version`,
    [leadId],
  )
  return found.map(({ ownerId }) => ownerId)
}

/** Waits until something is so, for some seconds at most. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const endsAt = performance.now() + 8000
  while (!(await isSo())) {
    assert.ok(performance.now() < endsAt, `not in time: ${what}`)
    await sleep(20)
  }
}

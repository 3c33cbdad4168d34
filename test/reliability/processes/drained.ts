import { setTimeout as sleep } from 'node:timers/promises'
import { hasDueClocks } from '../../../packages/server/src/pipeline/clocks/queries.ts'
import { taskKinds } from '../../../packages/server/src/pipeline/commit/task-kinds.ts'
import { hasDueHolds } from '../../../packages/server/src/pipeline/holds/queries.ts'
import { hasDueTasks } from '../../../packages/server/src/pipeline/reassign/queries.ts'
import type { Database } from '../../../packages/server/src/platform/db/database.ts'

const kinds = Object.values(taskKinds)

/** Waits until the nodes have done all that is due; I13 is broken where they do not get to it. Returns what stays undone. */
export async function drained(db: Database, workspaceId: string, withinMs: number): Promise<readonly string[]> {
  const untilMs = performance.now() + withinMs
  for (;;) {
    const due = [
      ...((await hasDueHolds(db, workspaceId)) ? ['held leads'] : []),
      ...((await hasDueClocks(db, workspaceId)) ? ['clocks'] : []),
      ...((await hasDueTasks(db, workspaceId, kinds)) ? ['tasks'] : []),
    ]
    if (due.length === 0) return []
    if (performance.now() > untilMs) return due.map((what) => `I13: ${what} are due and stay so`)
    await sleep(100)
  }
}

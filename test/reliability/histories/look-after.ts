import { runDueClocks } from '../../../packages/server/src/pipeline/clocks/run-due-clocks.ts'
import { hasDueClocks } from '../../../packages/server/src/pipeline/clocks/queries.ts'
import { taskKinds } from '../../../packages/server/src/pipeline/commit/task-kinds.ts'
import { hasDueHolds } from '../../../packages/server/src/pipeline/holds/queries.ts'
import { finishImport } from '../../../packages/server/src/pipeline/imports/end-import.ts'
import {
  claimChunk,
  findFinishedImports,
  hasOpenChunks,
} from '../../../packages/server/src/pipeline/imports/queries.ts'
import { runChunk } from '../../../packages/server/src/pipeline/imports/run-chunk.ts'
import { noticeAbsencesOf } from '../../../packages/server/src/pipeline/reassign/notice-absences.ts'
import { claimTasks, hasDueTasks } from '../../../packages/server/src/pipeline/reassign/queries.ts'
import { runTask } from '../../../packages/server/src/pipeline/reassign/run-task.ts'
import type { HistoryWorld } from './history-world.ts'

const kinds = Object.values(taskKinds)
const claimMs = 20_000

/** What a node's workers do in one turn: held leads, clocks, absences, tasks, imports. */
export async function lookAfter({ nodes, workspaceId }: HistoryWorld, node: number): Promise<void> {
  const { db, desk } = nodes[node] ?? nodes[0] ?? refuse()
  desk.tick()
  await desk.run(runDueClocks(50))
  await desk.run(noticeAbsencesOf({ ownerIds: 'all', lease: null }))
  for (const task of await claimTasks(db, workspaceId, { kinds, limit: 20, claimMs })) {
    await runTask({ db, workspaceId, desk }, task)
  }
  const chunk = await claimChunk(db, { workspaceId, node: `node-${node}`, seconds: 20 })
  if (chunk !== null) await runChunk({ db, desk, workspaceId }, chunk)
  for (const importId of await findFinishedImports(db, workspaceId)) await desk.run(finishImport(importId))
}

function refuse(): never {
  throw new Error('A history has at least one node.')
}

const roundsMax = 60

/** Lets the workers go on without any more faults until nothing is due. Returns what is left undone, which should be nothing. */
export async function drain(world: HistoryWorld): Promise<readonly string[]> {
  const { workspaceId, db, faults, clock, settled } = world
  faults.stop()
  await settled()
  let due: readonly string[] = []
  let arePastClaims = false
  for (let round = 0; round < roundsMax; round += 1) {
    await lookAfter(world, round % world.nodes.length)
    due = [
      ...((await hasDueHolds(db, workspaceId)) ? ['held leads'] : []),
      ...((await hasDueClocks(db, workspaceId)) ? ['clocks'] : []),
      ...((await hasDueTasks(db, workspaceId, kinds)) ? ['tasks'] : []),
      ...((await hasOpenChunks(db, workspaceId)) ? ['imports'] : []),
      ...((await findFinishedImports(db, workspaceId)).length > 0 ? ['ends of imports'] : []),
    ]
    if (due.length === 0 && arePastClaims) return []
    // What was claimed by a node that failed is due to nobody, and free again after a while.
    if (due.length > 0 && round % 10 !== 9) continue
    clock.move(claimMs + 1000)
    arePastClaims = true
  }
  return due.map((what) => `I13: ${what} are due and stay so`)
}

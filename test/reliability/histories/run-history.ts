import { verifyWorkspace } from '../../../packages/server/src/observe/verify/verify-workspace.ts'
import type { Database } from '../../../packages/server/src/platform/db/database.ts'
import { checkClientLaws } from './client-laws.ts'
import { openWorld } from './history-world.ts'
import { checkInnocent } from './innocent-law.ts'
import { readLeft } from './left-behind.ts'
import { drain } from './look-after.ts'
import { playTurns } from './play-turns.ts'
import { beginMs } from './random-workspace.ts'
import { isAcknowledged } from './sent-command.ts'
import { checkWaiting } from './waiting-law.ts'

/** What one history was, and every law that it broke, each as a sentence. */
export type HistoryReport = {
  readonly seed: number
  readonly sent: number
  readonly acknowledged: number
  readonly unknown: number
  readonly faults: readonly string[]
  readonly versions: number
  readonly decisions: number
  readonly violations: readonly string[]
}

/** Plays the history of a seed on a database of its own workspace, lets the work come to its end, and checks every law. */
export async function runHistory(database: Database, seed: number): Promise<HistoryReport> {
  const world = await openWorld(database, seed)
  const { workspaceId, db, sent, faults, clock } = world
  await playTurns(world)
  const undone = await drain(world)
  const left = await readLeft(db, workspaceId)
  const laws = await verifyWorkspace(db, { workspaceId, isDrained: true, violationsMax: 50 })
  const violations = [
    ...undone,
    ...checkClientLaws({ ...world, fromMs: beginMs, untilMs: clock.nowMs() + 60_000 }, left),
    ...checkInnocent(world, left),
    // Nobody delivers in a history, and nobody is there to deliver to.
    ...laws
      .flatMap(({ law, violations: found }) => found.map(({ of, what }) => `${law}: ${of} ${what}`))
      .filter((violation) => !violation.startsWith('I13: outbox')),
    ...(undone.length === 0 ? await checkWaiting(world, left) : []),
  ]
  await Promise.all(world.nodes.map(({ desk }) => desk.close()))
  return {
    seed,
    sent: sent.length,
    acknowledged: sent.filter(isAcknowledged).length,
    unknown: sent.filter(({ told }) => told.kind === 'unknown').length,
    faults: faults.dealt,
    versions: left.batches.size,
    decisions: left.decisions.length,
    violations,
  }
}

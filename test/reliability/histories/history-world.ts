import { createRandom, type Random } from '@rightful/engine/testing'
import { createWorkspace } from '../../../packages/server/src/control/workspaces/create-workspace.ts'
import { moveDeskTo } from '../../../packages/server/src/control/workspaces/queries.ts'
import { createDesk, type Desk } from '../../../packages/server/src/pipeline/desk/desk.ts'
import type { Command } from '../../../packages/server/src/pipeline/desk/command.ts'
import type { Database } from '../../../packages/server/src/platform/db/database.ts'
import { newId } from '../../../packages/server/src/platform/ids/new-id.ts'
import { createFaultSource, type FaultSource } from './fault-source.ts'
import { faultyDatabase } from './faulty-database.ts'
import { insertDestination } from './queries.ts'
import { beginMs, randomWorkspace } from './random-workspace.ts'
import { type SentCommand, toldBy } from './sent-command.ts'
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts'

/** A node: its desk, and the database as it has it. */
export type HistoryNode = { readonly db: Database; readonly desk: Desk }

/** Where one history happens. */
export type HistoryWorld = {
  readonly random: Random
  readonly workspaceId: string
  readonly clock: VirtualClock
  readonly faults: FaultSource
  readonly nodes: readonly HistoryNode[]
  /** The database as it is, by the history's clock. */
  readonly db: Database
  readonly sent: SentCommand[]
  /** What was told to whoever listens, `*` or some kinds, from the first command on. */
  readonly listening: readonly ReadonlySet<string>[]
  /** Sends a command to a node and notes what came of it. */
  readonly send: (node: number, command: Command, of: { readonly name: string; readonly turn: number }) => Promise<void>
  /** Resolves when nothing is under way any more that nobody waits for. */
  readonly settled: () => Promise<void>
}

/** Opens a workspace for a history on a database that many histories may share. */
export async function openWorld(database: Database, seed: number): Promise<HistoryWorld> {
  const random = createRandom(seed)
  const clock = createVirtualClock(beginMs + random.below(86_400_000))
  const calm = { atStatement: () => null, atCommit: () => null, stop: () => undefined, dealt: [] }
  const db = faultyDatabase(database, { clock, faults: calm, adrift: [] })
  const workspaceId = await createWorkspace(db, randomWorkspace(random))
  const listening = await listen(db, workspaceId, random)
  const faults = createFaultSource(random)
  const adrift: Promise<unknown>[] = []
  const nodes = Array.from({ length: random.pick([1, 2, 2, 3]) }, (_, index): HistoryNode => {
    const own = faultyDatabase(database, { clock, faults, adrift })
    return { db: own, desk: createDesk({ workspaceId, db: own, node: `node-${index}` }) }
  })
  const sent: SentCommand[] = []
  return {
    random,
    workspaceId,
    clock,
    faults,
    nodes,
    db,
    sent,
    listening,
    send: async (node, command, { name, turn }) => {
      const lane = command.kind === 'create' ? command.lead.lane : 'web'
      const { desk } = nodes[node] ?? noNode()
      const told = await desk
        .submit(command, lane)
        .then(toldBy, (error: unknown) => ({ kind: 'unknown' as const, error: String(error) }))
      sent.push({ name, command, turn, told })
    },
    settled: async () => {
      await Promise.all(adrift)
    },
  }
}

function noNode(): never {
  throw new Error('There is no such node in this history.')
}

const kindsHeard = [['*'], ['lead.assigned', 'lead.reassigned', 'lead.held', 'lead.refused'], ['clock.breached']]

async function listen(db: Database, workspaceId: string, random: Random): Promise<readonly ReadonlySet<string>[]> {
  const listening = random.some(kindsHeard, random.below(3))
  await db.transaction(async (tx) => {
    for (const events of listening) {
      const config = JSON.stringify({ kind: 'webhook', url: 'https://nobody.example/', events, secrets: [] })
      await insertDestination(tx, { workspaceId, destinationId: newId(), config })
    }
    await moveDeskTo(tx, workspaceId, { destinationsVersion: 1 })
  })
  return listening.map((events) => new Set(events))
}

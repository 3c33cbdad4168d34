import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom } from '@rightful/engine/testing'
import { drained } from './drained.ts'
import { type Fleet, openFleet } from './fleet.ts'
import { type FleetFault, quickFaults, slowFaults } from './fleet-faults.ts'
import { startLoad } from './http-load.ts'
import { checkRound, openWorkspace } from './round-workspace.ts'

/** What a round came to. */
export type RoundReport = {
  readonly seed: number
  readonly faults: readonly string[]
  readonly sent: number
  readonly acknowledged: number
  readonly unknown: number
  readonly violations: readonly string[]
}

/** Which rounds to play. */
export type RoundsAsk = {
  readonly firstSeed: number
  readonly count: number
  /** The faults to choose from by their names; left out: all, the slow ones rarely. */
  readonly faults?: readonly string[]
  readonly onRound?: (report: RoundReport) => void
  /** Asked before each round: whether to play no more. */
  readonly isOver?: () => boolean
}

const all: ReadonlyMap<string, FleetFault> = new Map(Object.entries({ ...quickFaults, ...slowFaults }))
const quick = Object.keys(quickFaults)
const slow = Object.keys(slowFaults)
/** Nodes look after every workspace there is, so that a new database keeps rounds alike. */
const roundsADatabase = 12
const nodeCount = 2

/** Plays rounds on a PostgreSQL server with two nodes: load, faults, and every law afterwards. */
export async function playRounds(ask: RoundsAsk): Promise<readonly RoundReport[]> {
  const reports: RoundReport[] = []
  const fleet = await openFleet(nodeCount)
  try {
    for (let index = 0; index < ask.count && ask.isOver?.() !== true; index += 1) {
      if (index > 0 && index % roundsADatabase === 0) await fleet.renew()
      const seed = ask.firstSeed + index
      const chosen = ask.faults?.[index % ask.faults.length]
      const report = await playRound(fleet, seed, chosen)
      reports.push(report)
      ask.onRound?.(report)
    }
  } finally {
    await fleet.close()
  }
  return reports
}

async function playRound(fleet: Fleet, seed: number, chosen: string | undefined): Promise<RoundReport> {
  const random = createRandom(seed)
  await fleet.startAll(random)
  const workspace = await openWorkspace(fleet.db)
  const load = startLoad({ seed, urls: fleet.urls, key: workspace.key, clients: 5, patienceMs: 60_000 })
  const faults = chosen === undefined ? chooseFaults(seed) : [chosen]
  await sleep(random.between(150, 500))
  for (const name of faults) {
    await all.get(name)?.(fleet, random)
    await sleep(random.between(50, 200))
  }
  await fleet.untilUp()
  await fleet.startAll(random)
  await load.stop()
  const undone = await drained(fleet.db, workspace.workspaceId, 60_000)
  const violations = [...undone, ...(await checkRound(fleet.db, workspace, load.sent))]
  const { sent } = load
  return {
    seed,
    faults,
    sent: sent.length,
    acknowledged: sent.filter(({ told }) => told.kind === 'done').length,
    unknown: sent.filter(({ told }) => told.kind === 'unknown').length,
    violations,
  }
}

function chooseFaults(seed: number): readonly string[] {
  const random = createRandom(seed + 77)
  if (seed % 25 === 0) return [random.pick(slow)]
  return Array.from({ length: random.between(1, 2) }, () => random.pick(quick))
}

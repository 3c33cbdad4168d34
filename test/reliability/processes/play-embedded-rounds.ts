import { testKeyRing } from '../../../packages/server/src/platform/secrets/testing/test-key.ts'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom, type Random } from '@rightful/engine/testing'
import { type Database, openDatabase } from '../../../packages/server/src/platform/db/database.ts'
import { readPostmaster } from '../../../packages/server/src/platform/db/embedded/holder.ts'
import { socketUrl } from '../../../packages/server/src/platform/db/embedded/start-embedded.ts'
import { embeddedRole } from '../../../packages/server/src/platform/db/embedded/data-directory.ts'
import { drained } from './drained.ts'
import { startLoad } from './http-load.ts'
import { type NodeProcess, startNode } from './node-process.ts'
import type { RoundReport, RoundsAsk } from './play-rounds.ts'
import { checkRound, openWorkspace } from './round-workspace.ts'

/** A node on its embedded database: where that lies, and the process while there is one. */
type EmbeddedNode = { readonly directory: string; node: NodeProcess | null }

type EmbeddedFault = (at: EmbeddedNode, random: Random) => Promise<void>

const faults: Readonly<Record<string, EmbeddedFault>> = {
  'kill -9 of the node': async (at) => {
    await at.node?.signal('SIGKILL')
  },
  'kill -9 of the database': async (at) => {
    killDatabase(at, 'SIGKILL')
    await sleep(100)
  },
  'the database stopped at once': async (at) => {
    killDatabase(at, 'SIGQUIT')
    await sleep(100)
  },
  'kill -9 of both': async (at) => {
    killDatabase(at, 'SIGKILL')
    await at.node?.signal('SIGKILL')
  },
  'kill -9 of the node while its database recovers': async (at, random) => {
    killDatabase(at, 'SIGKILL')
    await sleep(random.below(400))
    await at.node?.signal('SIGKILL')
  },
  'kill -9 of the node as it starts': async (at, random) => {
    await at.node?.signal('SIGKILL')
    const starting = start(at, random).catch(() => undefined)
    await sleep(random.below(2500))
    await at.node?.signal('SIGKILL')
    await starting
    await at.node?.signal('SIGKILL')
  },
}
/** What may strike a node on its embedded database, by name. */
export const embeddedFaults: readonly string[] = Object.keys(faults)

const roundsADirectory = 15
const dayMs = 86_400_000

/** Plays rounds on a node with its embedded database: load, kills of either or both, and every law afterwards. */
export async function playEmbeddedRounds(ask: RoundsAsk): Promise<readonly RoundReport[]> {
  const reports: RoundReport[] = []
  let at = newPlace()
  try {
    for (let index = 0; index < ask.count && ask.isOver?.() !== true; index += 1) {
      if (index > 0 && index % roundsADirectory === 0) {
        await removePlace(at)
        at = newPlace()
      }
      const seed = ask.firstSeed + index
      const names = ask.faults ?? embeddedFaults
      const report = await playRound(at, seed, names[(index + ask.firstSeed) % names.length] ?? '')
      reports.push(report)
      ask.onRound?.(report)
    }
  } finally {
    await removePlace(at)
  }
  return reports
}

function newPlace(): EmbeddedNode {
  const directory = mkdtempSync('/tmp/rightful-test-')
  chmodSync(directory, 0o755)
  return { directory: join(directory, 'data'), node: null }
}

async function removePlace({ directory, node }: EmbeddedNode): Promise<void> {
  await node?.signal('SIGTERM')
  rmSync(join(directory, '..'), { recursive: true, force: true })
}

async function start(at: EmbeddedNode, random: Random): Promise<void> {
  if (at.node?.isAlive() === true) return
  at.node = await startNode({ name: 'alone', on: { dataDirectory: at.directory }, skewMs: random.pick([0, dayMs]) })
}

function killDatabase({ directory }: EmbeddedNode, signal: 'SIGKILL' | 'SIGQUIT'): void {
  const postmaster = readPostmaster(join(directory, 'data'))
  if (postmaster === null) return
  try {
    process.kill(postmaster.pid, signal)
  } catch {
    // It is gone already.
  }
}

function openPlace({ directory }: EmbeddedNode): Promise<Database> {
  const connection = socketUrl(join(directory, 'socket'), embeddedRole)
  return openDatabase(connection, { applicationName: 'test', poolMax: 3, keyRing: testKeyRing() })
}

async function playRound(at: EmbeddedNode, seed: number, name: string): Promise<RoundReport> {
  const random = createRandom(seed)
  await start(at, random)
  const before = await openPlace(at)
  const workspace = await openWorkspace(before)
  await before.close()
  const urls = (): readonly string[] => (at.node?.isAlive() === true ? [at.node.url] : [])
  const load = startLoad({ seed, urls, key: workspace.key, clients: 4, patienceMs: 60_000 })
  try {
    await sleep(random.between(200, 900))
    await faults[name]?.(at, random)
    await start(at, random)
    await sleep(random.between(100, 300))
  } finally {
    await load.stop()
  }
  const db = await openPlace(at)
  try {
    const undone = await drained(db, workspace.workspaceId, 60_000)
    const violations = [...undone, ...(await checkRound(db, workspace, load.sent))]
    const { sent } = load
    const acknowledged = sent.filter(({ told }) => told.kind === 'done').length
    const unknown = sent.filter(({ told }) => told.kind === 'unknown').length
    return { seed, faults: [name], sent: sent.length, acknowledged, unknown, violations }
  } finally {
    await db.close()
  }
}

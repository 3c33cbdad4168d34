/**
 * How late clocks are told when 100,000 of them run out within 10 s: from the due instant to the commit, 99th percentile, while leads come in.
 *
 * The embedded server with its shipped, durable settings; a policy of 200 rules, pools of 50 members, events with an outbox.
 * One node and, for comparison, two. That a single clock is told early, twice or never fails the run whatever the figure.
 */
import { testKeyRing } from '../packages/server/src/platform/secrets/testing/test-key.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { storeDestination } from '../packages/server/src/control/connections/read.ts'
import { createWorkspace } from '../packages/server/src/control/workspaces/create-workspace.ts'
import { startClocksWorker } from '../packages/server/src/pipeline/clocks/worker.ts'
import { createDesk, type Desk } from '../packages/server/src/pipeline/desk/desk.ts'
import { type Database, openDatabase } from '../packages/server/src/platform/db/database.ts'
import { startEmbedded } from '../packages/server/src/platform/db/embedded/start-embedded.ts'
import { migrate } from '../packages/server/src/platform/db/migrate.ts'
import { newId } from '../packages/server/src/platform/ids/new-id.ts'
import { parse } from 'yaml'
import type { BenchResult } from './bench-result.ts'
import { armClocks, readLateness, runningClocks } from './clocks/queries.ts'
import { generateAccountBook } from './generated-business/generate-companies.ts'
import { createLeadGenerator } from './generated-business/generate-leads.ts'
import { writePolicy } from './generated-business/write-policy.ts'
import { writeRoster } from './generated-business/write-roster.ts'

const barSeconds = 1
const withinMs = 10_000
const leadsPerSecond = 20

/** Runs the benchmark; `quick` arms a tenth of the clocks, due within a tenth of the time. */
export async function run({ quick }: { readonly quick: boolean }): Promise<BenchResult> {
  const share = quick ? 0.1 : 1
  const size = { clocks: 100_000 * share, withinMs: withinMs * share }
  const table: string[] = []
  let value = Number.NaN
  for (const nodes of [1, 2]) {
    const lap = await measure(nodes, size)
    if (nodes === 1) value = lap.p99Seconds
    table.push(
      `${nodes} node${nodes === 1 ? ' ' : 's'}  ${lap.told} clocks told within ${lap.spanSeconds.toFixed(1)} s, ${lap.batches} transactions; late ` +
        `p50 ${ms(lap.p50Seconds)}, p99 ${ms(lap.p99Seconds)}, at most ${ms(lap.maxSeconds)}; earliest ${ms(lap.minSeconds)} after its instant; ` +
        `leads meanwhile p50 ${lap.leadMs.p50.toFixed(1)} ms, p99 ${lap.leadMs.p99.toFixed(1)} ms`,
    )
  }
  return { name: 'clocks', value, unit: 's', operator: '<=', bar: barSeconds, table }
}

function ms(seconds: number): string {
  return `${(seconds * 1000).toFixed(0)} ms`
}

type Size = { readonly clocks: number; readonly withinMs: number }

async function measure(nodes: number, { clocks, withinMs: spanMs }: Size) {
  const directory = mkdtempSync('/tmp/rightful-bench-')
  const server = await startEmbedded({ directory, settings: { track_commit_timestamp: 'on' } })
  const db = await openDatabase(server.connection, { applicationName: 'bench', keyRing: testKeyRing() })
  const onError = ({ error }: { readonly error: Error }): never => {
    throw error
  }
  try {
    await migrate(db)
    const { workspaceId, nextLead } = await openBusiness(db)
    const desks = Array.from({ length: nodes }, (_, index) => createDesk({ workspaceId, db, node: `node-${index}` }))
    await post(desks, 200, nextLead)
    const began = performance.now()
    const inMs = 5000 + clocks * 0.35
    await armClocks(db, workspaceId, { count: clocks, inMs, withinMs: spanMs })
    if (performance.now() - began > inMs - 500)
      throw new Error('Arming the clocks took so long that they were late before anybody looked.')
    let batches = 0
    const workers = desks.map((desk) =>
      startClocksWorker({
        db,
        workspaces: () => Promise.resolve([workspaceId]),
        deskOf: () => desk,
        onError,
        onClocks: (_, { breached }) => (batches += breached > 0 ? 1 : 0),
      }),
    )
    const leadTimes = await postUntil(desks, nextLead, async () => (await runningClocks(db, workspaceId)) === 0)
    await Promise.all(workers.map((worker) => worker.stop()))
    await Promise.all(desks.map((desk) => desk.close()))
    const lateness = await readLateness(db, workspaceId)
    const { told, leads, minSeconds } = lateness
    if (told !== clocks || leads !== clocks) throw new Error(`${clocks} clocks were told ${told} times.`)
    if (minSeconds < 0) throw new Error(`A clock was told ${-minSeconds} s early.`)
    return { ...lateness, batches, leadMs: { p50: quantile(leadTimes, 0.5), p99: quantile(leadTimes, 0.99) } }
  } finally {
    await db.close()
    await server.stop()
    rmSync(server.directory, { recursive: true, force: true })
  }
}

async function openBusiness(db: Database) {
  const book = generateAccountBook(11, 1000)
  const { text, tables } = writePolicy(12, { routes: 140, tableRows: 60 })
  const roster = parse(writeRoster(13, { restrictedDomains: ['nobody.example'], leadsPerDay: 20_000_000 }))
  const policy = { document: text, tables }
  const workspaceId = await createWorkspace(db, { name: 'bench', policy, roster, accounts: [], createdBy: 'bench' })
  const destination = { workspaceId, destinationId: newId(), kind: 'webhook', name: 'bench', isActive: true }
  await storeDestination(db, { ...destination, config: '{"events":["*"]}', nowMs: Date.now() })
  return { workspaceId, nextLead: createLeadGenerator(1, book) }
}

type NextLead = () => Readonly<Record<string, string>>

async function post(desks: readonly Desk[], count: number, nextLead: NextLead): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, index) => postOne(desks, index, nextLead)))
}

/** Milliseconds until the lead is committed. */
async function postOne(desks: readonly Desk[], index: number, nextLead: NextLead): Promise<number> {
  const keys = { externalId: null, idempotencyKey: null, fingerprint: null, importId: null }
  const lead = { leadId: newId(), attributes: nextLead(), priority: 0, lane: 'web', ...keys } as const
  const began = performance.now()
  await desks[index % desks.length]?.submit({ kind: 'create', lead })
  return performance.now() - began
}

async function postUntil(
  desks: readonly Desk[],
  nextLead: NextLead,
  isOver: () => Promise<boolean>,
): Promise<readonly number[]> {
  const times: Promise<number>[] = []
  for (let index = 0; !(await isOver()); index += 1) {
    times.push(postOne(desks, index, nextLead))
    await sleep(1000 / leadsPerSecond)
  }
  return Promise.all(times)
}

function quantile(values: readonly number[], share: number): number {
  const ordered = values.toSorted((a, b) => a - b)
  return ordered[Math.min(ordered.length - 1, Math.floor(share * ordered.length))] ?? Number.NaN
}

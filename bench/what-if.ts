/** What if 100,000 leads of the last 30 days had come under another policy: seconds until the numbers are stored. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { askWhatIf } from '../packages/server/src/observe/what-if/ask-what-if.ts'
import { findWhatIf, type WhatIfRow } from '../packages/server/src/observe/what-if/queries.ts'
import { workOff } from '../packages/server/src/observe/what-if/work-off.ts'
import { createDesk } from '../packages/server/src/pipeline/desk/desk.ts'
import type { Database } from '../packages/server/src/platform/db/database.ts'
import { newId } from '../packages/server/src/platform/ids/new-id.ts'
import type { BenchResult } from './bench-result.ts'
import { writePolicy } from './generated-business/write-policy.ts'
import { createLeads } from './service/lead-requests.ts'
import { makeBusiness } from './service/make-business.ts'
import { openStage } from './service/open-stage.ts'

const bar = 30
const days = 30
const leadsAtOnce = 2000

/** The leads really go through a desk; then their instants are spread over 30 days. It is asked twice, and must come to the same. */
export async function run({ quick }: { readonly quick: boolean }): Promise<BenchResult> {
  const leadCount = quick ? 10_000 : 100_000
  const stage = await openStage()
  try {
    const { db } = await stage.makeDatabase('whatif')
    const { workspaceId } = await makeBusiness(db)
    // Nobody listens: what is delivered is no part of it.
    await db.execute('delete from destination')
    await decideLeads(db, workspaceId, leadCount)
    await spreadOverTime(db, workspaceId, leadCount)
    const first = await ask(db, workspaceId)
    await db.execute('delete from what_if_lead; delete from what_if')
    const second = await ask(db, workspaceId)
    const isSame = first.row.whatIfId === second.row.whatIfId && first.row.result === second.row.result
    const result = JSON.parse(first.row.result ?? '{}')
    const table = [
      `${result.lead_count} leads of ${days} days, ${result.moved_count} of them to somebody else, ${result.rerouted_count} by another way; parity ${result.base.parity} and ${result.candidate.parity}`,
      `seconds: ${first.seconds.toFixed(2)}, and ${second.seconds.toFixed(2)} when asked again; ${isSame ? 'the same numbers' : 'OTHER NUMBERS'}`,
      `of them on Node's processor: ${first.cpuSeconds.toFixed(2)} and ${second.cpuSeconds.toFixed(2)}`,
      `this node's requests waited at most ${second.stopMs.map((ms) => ms.toFixed(0)).join(' and ')} ms (99.9th percentile and longest)`,
      `heap at most ${Math.max(first.heapMb, second.heapMb)} MB above what it was before`,
    ]
    // A tenth of the leads has a tenth of the time.
    const seconds = isSame ? (Math.max(first.seconds, second.seconds) * 100_000) / leadCount : Infinity
    return { name: 'what-if', value: seconds, unit: 's for 100,000 leads', operator: '<=', bar, table }
  } finally {
    await stage.close()
  }
}

async function decideLeads(db: Database, workspaceId: string, leadCount: number): Promise<void> {
  const desk = createDesk({ workspaceId, db, node: 'bench' })
  const next = createLeads(1, 0)
  const keys = { externalId: null, idempotencyKey: null, fingerprint: null, importId: null }
  for (let done = 0; done < leadCount; done += leadsAtOnce) {
    const posts = Array.from({ length: leadsAtOnce }, () => {
      const lead = { leadId: newId(), attributes: next(), priority: 0, lane: 'bulk', ...keys } as const
      return desk.submit({ kind: 'create', lead }, 'bulk')
    })
    await Promise.all(posts)
  }
  await desk.close()
}

/** Instants in the database are moved, never a clock. */
async function spreadOverTime(db: Database, workspaceId: string, leadCount: number): Promise<void> {
  await db.withConnection(
    async (session) => {
      await session.execute(
        `update decision
            set at = date_trunc('milliseconds', clock_timestamp() - interval '${days - 1} days'
                     + placed.place * interval '1 second' * ${((days - 1) * 86_400) / leadCount})
           from (select version, position, row_number() over (order by version, position) as place
                   from decision where workspace_id = '${workspaceId}') as placed
          where decision.workspace_id = '${workspaceId}'
            and decision.version = placed.version and decision.position = placed.position`,
      )
      await session.execute('vacuum analyze')
    },
    { statementTimeoutMs: 0 },
  )
}

type Asked = {
  readonly row: WhatIfRow
  readonly seconds: number
  readonly cpuSeconds: number
  readonly heapMb: number
  /** How long requests to the node had to wait, in milliseconds: of a thousand looks, the longest but one; and the longest. */
  readonly stopMs: readonly [number, number]
}

async function ask(db: Database, workspaceId: string): Promise<Asked> {
  const { text: written, tables } = writePolicy(12, { routes: 140, tableRows: 60 })
  const document = written.replaceAll(/(id: route-\d*5\n.*\n +to: \[)pool: [\w-]+/g, '$1pool: inbound')
  await nextTurn()
  const heapBefore = process.memoryUsage().heapUsed
  let heapMax = heapBefore
  const watching = setInterval(() => (heapMax = Math.max(heapMax, process.memoryUsage().heapUsed)), 100)
  const stops = monitorEventLoopDelay({ resolution: 1 })
  stops.enable()
  const cpuBefore = process.cpuUsage()
  const began = performance.now()
  const asked = { candidate: { document, tables: { ...tables } }, days, leads_max: 100_000, seed: '1' }
  const row = await askWhatIf(db, { workspaceId, by: 'bench', asked })
  await workOff(db, row, { workspaceId, signal: new AbortController().signal })
  const seconds = (performance.now() - began) / 1000
  clearInterval(watching)
  stops.disable()
  const { user, system } = process.cpuUsage(cpuBefore)
  const done = await findWhatIf(db, { workspaceId, whatIfId: row.whatIfId })
  if (done?.state !== 'done') throw new Error(`The what-if did not end well: ${done?.error ?? 'it is not there'}`)
  return {
    row: done,
    seconds,
    cpuSeconds: (user + system) / 1e6,
    heapMb: Math.round((heapMax - heapBefore) / 1_048_576),
    stopMs: [stops.percentile(99.9) / 1e6, stops.max / 1e6],
  }
}

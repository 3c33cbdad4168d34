import type { Queryable } from '../../platform/db/queryable.ts'
import { countByQuarter } from './queries.ts'

const QUARTER_MS = 900_000
/** A lead is stored soon after it was received: by then, what a quarter of an hour counts is final. */
const SETTLED_MS = 300_000
/** Workspaces whose arrivals are remembered. */
const WORKSPACES_MAX = 100

/** Leads by the quarter of an hour in which they were received: its beginning, in epoch milliseconds, and how many. */
export type Arrivals = ReadonlyMap<number, number>

/** Tells how many leads a workspace received, quarter by quarter, since an instant. What is long past is counted once. */
export type ArrivalsReader = (of: {
  readonly workspaceId: string
  readonly sinceMs: number
  readonly nowMs: number
}) => Promise<Arrivals>

/** What is remembered of a workspace: all quarters from one up to another. */
type Known = { readonly fromMs: number; readonly untilMs: number; readonly counts: Arrivals }

/** Remembers what quarters came to that are over, so that asking again costs the present one alone, however much is stored. */
export function createArrivalsReader(db: Queryable): ArrivalsReader {
  const knownOf = new Map<string, Known>()
  return async ({ workspaceId, sinceMs, nowMs }) => {
    const fromMs = quarterOf(sinceMs)
    const known = knownOf.get(workspaceId)
    const reaches = known !== undefined && known.fromMs <= fromMs && known.untilMs > fromMs
    const counts = new Map(reaches ? [...known.counts].filter(([at]) => at >= fromMs) : [])
    const recount = reaches ? known.untilMs : fromMs
    for (const { fromMs: at, leads } of await countByQuarter(db, workspaceId, recount)) counts.set(at, leads)
    const untilMs = quarterOf(nowMs - SETTLED_MS)
    const settled = new Map([...counts].filter(([at]) => at < untilMs))
    knownOf.delete(workspaceId)
    knownOf.set(workspaceId, { fromMs, untilMs, counts: settled })
    for (const [oldest] of knownOf) if (knownOf.size > WORKSPACES_MAX) knownOf.delete(oldest)
    return counts
  }
}

function quarterOf(ms: number): number {
  return Math.floor(ms / QUARTER_MS) * QUARTER_MS
}

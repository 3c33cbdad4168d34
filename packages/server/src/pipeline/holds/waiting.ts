import { RoutingError } from '@rightful/contract'
import type { RedriveWaitingAsk, RedriveWaitingResult, WaitingAnswer } from '@rightful/contract/views'
import type { Outcome } from '@rightful/engine'
import { lockDesk } from '../../control/workspaces/read.ts'
import { isoTime, isoTimeOrNull } from '../../platform/clock/iso-time.ts'
import type { Database } from '../../platform/db/database.ts'
import { findLeads } from '../desk/lead-queries.ts'
import { readDesk } from '../desk/read.ts'
import { tryLeads } from '../desk/try-leads.ts'
import { type CauseRow, findCauses, findFailing, findHeldLeads, makeDue } from './cause-queries.ts'

/** Things are counted up to so many. */
const COUNT_MAX = 10_000
/** Leads that are made due in one go: each holds up the desk a little. */
const REDRIVE_MAX = 5000
const PREVIEW_MAX = 50

/** What waits for somebody to mend something, by cause; with destinations that fail where they may be seen. */
export async function readWaiting(
  db: Database,
  { workspaceId, seesDestinations }: { readonly workspaceId: string; readonly seesDestinations: boolean },
): Promise<WaitingAnswer> {
  const { nowMs } = await readDesk(db, workspaceId)
  const causes = await findCauses(db, workspaceId, COUNT_MAX)
  const failing = seesDestinations ? await findFailing(db, workspaceId, COUNT_MAX) : null
  return {
    at: isoTime(nowMs),
    causes: causes
      .toSorted((a, b) => Number(b.reason === 'error') - Number(a.reason === 'error') || a.sinceMs - b.sinceMs)
      .map(causeOf),
    deliveries:
      failing?.map(({ destinationId, name, kind, isActive, count, lastError }) => ({
        destination_id: destinationId,
        name,
        kind,
        is_active: isActive,
        failed: bounded(count),
        last_error: lastError,
      })) ?? null,
  }
}

type Cause = WaitingAnswer['causes'][number]

function causeOf(row: CauseRow): Cause {
  const { queue, reason, count, sinceMs, retryMs, examples, lookedAt, missing, pools, routes, errors } = row
  return {
    queue,
    reason,
    count: bounded(count),
    oldest_since: isoTime(sinceMs),
    next_retry_at: isoTimeOrNull(retryMs),
    examples: [...examples],
    mend: mendOf(row),
    looked_at: lookedAt,
    missing: [...missing],
    pools: [...pools],
    routes: [...routes],
    errors: [...errors],
  }
}

function bounded(count: number): Cause['count'] {
  return { count: Math.min(count, COUNT_MAX), is_more: count > COUNT_MAX }
}

function mendOf({ reason, missing, pools }: CauseRow): Cause['mend'] {
  switch (reason) {
    case 'incomplete':
    case 'waiting_for_attributes':
      return { kind: 'field', id: missing[0]?.id ?? null }
    case 'nobody_eligible':
      return { kind: 'pool', id: pools[0]?.id ?? null }
    case 'unmatched':
      return { kind: 'route', id: null }
    default:
      return { kind: 'policy', id: null }
  }
}

/** Lets the leads of a cause be tried again now, those that wait longest first; or says what would become of them. */
export async function redriveWaiting(
  db: Database,
  workspaceId: string,
  { queue, reason, dry_run: isDryRun }: RedriveWaitingAsk,
): Promise<RedriveWaitingResult> {
  const found = await findHeldLeads(db, workspaceId, { queue, reason, limit: REDRIVE_MAX + 1 })
  const leadIds = found.slice(0, REDRIVE_MAX)
  const told = { is_more: found.length > REDRIVE_MAX, is_dry_run: isDryRun }
  if (isDryRun) return { ...told, count: leadIds.length, outcomes: await previewOf(db, workspaceId, leadIds) }
  if (leadIds.length === 0) return { ...told, count: 0, outcomes: [] }
  const count = await db.transaction(async (tx) => {
    const desk = await lockDesk(tx, workspaceId)
    if (desk === null) throw new RoutingError('workspace_not_found')
    return makeDue(tx, workspaceId, { leadIds, atMs: desk.nowMs })
  })
  return { ...told, count, outcomes: [] }
}

async function previewOf(
  db: Database,
  workspaceId: string,
  leadIds: readonly string[],
): Promise<RedriveWaitingResult['outcomes']> {
  const ids = leadIds.slice(0, PREVIEW_MAX)
  const leads = new Map((await findLeads(db, workspaceId, ids)).map((lead) => [lead.leadId, lead]))
  const raw = ids.flatMap((id) => {
    const given = leads.get(id)?.given
    return given === undefined || given === null ? [] : [{ id, attributes: given }]
  })
  const tried = await tryLeads(db, workspaceId, raw)
  const groups = Map.groupBy(tried, ({ outcome }) => JSON.stringify(endOf(outcome)))
  return [...groups.values()]
    .flatMap((same) => (same[0] === undefined ? [] : [{ ...endOf(same[0].outcome), leads: same.length }]))
    .toSorted((a, b) => b.leads - a.leads)
}

function endOf(outcome: Outcome): Omit<RedriveWaitingResult['outcomes'][number], 'leads'> {
  switch (outcome.kind) {
    case 'assigned':
      return { outcome: 'assigned', to: outcome.ownerId }
    case 'held':
      return { outcome: 'held', to: outcome.queue }
    case 'refused':
      return { outcome: 'refused', to: outcome.reason }
  }
}

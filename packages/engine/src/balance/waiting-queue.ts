/** A held lead as the queue sees it. Instants are epoch milliseconds. */
export type WaitingLead = {
  readonly leadId: string
  /** Higher is sooner. */
  readonly priority: number
  /** When the lead came in; holding it again does not send it to the back. */
  readonly sinceMs: number
  /** The next try that time alone calls for; `null`: only an event can. */
  readonly retryAtMs: number | null
  /** The pools it was tried with and may get an owner from. Empty: anything may free it (its policy, its attributes). */
  readonly poolIds: readonly string[]
}

/** Something that happened and may have freed somebody. */
export type FreeingEvent =
  /** Time went by: leads whose retry has come. */
  | { readonly kind: 'time' }
  /** An absence ended, a shift started, capacity freed, or a new lead is about to ask these pools. */
  | { readonly kind: 'pools'; readonly poolIds: readonly string[] }
  /** The roster or the policy changed: every lead may fare differently. */
  | { readonly kind: 'everything' }

/** The one order of the queue: higher priority, then older, then by id. Below zero when `a` comes before `b`. */
export function compareWaiting(a: WaitingLead, b: WaitingLead): number {
  if (a.priority !== b.priority) return b.priority - a.priority
  if (a.sinceMs !== b.sinceMs) return a.sinceMs - b.sinceMs
  return a.leadId < b.leadId ? -1 : Number(a.leadId > b.leadId)
}

/**
 * The waiting leads to try again after an event, in the order to try them.
 *
 * Each is tried with the state its predecessors left. A new lead goes through here too, as an event on the pools it may ask: the
 * leads that this returns and that come before it are tried first, so it never overtakes an older one of equal priority.
 */
export function nextToRetry(
  waiting: readonly WaitingLead[],
  event: FreeingEvent,
  nowMs: number,
): readonly WaitingLead[] {
  return waiting.filter((lead) => isConcerned(lead, event, nowMs)).sort(compareWaiting)
}

function isConcerned(lead: WaitingLead, event: FreeingEvent, nowMs: number): boolean {
  switch (event.kind) {
    case 'time':
      return lead.retryAtMs !== null && lead.retryAtMs <= nowMs
    case 'pools':
      return lead.poolIds.length === 0 || lead.poolIds.some((poolId) => event.poolIds.includes(poolId))
    case 'everything':
      return true
  }
}

/** Where a lead belongs in a queue that is kept in order: the index to insert it at. */
export function placeInQueue(ordered: readonly WaitingLead[], lead: WaitingLead): number {
  let low = 0
  let high = ordered.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const other = ordered[middle]
    if (other !== undefined && compareWaiting(other, lead) < 0) low = middle + 1
    else high = middle
  }
  return low
}

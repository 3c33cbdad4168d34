import type { paths } from '@rightful/contract/api-paths'
import type { QueryClient } from '@tanstack/react-query'

/** Whether what is on the screen follows what happens; `stale` since when it does not. */
export type LiveState =
  | { readonly kind: 'live' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'stale'; readonly since: number }

/** What each kind of event makes old: these paths, and those below them. */
const outdated: Readonly<Record<string, readonly (keyof paths)[]>> = {
  lead: ['/v1/leads', '/v1/clocks', '/v1/pools/{pool_id}/standing'],
  clock: ['/v1/leads/{lead_id}', '/v1/clocks'],
  change: ['/v1/changes', '/v1/policies'],
  review: ['/v1/changes'],
  policy: ['/v1/policies', '/v1/changes'],
  roster: ['/v1/owners', '/v1/csv/absences', '/v1/pools'],
  accounts: ['/v1/accounts'],
  destination: ['/v1/destinations'],
  import: ['/v1/imports', '/v1/leads'],
  person: ['/v1/leads'],
}

/** Events of these kinds are heard of; the stream names each event's kind, and a browser only hears of those it names. */
const kinds = [
  'change.activated change.approved change.bypassed change.cancelled change.commented change.drafted change.edited change.ended',
  'change.rejected change.scheduled change.submitted change.superseded change.suspended review.changed',
  'clock.breached clock.ended clock.warned policy.activated roster.changed accounts.changed destination.changed',
  'import.finished import.undone person.erased lead.assigned lead.closed lead.held lead.parked lead.reassigned lead.refused',
  'lead.rejected lead.repeated lead.stayed lead.touched lead.updated lead.withdrawn',
].flatMap((line) => line.split(' '))

/** Under a burst the screen is brought up to date this often, not at every event. */
const REFRESH_MS = 1000

/**
 * Follows the stream of events and marks what they outdate, so that it is read again where it is on the screen. `onState` hears whether
 * the stream holds. Returns what ends it.
 */
export function followEvents(queries: QueryClient, onState: (state: LiveState) => void): () => void {
  const stream = new EventSource('/v1/events/stream')
  const touched = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | null = null
  const refresh = (): void => {
    timer = null
    const prefixes = [...touched]
    touched.clear()
    void queries.invalidateQueries({
      predicate: ({ queryKey: [, path] }) =>
        typeof path === 'string' && prefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}/`)),
    })
  }
  const hear = ({ type }: Event): void => {
    const [subject = ''] = type.split('.')
    for (const path of outdated[subject] ?? []) touched.add(path)
    timer ??= setTimeout(refresh, REFRESH_MS)
  }
  for (const kind of kinds) stream.addEventListener(kind, hear)
  let isBroken = false
  stream.addEventListener('open', () => {
    onState({ kind: 'live' })
    // What happened while the stream was broken comes with it, but what was read meanwhile may be older than that.
    if (isBroken) void queries.invalidateQueries()
    isBroken = false
  })
  stream.addEventListener('error', () => {
    if (!isBroken) onState({ kind: 'stale', since: Date.now() })
    isBroken = true
  })
  return () => {
    stream.close()
    if (timer !== null) clearTimeout(timer)
  }
}

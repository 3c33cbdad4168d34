import { FOLLOW_UP_MS, type History } from './play-history.ts'

/** An event as stored. */
type Event = {
  readonly kind: string
  readonly leadId: string
  readonly atMs: number
  readonly body: Readonly<Record<string, unknown>>
}

/** A first follow-up that an owner was to do. */
export type Obligation = {
  readonly ownerId: string
  readonly poolId: string | null
  readonly startedMs: number
  readonly end: 'met' | 'missed' | 'open' | 'not_owed'
  readonly touchedMs: number | null
}

/** A lead's story, told from its events and what was given for it, by plain code. */
export type Story = {
  readonly leadId: string
  readonly receivedMs: number
  readonly attributes: Readonly<Record<string, unknown>>
  readonly routeId: string | null
  readonly firstOwnedMs: number | null
  readonly first: 'assigned' | 'held' | 'refused' | null
  readonly isByDefault: boolean
  readonly state: string
  readonly obligations: readonly Obligation[]
  readonly events: readonly Event[]
}

/** What a pool's member received or gave back, in leads. */
export type Entry = {
  readonly poolId: string
  readonly ownerId: string
  readonly atMs: number
  readonly leadId: string
  readonly kind: 'given' | 'handed' | 'credit'
  readonly amount: number
  readonly reason: string | null
}

/** Reads all events of a history and tells each lead's story, and what stands in the pools' ledgers. */
export async function recountHistory(
  history: History,
  asOfMs: number,
): Promise<{ readonly stories: readonly Story[]; readonly entries: readonly Entry[] }> {
  const { workspace, attributes } = history
  const events = await workspace.rows<Omit<Event, 'body'> & { readonly text: string }>(
    `select event.kind, event.lead_id as "leadId", event.at as "atMs", event.body as text
       from event where event.workspace_id = $1 and event.lead_id is not null order by event.version, event.position`,
  )
  const leads = await workspace.rows<{ leadId: string; receivedMs: number; routeId: string | null }>(
    `select lead.lead_id as "leadId", lead.received_at as "receivedMs", lead.route_id as "routeId" from lead where lead.workspace_id = $1`,
  )
  const byLead = Map.groupBy(
    events.map(({ text, ...event }): Event => ({ ...event, body: JSON.parse(text) })),
    ({ leadId }) => leadId,
  )
  const entries: Entry[] = []
  const stories = leads.map(({ leadId, receivedMs, routeId }) => {
    const of = byLead.get(leadId) ?? []
    entries.push(...entriesOf(of))
    return { leadId, receivedMs, routeId, attributes: attributes.get(leadId) ?? {}, events: of, ...storyOf(of, asOfMs) }
  })
  return { stories, entries }
}

function storyOf(events: readonly Event[], asOfMs: number) {
  const obligations: Obligation[] = []
  let running: Omit<Obligation, 'end' | 'touchedMs'> | null = null
  let state = 'new'
  const end = (atMs: number, isTouched: boolean): void => {
    if (running === null) return
    const isLate = atMs >= running.startedMs + FOLLOW_UP_MS
    obligations.push({
      ...running,
      end: isLate ? 'missed' : isTouched ? 'met' : 'not_owed',
      touchedMs: isTouched ? atMs : null,
    })
    running = null
  }
  for (const { kind, atMs, body } of events) {
    switch (kind) {
      case 'lead.assigned':
      case 'lead.reassigned':
        end(atMs, false)
        running = { ownerId: String(body['owner_id']), poolId: textOf(body['pool_id']), startedMs: atMs }
        state = 'assigned'
        break
      case 'lead.touched':
        end(atMs, true)
        break
      case 'lead.held':
        end(atMs, false)
        state = 'held'
        break
      case 'lead.refused':
        end(atMs, false)
        state = 'refused'
        break
      case 'lead.closed':
        end(atMs, false)
        state = String(body['as'])
    }
  }
  if (running !== null) {
    const isMissed = asOfMs >= running['startedMs'] + FOLLOW_UP_MS
    obligations.push(Object.assign({}, running, { end: isMissed ? 'missed' : 'open', touchedMs: null } as const))
  }
  const decided = events.find(({ kind }) => /^lead\.(assigned|held|refused)$/.test(kind))
  const given = events.find(({ kind }) => kind === 'lead.assigned')
  const by = String(given?.body['assigned_by'])
  return {
    state,
    obligations,
    firstOwnedMs: given?.atMs ?? null,
    first: decided === undefined ? null : firstOf(decided.kind),
    isByDefault: given !== undefined && given.body['route_id'] === null && by === 'pool',
  }
}

function firstOf(kind: string): Story['first'] {
  return kind === 'lead.assigned' ? 'assigned' : kind === 'lead.held' ? 'held' : 'refused'
}

/** Whoever gets a lead from a pool is given one; by hand it goes from one to the other; a rejected one is taken back. */
function entriesOf(events: readonly Event[]): readonly Entry[] {
  const entries: Entry[] = []
  let pool: string | null = null
  for (const { kind, atMs, leadId, body } of events) {
    const at = { atMs, leadId }
    const poolId = textOf(body['pool_id'])
    if (kind === 'lead.assigned' || kind === 'lead.reassigned') {
      const ownerId = String(body['owner_id'])
      const reason = null
      if (body['assigned_by'] !== 'hand') {
        if (poolId !== null) entries.push({ ...at, poolId, ownerId, kind: 'given', amount: 1, reason })
      } else if (pool !== null) {
        const before = String(body['previous_owner_id'])
        entries.push({ ...at, poolId: pool, ownerId: before, kind: 'handed', amount: -1, reason })
        if (poolId !== null) entries.push({ ...at, poolId, ownerId, kind: 'handed', amount: 1, reason })
      }
      pool = poolId
    }
    if (kind === 'lead.rejected' && pool !== null) {
      const reason = String(body['reason'])
      const ownerId = String(body['previous_owner_id'])
      entries.push({ ...at, poolId: pool, ownerId, kind: 'credit', amount: -1, reason })
      pool = null
    }
    if (kind === 'lead.held' || kind === 'lead.closed' || kind === 'lead.refused') pool = null
  }
  return entries
}

/** A text, or none. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** The value at a share of an ordered list: the smallest that so many are not above. */
export function percentile(values: readonly number[], share: number): number | null {
  const ordered = values.toSorted((a, b) => a - b)
  return ordered[Math.max(0, Math.ceil(share * ordered.length) - 1)] ?? null
}

/** A row of a report, as it is to be. */
type Cells = Readonly<Record<string, string | number | null>>

/** A share as reports write it. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1e6) / 1e6
}

/** What the policy of the history makes of a new lead that no route takes. */
export function unroutedOf(given: Readonly<Record<string, unknown>> = {}): Cells | null {
  const { country, employees } = given
  if (country === undefined) return { kind: 'incomplete', cause: 'held', mend_id: 'country' }
  if (country === 'DE' || country === 'FR' || Number(employees) >= 1000) return null
  if (employees === undefined) return { kind: 'incomplete', cause: 'held', mend_id: 'employees' }
  return { kind: 'unmatched', cause: 'assigned', mend_id: null }
}

/** What an event says that went wrong with its lead. */
export function mishapOf({ kind, body }: Story['events'][number], { routeId }: Story): readonly Cells[] {
  const cells = { mend_id: routeId }
  if (kind === 'clock.breached')
    return [{ kind: 'overdue', cause: `${textOf(body['name'])}:${textOf(body['cause'])}`, ...cells }]
  if (kind === 'lead.reassigned') return [{ kind: 'reassigned', cause: textOf(body['cause']), ...cells }]
  const reason = textOf(body['reason'])
  if (kind !== 'lead.held' || reason === 'unmatched' || reason === 'incomplete') return []
  return [{ kind: 'delayed', cause: reason, ...cells }]
}

type Attained = Pick<Obligation, 'end'>

/** How many of some follow-ups came to what. */
export function attainmentOf(all: readonly Attained[]): Cells {
  const count = (end: Obligation['end']): number => all.filter((of) => of.end === end).length
  const [met, missed] = [count('met'), count('missed')]
  return {
    started: all.length,
    met,
    missed,
    open: count('open'),
    not_owed: count('not_owed'),
    attainment: share(met, met + missed),
  }
}

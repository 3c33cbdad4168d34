import type { Left } from './left-behind.ts'
import { isAcknowledged, type SentCommand } from './sent-command.ts'

type SentLead = SentCommand & { readonly command: SentCommand['command'] & { readonly kind: 'create' } }

function isNewLead(one: SentCommand): one is SentLead {
  return one.command.kind === 'create'
}

/** I12: the same key, outside id or person comes to the same lead, once. */
export function checkKeys(sent: readonly SentCommand[], left: Left): readonly string[] {
  const created = sent.filter(isNewLead)
  const accepted = created.filter(isAcceptedKey)
  const byKey = groupBy(accepted, ({ command }) => command.lead.idempotencyKey)
  const byOutsideId = groupBy(created, ({ command }) => command.lead.externalId)
  return [
    ...[...byKey].flatMap(([key, of]) => [...checkSameLead(key, of), ...checkOnce(key, of, left)]),
    ...[...byOutsideId].flatMap(([id, of]) => checkSameLead(id, of)),
    ...checkPeople(created, left),
    ...checkRefused(created, left),
  ]
}

/** A key that was used for something else is refused, and says nothing about what it was used for. */
function isAcceptedKey({ told }: SentCommand): boolean {
  return told.kind !== 'failed'
}

function groupBy<Of>(items: readonly Of[], keyOf: (item: Of) => string | null): ReadonlyMap<string, readonly Of[]> {
  const groups = new Map<string, Of[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return groups
}

function checkSameLead(key: string, sent: readonly SentCommand[]): readonly string[] {
  const leads = new Set(sent.filter(isAcknowledged).map(({ told }) => told.leadId))
  return leads.size <= 1 ? [] : [`I12: ${key} came to ${leads.size} leads`]
}

/** A request that was sent so often, with one key, made one lead or changed one, once. */
function checkOnce(key: string, sent: readonly SentLead[], left: Left): readonly string[] {
  const ids = new Set(sent.map(({ command }) => command.lead.leadId))
  const made = [...ids].filter((id) => left.leads.has(id)).length
  const names = new Set(sent.map(({ command }) => String(command.lead.attributes['marker'])))
  const repeats = left.submissions.filter(({ kind, given }) => kind === 'repeat' && names.has(markerOf(given))).length
  if (made + repeats > 1) return [`I12: ${key} made ${made} leads and changed ${repeats}`]
  if (made + repeats === 0 && sent.some(isAcknowledged)) return [`I1: ${key} was acknowledged and left nothing`]
  return []
}

function markerOf(given: string): string {
  const { marker }: { readonly marker?: unknown } = JSON.parse(given)
  return String(marker)
}

/** Of one mailbox there is one lead that is not over; those that could not be read or stored as they were, and were parked, have none. */
function checkPeople(created: readonly SentLead[], left: Left): readonly string[] {
  const without = new Set([
    ...left.decisions.flatMap(({ outcome, leadId }) => (outcome === 'refused' ? [leadId] : [])),
    ...left.events.flatMap(({ kind, leadId }) => (kind === 'lead.parked' ? [leadId] : [])),
  ])
  const open = created.filter(({ command, told }) => {
    const lead = left.leads.get(command.lead.leadId)
    const isOpen = lead?.state === 'assigned' || lead?.state === 'held' || lead?.state === 'parked'
    return told.kind === 'done' && told.isNew && isOpen && !without.has(command.lead.leadId)
  })
  const byMailbox = groupBy(open, ({ command }) => {
    const { email } = command.lead.attributes
    return typeof email === 'string' ? email : null
  })
  return [...byMailbox].flatMap(([email, of]) => {
    const leads = new Set(of.map(({ command }) => command.lead.leadId))
    return leads.size <= 1 ? [] : [`I12: ${email} has ${leads.size} open leads`]
  })
}

/** What was refused made no lead. */
function checkRefused(created: readonly SentLead[], left: Left): readonly string[] {
  return created.flatMap(({ name, command, told }) =>
    told.kind === 'failed' && left.leads.has(command.lead.leadId)
      ? [`I12: ${name} was refused with ${told.code} and is stored`]
      : [],
  )
}

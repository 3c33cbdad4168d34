import { defineCalendar, isOpen, type Owner, type Roster } from '@rightful/engine'
import { lastPart } from './record-id.ts'
import { isFeedMeeting } from './roster-document.ts'
import type { RosterChange, RosterRecords } from './roster-records.ts'

/** An owner who cannot follow leads up from now on, and why. */
export type UnavailableOwner = {
  readonly ownerId: string
  readonly reason: 'removed' | 'deactivated' | 'absent'
}

/** Who can no longer follow leads up once the changes are made: gone, deactivated, or away at this instant by an absence that is new or changed. */
export function unavailableOwners(
  records: RosterRecords,
  changes: readonly RosterChange[],
  { roster, nowMs }: { readonly roster: Roster; readonly nowMs: number },
): readonly UnavailableOwner[] {
  const owners = new Map(roster.owners.map((owner) => [owner.id, owner]))
  const found = new Map<string, UnavailableOwner>()
  for (const { kind, recordId, body } of changes) {
    if (kind === 'owner') {
      const ownerId = lastPart(recordId)
      if (!isActive(records.find(kind, recordId)?.body)) continue
      if (body === null) found.set(ownerId, { ownerId, reason: 'removed' })
      else if (body['active'] === false) found.set(ownerId, { ownerId, reason: 'deactivated' })
    }
    if (kind === 'absence' && body !== null && !isFeedMeeting(body)) {
      const owner = owners.get(String(body['owner']))
      if (owner === undefined || !owner.active || found.has(owner.id) || !isAway(owner, body, nowMs)) continue
      found.set(owner.id, { ownerId: owner.id, reason: 'absent' })
    }
  }
  return [...found.values()]
}

function isActive(body: string | undefined): boolean {
  if (body === undefined) return false
  const { active = true }: { readonly active?: boolean } = JSON.parse(body)
  return active
}

/** Whether this absence covers the instant, whatever the owner's hours are. */
function isAway({ calendar }: Owner, absence: Readonly<Record<string, unknown>>, nowMs: number): boolean {
  const { from, until } = absence
  const absences = [{ from: String(from), until: typeof until === 'string' ? until : null }]
  const alone = defineCalendar({ zone: calendar.zone, hours: 'always', absences })
  return !isOpen(alone, Temporal.Instant.fromEpochMilliseconds(nowMs))
}

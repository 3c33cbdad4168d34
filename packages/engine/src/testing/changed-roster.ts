import type { CalendarSpec } from '../calendar/calendar.ts'
import type { Owner, Pool, Roster } from '../roster/roster.ts'
import type { SavedRosterState } from '../roster/roster-state.ts'
import { countsAllOpen, LEAD_UNITS } from '../balance/pool-snapshot.ts'
import type { RosterChange } from '../trace/roster-changes.ts'

/** A roster and its state, as they would have had to be written for somebody to stand otherwise. */
export type WrittenRoster = { readonly roster: Roster; readonly saved: SavedRosterState }

/**
 * The same roster with one change written into it: another calendar, another membership, other counts. Nothing of a snapshot
 * is touched, so what the engine says would come of the change can be held to what does. `null` where the roster cannot say it.
 */
export function writeChange(written: WrittenRoster, change: RosterChange, nowMs: number): WrittenRoster | null {
  switch (change.kind) {
    case 'more_leads':
      return withLeads(written, change.ownerId, change.leads)
    case 'fewer_leads':
      return withLeads(written, change.ownerId, -change.leads)
    case 'absent':
      return withOwner(written, change.ownerId, ({ calendar }) => ({ calendar: absentFrom(calendar, nowMs) }))
    case 'available':
      return withOwner(written, change.ownerId, ({ calendar }) => ({ calendar: always(calendar) }))
    case 'member':
    case 'active': {
      const freed = withOwner(written, change.ownerId, ({ calendar, active }) => {
        return { active: active || change.kind === 'active', calendar: always(calendar) }
      })
      const pools = freed.roster.pools.map((pool) => withMember(pool, change.ownerId))
      return { ...freed, roster: { ...freed.roster, pools } }
    }
    case 'below_cap':
      return belowCaps(written, change.ownerId)
    case 'has':
      return withOwner(written, change.ownerId, ({ attributes }) => {
        const had = attributes[change.attribute]
        return { attributes: { ...attributes, [change.attribute]: [...(Array.isArray(had) ? had : []), change.value] } }
      })
    case 'not_excluded':
      return null
  }
}

function withOwner(written: WrittenRoster, ownerId: string, change: (owner: Owner) => Partial<Owner>): WrittenRoster {
  const owners = written.roster.owners.map((owner) => (owner.id === ownerId ? { ...owner, ...change(owner) } : owner))
  return { ...written, roster: { ...written.roster, owners } }
}

function always({ zone }: CalendarSpec): CalendarSpec {
  return { zone, hours: 'always' }
}

function absentFrom(calendar: CalendarSpec, nowMs: number): CalendarSpec {
  const from = Temporal.Instant.fromEpochMilliseconds(nowMs).toString()
  return { ...calendar, absences: [...(calendar.absences ?? []), { from, until: null }] }
}

function withMember(pool: Pool, ownerId: string): Pool {
  const members = pool.members.map((member) =>
    member.ownerId === ownerId ? { ...member, fromMs: null, untilMs: null } : member,
  )
  return { ...pool, members }
}

function withLeads({ roster, saved }: WrittenRoster, ownerId: string, leads: number): WrittenRoster {
  const people = saved.people.map((person) =>
    person.ownerId === ownerId ? { ...person, openLeads: Math.max(0, person.openLeads + leads) } : person,
  )
  const pools = saved.pools.map((pool) => {
    const members = pool.standing.members.map((member) =>
      member.ownerId === ownerId ? { ...member, received: member.received + leads * LEAD_UNITS } : member,
    )
    return { ...pool, standing: { ...pool.standing, members } }
  })
  return { roster, saved: { ...saved, people, pools } }
}

/** One lead below each limit: those of the person, which the roster names, and the counts, which the state keeps. */
function belowCaps({ roster, saved }: WrittenRoster, ownerId: string): WrittenRoster {
  const owner = roster.owners.find(({ id }) => id === ownerId)
  const people = saved.people.map((person) => {
    if (person.ownerId !== ownerId || owner === undefined) return person
    const openLimits = [owner.capacity ?? Infinity, ...owner.caps.filter(countsAllOpen).map(({ limit }) => limit)]
    const openLeads = Math.min(person.openLeads, Math.min(...openLimits) - 1)
    const caps = person.caps.map((count, index) => {
      const room = owner.caps[index].limit - 1
      return { ...count, used: Math.min(count.used, room), timesMs: count.timesMs.slice(0, room) }
    })
    return { ...person, openLeads, caps }
  })
  return { roster, saved: { ...saved, people } }
}

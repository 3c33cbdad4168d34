import {
  type Availability,
  countsAllOpen,
  LEAD_UNITS,
  type MemberSnapshot,
  type OwnerSnapshot,
} from '../balance/pool-snapshot.ts'
import type { Value } from '../language/expression.ts'
import type { DecisionInputs } from './decision.ts'

/** One change of the roster's state at the moment of the decision. */
export type RosterChange = { readonly ownerId: string } & (
  | {
      /** Open leads, given by each pool that was read. Counts by day, week and window stay as they were. */
      readonly kind: 'more_leads' | 'fewer_leads'
      readonly leads: number
    }
  | {
      /**
       * `available`: neither absent nor off shift. `member`: that, and a member of each pool that was read. `active`: all of that.
       * A record tells only the first of these that is not so. `below_cap`: below each cap, capacity included.
       */
      readonly kind: 'absent' | 'available' | 'member' | 'active' | 'below_cap' | 'not_excluded'
    }
  | { readonly kind: 'has'; readonly attribute: string; readonly value: Value }
)

/** `owner-07 had one lead more, or were absent, or if owner-01 had one lead fewer`. */
export function changesSentence(changes: readonly RosterChange[]): string {
  return changes
    .map((change, index) => {
      const said = changeText(change)
      if (index === 0) return `${change.ownerId} ${said}`
      return changes[index - 1].ownerId === change.ownerId ? `or ${said}` : `or if ${change.ownerId} ${said}`
    })
    .join(', ')
}

function changeText(change: RosterChange): string {
  switch (change.kind) {
    case 'more_leads':
      return `had ${countText(change.leads)} more`
    case 'fewer_leads':
      return `had ${countText(change.leads)} fewer`
    case 'absent':
      return 'were absent'
    case 'available':
      return 'were at work'
    case 'member':
      return 'were a member and at work'
    case 'active':
      return 'were active, a member and at work'
    case 'below_cap':
      return 'were below every cap'
    case 'not_excluded':
      return 'had not had this lead before'
    case 'has':
      return `had ${JSON.stringify(change.value)} in ${change.attribute}`
  }
}

function countText(count: number): string {
  return count === 1 ? 'one lead' : `${count} leads`
}

/** What a decision would have read, had the roster been so. */
export function changedInputs(inputs: DecisionInputs, change: RosterChange): DecisionInputs {
  const { history } = inputs
  if (change.kind === 'not_excluded') {
    const excludedOwnerIds = history.excludedOwnerIds.filter((ownerId) => ownerId !== change.ownerId)
    return { ...inputs, history: { ...history, excludedOwnerIds } }
  }
  return {
    ...inputs,
    pools: inputs.pools.map((pool) => ({
      ...pool,
      members: pool.members.map((member) =>
        member.ownerId === change.ownerId ? changedMember(member, change) : member,
      ),
    })),
    owners: inputs.owners.map((owner) => (owner.ownerId === change.ownerId ? changedPerson(owner, change) : owner)),
  }
}

function changedMember(member: MemberSnapshot, change: RosterChange): MemberSnapshot {
  const person = changedPerson(member, change)
  const moved = leadsMoved(change)
  const { kind } = member.availability
  // With what balance somebody comes back from an absence is the pool's `on_return` to say, which a record does not hold.
  const isSettled = kind === 'available' || kind === 'off_shift'
  return moved === 0 || !isSettled ? person : { ...person, received: member.received + moved * LEAD_UNITS }
}

function changedPerson<Person extends OwnerSnapshot>(person: Person, change: RosterChange): Person {
  switch (change.kind) {
    case 'more_leads':
    case 'fewer_leads':
      return withOpenLeads(person, Math.max(0, person.openLeads + leadsMoved(change)))
    case 'absent':
      return { ...person, availability: { kind: 'absent', untilMs: null, note: null } }
    case 'available':
      return freedFrom(person, ['absent', 'off_shift'])
    case 'member':
      return freedFrom(person, ['absent', 'off_shift', 'not_a_member'])
    case 'active':
      return freedFrom(person, ['absent', 'off_shift', 'not_a_member', 'inactive'])
    case 'below_cap':
      return belowCaps(person)
    case 'has': {
      const had = person.attributes[change.attribute]
      const list: readonly Value[] = Array.isArray(had) ? had : []
      return { ...person, attributes: { ...person.attributes, [change.attribute]: [...list, change.value] } }
    }
    case 'not_excluded':
      return person
  }
}

function freedFrom<Person extends OwnerSnapshot>(person: Person, kinds: readonly Availability['kind'][]): Person {
  return kinds.includes(person.availability.kind) ? { ...person, availability: { kind: 'available' } } : person
}

function belowCaps<Person extends OwnerSnapshot>(person: Person): Person {
  const openLimits = [person.capacity ?? Infinity, ...person.caps.filter(countsAllOpen).map(({ limit }) => limit)]
  const below = person.caps.map((cap) => ({ ...cap, used: Math.min(cap.used, cap.limit - 1) }))
  return withOpenLeads({ ...person, caps: below }, Math.min(person.openLeads, Math.min(...openLimits) - 1))
}

function withOpenLeads<Person extends OwnerSnapshot>(person: Person, openLeads: number): Person {
  const caps = person.caps.map((cap) => (countsAllOpen(cap) ? { ...cap, used: openLeads } : cap))
  return { ...person, openLeads, caps }
}

function leadsMoved(change: RosterChange): number {
  if (change.kind === 'more_leads') return change.leads
  return change.kind === 'fewer_leads' ? -change.leads : 0
}

import { LEAD_UNITS, type MemberSnapshot, type OwnerSnapshot } from '../balance/pool-snapshot.ts'
import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import type { Value } from '../language/expression.ts'
import { recordedWorld } from '../replay/recorded-world.ts'
import { decideFromInputs } from '../replay/replay-decision.ts'
import type { Decision, DecisionInputs, Outcome, Removal } from './decision.ts'

/** One change of the roster's state at the moment of the decision. */
export type RosterChange =
  | { readonly kind: 'more_leads' | 'fewer_leads'; readonly ownerId: string; readonly leads: number }
  | { readonly kind: 'absent' | 'available' | 'active' | 'below_cap' | 'not_excluded'; readonly ownerId: string }
  | { readonly kind: 'has'; readonly ownerId: string; readonly attribute: string; readonly value: Value }

/** A record taken apart, ready to be decided again. */
export type QuestionedRecord = {
  readonly decision: Decision
  readonly inputs: DecisionInputs
  readonly policy: CompiledPolicy
}

/** How far the counts of leads are moved in search of a flip. */
const LEADS_MOVED_MAX = 5

/** `owner-07 had one lead more`. */
export function rosterChangeSentence(change: RosterChange): string {
  switch (change.kind) {
    case 'more_leads':
      return `${change.ownerId} had ${countText(change.leads)} more`
    case 'fewer_leads':
      return `${change.ownerId} had ${countText(change.leads)} fewer`
    case 'absent':
      return `${change.ownerId} were absent`
    case 'available':
      return `${change.ownerId} were at work`
    case 'active':
      return `${change.ownerId} were active`
    case 'below_cap':
      return `${change.ownerId} were below the cap`
    case 'not_excluded':
      return `${change.ownerId} were not excluded`
    case 'has':
      return `${change.ownerId} had ${JSON.stringify(change.value)} in ${change.attribute}`
  }
}

function countText(count: number): string {
  return count === 1 ? 'one lead' : `${count} leads`
}

/** What comes of a changed roster. */
export type ChangedOutcome =
  | { readonly kind: 'known'; readonly outcome: Outcome }
  /** A pool or person comes in that the decision did not read, so the record cannot tell what they would do. */
  | { readonly kind: 'unread'; readonly place: string }

/** What comes of deciding again with the roster changed in one point. */
export function decideWith(record: QuestionedRecord, change: RosterChange): ChangedOutcome {
  const inputs = changedInputs(record.inputs, change)
  const world = recordedWorld(record.decision, inputs)
  const decided = decideFromInputs({ ...record, inputs, world })
  const unknownBefore = unknownPlaces(record.decision)
  const place = unknownPlaces(decided).find((id) => !unknownBefore.includes(id))
  return place === undefined ? { kind: 'known', outcome: decided.outcome } : { kind: 'unread', place }
}

/** Pools and people that were asked and are not there. */
function unknownPlaces({ roles }: Decision): readonly string[] {
  return roles[0].steps.flatMap((step) => {
    if (step.kind === 'pool') return step.choice.closed === 'unknown_pool' ? [step.choice.poolId] : []
    return step.kind === 'owner' && step.removal?.kind === 'unknown_owner' ? [step.ownerId] : []
  })
}

/** The single changes of the roster that would have given this person the lead, smallest of each kind first. */
export function flipsTo(record: QuestionedRecord, ownerId: string): readonly RosterChange[] {
  const gives = (change: RosterChange): boolean => {
    const changed = decideWith(record, change)
    return changed.kind === 'known' && changed.outcome.kind === 'assigned' && changed.outcome.ownerId === ownerId
  }
  const { outcome } = record.decision
  const pickId = outcome.kind === 'assigned' ? outcome.ownerId : null
  const found: RosterChange[] = []
  const firstOf = (changes: readonly RosterChange[]): void => {
    const change = changes.find(gives)
    if (change !== undefined) found.push(change)
  }
  if (pickId !== null) firstOf(steps('more_leads', pickId))
  if (pickId !== null) firstOf([{ kind: 'absent', ownerId: pickId }])
  firstOf(steps('fewer_leads', ownerId))
  firstOf(liftings(record, ownerId))
  return found
}

function steps(kind: 'more_leads' | 'fewer_leads', ownerId: string): readonly RosterChange[] {
  return Array.from({ length: LEADS_MOVED_MAX }, (_, index) => ({ kind, ownerId, leads: index + 1 }))
}

/** What would lift the removal that this person met. */
export function liftings(record: QuestionedRecord, ownerId: string): readonly RosterChange[] {
  const removals = record.decision.roles[0].steps.flatMap((step) => {
    if (step.kind === 'pool')
      return step.choice.candidates.filter((one) => one.ownerId === ownerId).map((one) => one.removal)
    return step.kind === 'owner' && step.ownerId === ownerId && step.removal?.kind !== 'unknown_owner'
      ? [step.removal]
      : []
  })
  return removals.flatMap((removal) => (removal === null ? [] : liftingOf(removal, ownerId, record.policy)))
}

function liftingOf(removal: Removal, ownerId: string, policy: CompiledPolicy): readonly RosterChange[] {
  switch (removal.kind) {
    case 'absent':
    case 'off_shift':
    case 'not_a_member':
      return [{ kind: 'available', ownerId }]
    case 'inactive':
      return [{ kind: 'active', ownerId }]
    case 'cap':
      return [{ kind: 'below_cap', ownerId }]
    case 'excluded':
      return [{ kind: 'not_excluded', ownerId }]
    case 'bound_elsewhere':
      return []
    case 'require':
      return missingQuality(removal.constraintId, ownerId, policy)
  }
}

/** Only a rule of the form `"gdpr" in owner.certifications` says plainly what a person lacks. */
function missingQuality(constraintId: string, ownerId: string, { policy }: CompiledPolicy): readonly RosterChange[] {
  const constraint = policy.constraints.find((one) => one.id === constraintId)
  if (constraint?.kind !== 'require') return []
  const { expression } = constraint.require
  if (expression.kind !== 'in' || expression.item.kind !== 'constant' || expression.list.kind !== 'symbol') return []
  const attribute = expression.list.symbol.path.replace('owner.', '')
  return [{ kind: 'has', ownerId, attribute, value: expression.item.value }]
}

function changedInputs(inputs: DecisionInputs, change: RosterChange): DecisionInputs {
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
  const person = { ...member, ...changedPerson(member, change) }
  const moved = leadsMoved(change)
  return moved === 0 ? person : { ...person, received: member.received + moved * LEAD_UNITS }
}

function changedPerson<Person extends OwnerSnapshot>(person: Person, change: RosterChange): Person {
  switch (change.kind) {
    case 'more_leads':
    case 'fewer_leads':
      return { ...person, openLeads: Math.max(0, person.openLeads + leadsMoved(change)) }
    case 'absent':
      return { ...person, availability: { kind: 'absent', untilMs: null, note: null } }
    case 'available':
    case 'active':
      return { ...person, availability: { kind: 'available' } }
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

function belowCaps<Person extends OwnerSnapshot>(person: Person): Person {
  const openLeads = person.capacity === null ? person.openLeads : Math.min(person.openLeads, person.capacity - 1)
  return { ...person, openLeads, caps: person.caps.map((cap) => ({ ...cap, used: Math.min(cap.used, cap.limit - 1) })) }
}

function leadsMoved(change: RosterChange): number {
  if (change.kind === 'more_leads') return change.leads
  return change.kind === 'fewer_leads' ? -change.leads : 0
}

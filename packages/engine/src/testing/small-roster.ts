import type { LeadValues } from '../balance/find-removal.ts'
import type { LedgerRow, MemberSnapshot, OwnerSnapshot, PoolSnapshot } from '../balance/pool-snapshot.ts'
import { LEAD_UNITS } from '../balance/pool-snapshot.ts'
import { chooseOwner } from '../balance/choose-owner.ts'
import type { OwnerTest } from '../balance/find-removal.ts'
import type { CalendarSpec } from '../calendar/calendar.ts'
import type { RosterState } from '../roster/roster-state.ts'
import type { Owner, Pool, PoolMember, Roster } from '../roster/roster.ts'
import type { Choice, Decision, Outcome } from '../trace/decision.ts'

const nowhere = { file: 'roster.yaml', line: 1, column: 1 }

/** Open around the clock. */
export const always: CalendarSpec = { zone: 'UTC', hours: 'always' }

export function someone(id: string, over: Partial<Owner> = {}): Owner {
  return {
    id,
    name: id,
    email: null,
    active: true,
    team: null,
    country: null,
    calendar: always,
    holidayRegion: null,
    calendarFeeds: [],
    capacity: null,
    caps: [],
    openLeads: 0,
    attributes: { id },
    place: nowhere,
    ...over,
  }
}

export function seatFor(ownerId: string, weight = 1, over: Partial<PoolMember> = {}): PoolMember {
  return { ownerId, weight, fromMs: null, untilMs: null, received: 0, ...over }
}

export function poolOf(id: string, members: readonly PoolMember[], over: Partial<Pool> = {}): Pool {
  return {
    id,
    name: id,
    active: true,
    strategy: 'fair_share',
    onReturn: { kind: 'level' },
    respectHours: true,
    calendar: null,
    caps: [],
    countBound: false,
    members,
    place: nowhere,
    ...over,
  }
}

export function rosterOf(owners: readonly Owner[], pools: readonly Pool[], over: Partial<Roster> = {}): Roster {
  return { name: 'test', hash: 'test', owners, pools, restrictions: [], ...over }
}

export function person(ownerId: string, over: Partial<OwnerSnapshot> = {}): OwnerSnapshot {
  return {
    ownerId,
    name: ownerId,
    availability: { kind: 'available' },
    caps: [],
    openLeads: 0,
    capacity: null,
    lastAssignedMs: null,
    attributes: {},
    ...over,
  }
}

export function memberSnapshot(ownerId: string, over: Partial<MemberSnapshot> = {}): MemberSnapshot {
  return { ...person(ownerId), weight: 1, received: 0, ...over }
}

export function poolSnapshot(members: readonly MemberSnapshot[], over: Partial<PoolSnapshot> = {}): PoolSnapshot {
  return {
    poolId: 'pool',
    strategy: 'fair_share',
    active: true,
    respectHours: true,
    availability: { kind: 'available' },
    caps: [],
    members,
    ...over,
  }
}

/** The record of one lead that went to somebody, as short as `apply` needs it. */
export function assignment(of: {
  readonly leadId: string
  readonly atMs: number
  readonly ownerId: string
  readonly poolId: string | null
  readonly by?: (Outcome & { readonly kind: 'assigned' })['by']
  readonly ledger?: readonly LedgerRow[]
}): Decision {
  const { leadId, atMs, ownerId, poolId, by = 'pool' } = of
  const outcome: Outcome = { kind: 'assigned', ownerId, poolId, by }
  const row = { ownerId, atMs, amount: LEAD_UNITS, kind: 'lead' as const, leadId, reason: null }
  return {
    decisionId: `decision of ${leadId}`,
    leadId,
    atMs,
    detail: 'brief',
    policy: { name: 'test', hash: 'test', version: null },
    rosterHash: null,
    outcome,
    routeId: null,
    ruleId: null,
    plan: null,
    missing: [],
    roles: [{ role: 'owner', outcome, steps: [] }],
    clocks: [],
    ledger: of.ledger ?? (poolId === null ? [] : [{ ...row, poolId }]),
    inputs: null,
  }
}

/** Lets one pool give one lead, and takes it up. Returns the choice. */
export function giveLead(
  state: RosterState,
  lead: {
    readonly poolId: string
    readonly leadId: string
    readonly atMs: number
    readonly requires?: readonly OwnerTest[]
    readonly values?: LeadValues
  },
): Choice | null {
  const pool = state.at(lead.atMs).pool(lead.poolId)
  if (pool === null) return null
  const { leadId, atMs, poolId, requires, values } = lead
  const choice = chooseOwner({ pool, leadId, requires, values })
  if (choice.ownerId !== null) state.apply(assignment({ leadId, atMs, poolId, ownerId: choice.ownerId }), values)
  return choice
}

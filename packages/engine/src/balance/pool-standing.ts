import { type Fraction, scaleRounded } from './exact-fraction.ts'
import type { LedgerRow } from './pool-snapshot.ts'

/** Steps of a pool's clock in one LEAD_UNIT for each unit of weight: fine enough that what rounding loses never counts. */
export const CLOCK_STEPS = 100_000

/** Where one member of a pool stands. Plain data; `JSON.stringify` and back gives the same. */
export type MemberStanding = {
  readonly ownerId: string
  readonly weight: number
  /** The balance of the member's ledger in this pool, in LEAD_UNITS. */
  readonly received: number
  /** Leads alone (given, bound, handed over, rejected), without what settling moved; in LEAD_UNITS. */
  readonly leads: number
  /** The member's exact share of the leads given while they were here, in clock steps × weight. */
  readonly share: number
  /**
   * How much of what they are owed (above 0) or ahead (below 0) somebody meant: credits and debits, leads bound by
   * account, what a return left them. In LEAD_UNITS. Clamping never takes it away; being served does.
   */
  readonly granted: number
  /** `off_shift`: merely out of hours. `away`: absent, inactive, or not a member. */
  readonly presence: 'here' | 'off_shift' | 'away'
  /** The pool's clock up to which an off-shift member's balance has been carried; `null` unless `off_shift`. */
  readonly leftAt: number | null
}

/** A pool's rotation as it was last settled, with every lead since. Plain data: it is what has to be stored. */
export type PoolStanding = {
  readonly poolId: string
  /** Leads given for each unit of weight that was here, in CLOCK_STEPS; it never goes back, whoever comes and goes. */
  readonly clock: number
  /** Leads given to those here since the clock was last set, in LEAD_UNITS. */
  readonly given: number
  /** The pool's last known virtual time: received ÷ weight of those here; `null` before there was a member. */
  readonly time: Fraction | null
  readonly members: readonly MemberStanding[]
}

type Draft<Value> = { -readonly [Key in keyof Value]: Value[Key] }

/** A member's standing while it is being changed. */
export type MemberDraft = Draft<MemberStanding>

/** A standing while it is being changed, by whoever owns it alone. */
export type PoolDraft = Omit<Draft<PoolStanding>, 'members'> & { members: MemberDraft[] }

/** A pool's ledger before its first row. */
export function openStanding(poolId: string): PoolStanding {
  return { poolId, clock: 0, given: 0, time: null, members: [] }
}

export function draftOf(standing: PoolStanding): PoolDraft {
  return { ...standing, members: standing.members.map((member) => ({ ...member })) }
}

export function newMember(ownerId: string, weight: number): MemberDraft {
  return { ownerId, weight, received: 0, leads: 0, share: 0, granted: 0, presence: 'away', leftAt: null }
}

/**
 * Enters one row that a lead or a person caused; a member's balance changes here and in settling, nowhere else. The
 * pool has to be settled at the row's instant first: a lead counts as progress for those who are here.
 * `known` is the member's own standing in this draft, where the caller has it at hand.
 */
export function enterRow(draft: PoolDraft, row: LedgerRow, known?: MemberDraft): void {
  const member = known ?? memberOf(draft, row.ownerId)
  member.received += row.amount
  switch (row.kind) {
    case 'lead':
    case 'bound_lead':
      member.leads += row.amount
      if (row.kind === 'bound_lead') member.granted -= row.amount
      // The clock counts what those here were given; a lead for somebody who is not here is no progress of theirs.
      if (member.presence === 'here') draft.given += row.amount
      else member.share += row.amount * CLOCK_STEPS
      break
    case 'hand_over':
      member.leads += row.amount
      member.granted -= row.amount
      break
    case 'rejected':
      member.leads += row.amount
      member.granted -= row.amount
      takeBackShare(draft, member, row.amount)
      break
    case 'joined':
    case 'returned':
    case 'left':
    case 'reweighed':
    case 'clamped':
      break
  }
}

function memberOf(draft: PoolDraft, ownerId: string): MemberDraft {
  const found = draft.members.find((member) => member.ownerId === ownerId)
  if (found !== undefined) return found
  // Somebody may hold a lead of a pool they never were in: their rows count, and they stay away.
  const added = newMember(ownerId, 1)
  draft.members.push(added)
  return added
}

/** A lead that turned out to be none was nobody's share: it is taken back from those here, by weight. */
function takeBackShare(draft: PoolDraft, holder: MemberDraft, amount: number): void {
  const here = draft.members.filter((member) => member.presence === 'here')
  const weight = here.reduce((sum, member) => sum + member.weight, 0)
  if (weight === 0) holder.share += amount * CLOCK_STEPS
  else
    for (const member of here)
      member.share += scaleRounded(amount * CLOCK_STEPS, { numerator: member.weight, denominator: weight })
}

/** Takes the pool's time from those who are here; with nobody here it stays what it last was. */
export function readTime(draft: PoolDraft): void {
  const time = timeOf(draft)
  if (time !== null) draft.time = time
}

/** Received ÷ weight of those here; `null` when nobody is. */
function timeOf({ members }: PoolDraft): Fraction | null {
  let weight = 0
  let received = 0
  for (const member of members) {
    if (member.presence !== 'here') continue
    weight += member.weight
    received += member.received
  }
  return weight === 0 ? null : { numerator: received, denominator: weight }
}

/** Brings clock, shares and time up to the last lead, which has to be done before anybody comes, goes or changes weight. */
export function windClock(draft: PoolDraft): void {
  const time = timeOf(draft)
  if (time === null) return
  draft.time = time
  if (draft.given === 0) return
  const steps = scaleRounded(draft.given, { numerator: CLOCK_STEPS, denominator: time.denominator })
  draft.clock += steps
  draft.given = 0
  for (const member of draft.members) if (member.presence === 'here') member.share += member.weight * steps
}

/** What a member would stand at if they came back now: their balance with the time out of hours carried forward. */
export function carriedBalance(member: MemberStanding, clock: number): number {
  if (member.leftAt === null) return member.received
  return member.received + scaleRounded(member.weight, { numerator: clock - member.leftAt, denominator: CLOCK_STEPS })
}

/** What a member is owed, in LEAD_UNITS, rounded; below 0: how far ahead they are. */
export function lagOf(member: Pick<MemberStanding, 'weight' | 'received'>, time: Fraction): number {
  return scaleRounded(member.weight, time) - member.received
}

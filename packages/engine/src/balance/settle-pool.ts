import { clampAtLeaving, clampLags } from './clamp-lags.ts'
import { type Fraction, scaleRounded, scaleUp } from './exact-fraction.ts'
import type { Availability, LedgerRow, OnReturn, Strategy } from './pool-snapshot.ts'
import { balanceAfterAbsence } from './return-balance.ts'
import {
  type MemberDraft,
  type PoolDraft,
  type PoolStanding,
  carriedBalance,
  draftOf,
  lagOf,
  newMember,
  readTime,
  windClock,
} from './pool-standing.ts'

/** A pool as the roster has it now: who is in it, with what weight, and whether they can be given a lead. */
export type PoolRoll = {
  readonly strategy: Strategy
  readonly onReturn: OnReturn
  readonly respectHours: boolean
  readonly members: readonly RollEntry[]
}

export type RollEntry = {
  readonly ownerId: string
  readonly weight: number
  /** Opening balance in LEAD_UNITS; counts only when the pool's ledger begins. */
  readonly received: number
  readonly availability: Availability
}

/** Rows written by settling have no lead. */
export type RowSink = (row: LedgerRow) => void

/**
 * Settles who left and who came back since the pool was last settled: the new standing and the ledger rows that led
 * to it. It is asked before each choice; when nobody came or went it changes nothing. Rules, with worked figures:
 * docs/reference/balancing.md. Pure: the given standing stays as it is.
 *
 * Balances are whole thousandths. Where a rule asks for a fraction (the pool's mean), it is rounded to the nearest
 * thousandth, or up where rounding down would owe somebody more than the rule says: each settlement moves a person by
 * less than one thousandth of a lead.
 */
export function settlePool(
  standing: PoolStanding,
  roll: PoolRoll,
  nowMs: number,
): { readonly standing: PoolStanding; readonly rows: readonly LedgerRow[] } {
  const draft = draftOf(standing)
  const rows: LedgerRow[] = []
  settleDraft(draft, roll, { nowMs, onRow: (row) => rows.push(row) })
  return { standing: draft, rows }
}

/** The same, changing the draft itself: for whoever keeps standings in memory. */
export function settleDraft(
  draft: PoolDraft,
  roll: PoolRoll,
  on: { readonly nowMs: number; readonly onRow: RowSink },
): void {
  const settling = { draft, roll, on }
  if (draft.members.length === 0 && draft.time === null) return openLedger(settling)
  const entries = lineUp(draft, roll)
  // Asking twice must come to the same as asking once, down to the rounding of the clock.
  if (!isUnchanged(draft, roll, entries)) settleChanges(settling, entries)
  if (roll.strategy === 'fair_share') clampPool(draft, on)
  else readTime(draft)
}

/** The roll beside the draft: by place among the draft's members their entry, where the roll has one, and whoever the draft does not have. */
type LinedUp = { readonly entries: readonly (RollEntry | undefined)[]; readonly newcomers: readonly RollEntry[] }

function lineUp({ members }: PoolDraft, roll: PoolRoll): LinedUp {
  // Nearly always both have the same people in the same order, which is seen sooner than they are looked up.
  const isInStep =
    members.length === roll.members.length &&
    members.every((member, place) => member.ownerId === roll.members[place]?.ownerId)
  if (isInStep) return { entries: roll.members, newcomers: [] }
  const byOwner = new Map(roll.members.map((entry) => [entry.ownerId, entry]))
  const known = new Set(members.map((member) => member.ownerId))
  return {
    entries: members.map((member) => byOwner.get(member.ownerId)),
    newcomers: roll.members.filter((entry) => !known.has(entry.ownerId)),
  }
}

function isUnchanged({ members }: PoolDraft, roll: PoolRoll, { entries, newcomers }: LinedUp): boolean {
  for (let place = 0; place < members.length; place += 1) {
    const member = members[place]
    const entry = entries[place]
    if (member.presence !== presenceIn(entry, roll) || (entry !== undefined && entry.weight !== member.weight))
      return false
  }
  return newcomers.length === 0
}

function presenceIn(entry: RollEntry | undefined, roll: PoolRoll): Presence {
  return entry === undefined ? 'away' : presenceOf(entry.availability, roll.respectHours)
}

function settleChanges(settling: Settling, { entries, newcomers }: LinedUp): void {
  const { draft, roll } = settling
  windClock(draft)
  const returners: Returner[] = []
  for (let place = 0; place < draft.members.length; place += 1) {
    const member = draft.members[place]
    const entry = entries[place]
    if (entry !== undefined) reweigh(settling, member, entry.weight)
    const presence = presenceIn(entry, roll)
    if (member.presence === 'away' && presence !== 'away') returners.push({ member, presence })
    else moveByHours(settling, member, presence)
  }
  readTime(draft)
  // Those who come back from absence are placed against everyone else who is here, so they cannot shift their own measure.
  const { time } = draft
  for (const returner of returners) placeReturner(settling, returner, time)
  for (const entry of newcomers) placeNewcomer(settling, entry, time)
}

/** Clamps what every settlement clamps, on its own: after a lead, when nobody came or went. Returns whether it changed anything. */
export function clampPool(draft: PoolDraft, on: { readonly nowMs: number; readonly onRow: RowSink }): boolean {
  readTime(draft)
  return clampLags(draft, ({ ownerId }, amount, kind) => write({ draft, on }, { ownerId, amount, kind }))
}

type Settling = {
  readonly draft: PoolDraft
  readonly roll: PoolRoll
  readonly on: { readonly nowMs: number; readonly onRow: RowSink }
}
type Presence = MemberDraft['presence']
type Returner = { readonly member: MemberDraft; readonly presence: Presence }

/** The presence that an availability means for a pool. */
export function presenceOf(availability: Availability, respectHours: boolean): Presence {
  switch (availability.kind) {
    case 'available':
      return 'here'
    case 'off_shift':
      return respectHours ? 'off_shift' : 'here'
    case 'absent':
    case 'inactive':
    case 'not_a_member':
      return 'away'
  }
}

/** The first settlement: opening balances count as meant, so nothing of them is clamped away. */
function openLedger(settling: Settling): void {
  const { draft, roll } = settling
  if (roll.members.length === 0) return
  let received = 0
  let weight = 0
  for (const entry of roll.members) {
    received += entry.received
    weight += entry.weight
    const member = newMember(entry.ownerId, entry.weight)
    draft.members.push(member)
    setPresence(draft, member, presenceOf(entry.availability, roll.respectHours))
    adjust(settling, member, { to: entry.received, kind: 'joined' })
  }
  draft.time = { numerator: received, denominator: weight }
  for (const member of draft.members) member.granted = lagOf(member, draft.time)
  readTime(draft)
}

/** Keeps what the member is owed in leads, so that nobody else's standing moves. */
function reweigh(settling: Settling, member: MemberDraft, weight: number): void {
  if (member.weight === weight) return
  const { time } = settling.draft
  carryForward(settling, member)
  const earlier = member.weight
  member.weight = weight
  if (time === null) return
  const lag = scaleRounded(earlier, time) - member.received
  // Someone who is not here is no part of the mean: against the others alone the same lag looks larger the more they weigh.
  const others = time.denominator
  const kept =
    member.presence === 'here' ? lag : scaleRounded(lag, { numerator: others + weight, denominator: others + earlier })
  adjust(settling, member, { to: scaleRounded(weight, time) - kept, kind: 'reweighed' })
}

/** A member who was here or out of hours and is not coming back from an absence. */
function moveByHours(settling: Settling, member: MemberDraft, presence: Presence): void {
  if (member.presence === presence) return
  const { draft } = settling
  if (member.presence === 'off_shift') carryForward(settling, member)
  else if (presence === 'off_shift') {
    clampAtLeaving(draft, member, ({ ownerId }, amount, kind) => write(settling, { ownerId, amount, kind }))
  }
  setPresence(draft, member, presence)
}

/** What was given while a member was out of hours was not for them: their balance moves on with the pool's clock. */
function carryForward(settling: Settling, member: MemberDraft): void {
  if (member.leftAt === null) return
  const { clock } = settling.draft
  adjust(settling, member, { to: carriedBalance(member, clock), kind: 'returned' })
  member.leftAt = clock
}

function placeReturner(settling: Settling, { member, presence }: Returner, time: Fraction | null): void {
  if (time !== null) {
    const level = scaleUp(member.weight, time)
    adjust(settling, member, { to: balanceAfterAbsence(member, settling.roll.onReturn, level), kind: 'returned' })
    // What the pool's rule leaves them is meant for them; being ahead was not granted by coming back.
    member.granted = Math.max(level - member.received, Math.min(member.granted, 0))
  }
  setPresence(settling.draft, member, presence)
}

/** New members join level, here or not: what was given before them was never theirs. */
function placeNewcomer(settling: Settling, entry: RollEntry, time: Fraction | null): void {
  const { draft, roll } = settling
  const member = newMember(entry.ownerId, entry.weight)
  draft.members.push(member)
  if (time !== null) adjust(settling, member, { to: scaleUp(member.weight, time), kind: 'joined' })
  setPresence(draft, member, presenceOf(entry.availability, roll.respectHours))
}

function setPresence(draft: PoolDraft, member: MemberDraft, presence: Presence): void {
  member.presence = presence
  member.leftAt = presence === 'off_shift' ? draft.clock : null
}

function adjust(
  settling: Settling,
  member: MemberDraft,
  { to, kind }: { readonly to: number; readonly kind: LedgerRow['kind'] },
): void {
  const amount = to - member.received
  if (amount === 0) return
  member.received = to
  write(settling, { ownerId: member.ownerId, amount, kind })
}

function write(
  { draft, on }: Pick<Settling, 'draft' | 'on'>,
  { ownerId, amount, kind }: Pick<LedgerRow, 'ownerId' | 'amount' | 'kind'>,
): void {
  on.onRow({ poolId: draft.poolId, ownerId, amount, kind, atMs: on.nowMs, leadId: null, reason: null })
}

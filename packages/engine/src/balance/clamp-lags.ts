import { scaleRounded } from './exact-fraction.ts'
import { LEAD_UNITS, type LedgerRow } from './pool-snapshot.ts'
import { type MemberDraft, type PoolDraft, lagOf } from './pool-standing.ts'

/**
 * What a member who is seldom eligible can be owed, and how far the only one eligible can get ahead, in LEAD_UNITS.
 *
 * When everybody may take every lead nobody is ever a whole lead off, so this never touches them. When hard rules
 * or caps keep leads from somebody, what they miss would otherwise add up without end, and the first lead they may take
 * would start a flood. Three leads leave enough room to even out what chance brings and to catch up.
 */
export const LAG_MAX = 3 * LEAD_UNITS

/** How far beyond its limit a lag goes before it is clamped, so that a row is written for whole leads, not for each fraction. */
export const LAG_SLACK = LEAD_UNITS

type OnClamp = (member: MemberDraft, amount: number, kind: LedgerRow['kind']) => void

/** Takes away what members who are here are owed or ahead beyond the limits; `draft.time` has to be theirs. Returns whether anybody was. */
export function clampLags(draft: PoolDraft, onClamp: OnClamp): boolean {
  const { time } = draft
  if (time === null || !isAnyoneBeyond(draft, time.numerator / time.denominator)) return false
  const here = draft.members.filter((member) => member.presence === 'here')
  const level = levelWithin(here, time.numerator / time.denominator)
  let received = 0
  for (const member of here) {
    const lag = member.weight * level - member.received
    const amount = Math.round(lag - withinLimits(member, lag))
    member.received += amount
    received += member.received
    if (amount !== 0) onClamp(member, amount, 'clamped')
  }
  draft.time = { numerator: received, denominator: time.denominator }
  return true
}

function isAnyoneBeyond(draft: PoolDraft, level: number): boolean {
  let isBeyond = false
  for (const member of draft.members) {
    if (member.presence !== 'here') continue
    const lag = member.weight * level - member.received
    if (member.granted !== 0) useUpGrant(member, Math.round(lag))
    if ((lag > LAG_MAX || lag < -LAG_MAX) && Math.abs(lag - withinLimits(member, lag)) > LAG_SLACK) isBeyond = true
  }
  return isBeyond
}

function withinLimits({ granted }: MemberDraft, lag: number): number {
  return lag > 0 ? Math.min(lag, Math.max(LAG_MAX, granted)) : Math.max(lag, Math.min(-LAG_MAX, granted))
}

/**
 * The pool's time once everybody's lag is within the limits. To clamp one member moves the mean that all are measured by, so
 * the time is sought at which the clamped lags add up to nothing, as lags do; they grow with it, by the weight of those within
 * their limits. The first guesses follow that line, each to a little beyond where it leads, so that the time is soon closed in from
 * both sides; halving finds what is left.
 */
function levelWithin(here: readonly MemberDraft[], guess: number): number {
  let low = Infinity
  let high = -Infinity
  for (const { weight, received, granted } of here) {
    low = Math.min(low, (received + Math.min(-LAG_MAX, granted)) / weight)
    high = Math.max(high, (received + Math.max(LAG_MAX, granted)) / weight)
  }
  const beyond = (Math.abs(low) + Math.abs(high)) * 4 * Number.EPSILON
  let level = guess
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (tries >= GUESSES || !(level > low && level < high)) level = low + (high - low) / 2
    // Neighbouring numbers have nothing between them.
    if (level <= low || level >= high) break
    let sum = 0
    let slope = 0
    for (const member of here) {
      const lag = member.weight * level - member.received
      const kept = withinLimits(member, lag)
      sum += kept
      if (kept === lag) slope += member.weight
    }
    if (sum < 0) low = level
    else high = level
    level += (sum < 0 ? beyond : -beyond) - sum / slope
  }
  return high
}

const GUESSES = 8

/** Enough to halve any range of balances below a millionth of a LEAD_UNIT. */
const TRIES = 64

/** A grant is what was meant for them, and it is used up as they are served: it never exceeds their lag. */
function useUpGrant(member: MemberDraft, lag: number): void {
  if (member.granted > 0) member.granted = Math.max(0, Math.min(member.granted, lag))
  else member.granted = Math.min(0, Math.max(member.granted, lag))
}

/**
 * What a member takes along when leaving is at most one lead owed or ahead, but for what was granted. The pool's time moves
 * along, so that whoever leaves next is measured by what is left.
 */
export function clampAtLeaving(draft: PoolDraft, member: MemberDraft, onClamp: OnClamp): void {
  const { time } = draft
  if (time === null || time.denominator <= member.weight) return
  const lag = lagOf(member, time)
  const kept =
    lag > 0 ? Math.min(lag, Math.max(LEAD_UNITS, member.granted)) : Math.max(lag, Math.min(-LEAD_UNITS, member.granted))
  if (lag === kept) return
  // The member's own balance is part of the mean it is measured by, so the balance moves further than the lag.
  const amount = scaleRounded(lag - kept, {
    numerator: time.denominator,
    denominator: time.denominator - member.weight,
  })
  member.received += amount
  draft.time = { numerator: time.numerator + amount, denominator: time.denominator }
  onClamp(member, amount, 'left')
}

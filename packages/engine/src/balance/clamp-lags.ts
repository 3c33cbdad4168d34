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

/** Takes away what a member is owed or ahead beyond the limits, as rows of kind `clamped`. Returns whether anybody was. */
export function clampLags(draft: PoolDraft, onRow: (row: Pick<LedgerRow, 'ownerId' | 'amount' | 'kind'>) => void): boolean {
  const { time } = draft
  if (time === null) return false
  let hasClamped = false
  const perWeight = time.numerator / time.denominator
  for (const member of draft.members) {
    if (member.presence !== 'here') continue
    // A rough look first: exact figures are needed only for the few who are far off.
    const roughLag = member.weight * perWeight - member.received
    if (member.granted !== 0) useUpGrant(member, Math.round(roughLag))
    if (roughLag < LAG_MAX && roughLag > -LAG_MAX) continue
    const lag = lagOf(member, time)
    const limit = lag > 0 ? Math.max(LAG_MAX, member.granted) : Math.min(-LAG_MAX, member.granted)
    if (Math.abs(lag - limit) <= LAG_SLACK || Math.abs(lag) < Math.abs(limit)) continue
    const amount = scaleRounded(member.weight, time) - limit - member.received
    member.received += amount
    hasClamped = true
    onRow({ ownerId: member.ownerId, amount, kind: 'clamped' })
  }
  return hasClamped
}

/** A grant is what was meant for them, and it is used up as they are served: it never exceeds their lag. */
export function useUpGrant(member: MemberDraft, lag: number): void {
  if (member.granted > 0) member.granted = Math.max(0, Math.min(member.granted, lag))
  else member.granted = Math.min(0, Math.max(member.granted, lag))
}

import { scaleUp } from './exact-fraction.ts'
import { LEAD_UNITS, type OnReturn } from './pool-snapshot.ts'
import { CLOCK_STEPS, type MemberStanding, type PoolStanding, carriedBalance } from './pool-standing.ts'

/**
 * The balance that a member who is not here would come back with at this moment. Snapshots show it, so that looking
 * ahead compares people as they will stand, and "what if they were at work" answers as settling would.
 */
export function returnBalances(standing: PoolStanding, onReturn: OnReturn): (member: MemberStanding) => number {
  const { time } = standing
  const clock = standing.clock + (time === null ? 0 : (standing.given * CLOCK_STEPS) / time.denominator)
  return (member) => {
    if (member.presence === 'off_shift') return carriedBalance(member, Math.round(clock))
    if (member.presence === 'here' || time === null) return member.received
    return balanceAfterAbsence(member, onReturn, scaleUp(member.weight, time))
  }
}

/** What the pool's `on_return` leaves a member who was away; `level` is the balance of one who stands level with the pool. */
export function balanceAfterAbsence(
  member: Pick<MemberStanding, 'received'>,
  onReturn: OnReturn,
  level: number,
): number {
  switch (onReturn.kind) {
    case 'level':
      return Math.max(member.received, level)
    case 'capped':
      return Math.max(member.received, level - onReturn.leads * LEAD_UNITS)
    case 'full':
      return member.received
  }
}

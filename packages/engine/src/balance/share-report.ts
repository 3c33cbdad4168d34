import { LEAD_UNITS, type Strategy } from './pool-snapshot.ts'
import { CLOCK_STEPS, type PoolStanding, draftOf, windClock } from './pool-standing.ts'

/** How one member fared, in leads (thousandths are exact). */
export type MemberShare = {
  readonly ownerId: string
  readonly weight: number
  /** Leads given, bound and handed over to them, less those handed on or rejected. */
  readonly received: number
  /** What exact division would have given them: weight ÷ weight of those here, of every lead that came while they were here. */
  readonly exactShare: number
  /** Received less exact share: above 0, they got more. */
  readonly difference: number
}

/** How fairly a pool's leads were divided. */
export type ShareReport = {
  readonly poolId: string
  readonly strategy: Strategy
  readonly received: number
  /** By owner id. */
  readonly members: readonly MemberShare[]
  /**
   * 1 − ½ × Σ |difference| ÷ leads: the part of the leads that went where exact division would have sent them, from 0 to 1.
   * It is the complement of the Hoover index (Hoover, 1936). `null` when no lead was given, and for
   * pools that do not divide by share. Whole leads cannot be divided, so a few leads among many people stay below 1.
   */
  readonly parity: number | null
}

/**
 * The figures of one pool since its ledger began. Time out of hours and absences are reckoned with: leads that came then
 * are nobody's missed share. Leads that only some could take count in full, so hard rules and caps show as differences.
 */
export function shareReport(standing: PoolStanding, strategy: Strategy = 'fair_share'): ShareReport {
  const draft = draftOf(standing)
  windClock(draft)
  const members = draft.members.map(({ ownerId, weight, leads, share }): MemberShare => {
    const received = leads / LEAD_UNITS
    const exactShare = Math.round(share / CLOCK_STEPS) / LEAD_UNITS
    return {
      ownerId,
      weight,
      received,
      exactShare,
      difference: Math.round((received - exactShare) * LEAD_UNITS) / LEAD_UNITS,
    }
  })
  members.sort((a, b) => (a.ownerId < b.ownerId ? -1 : Number(a.ownerId > b.ownerId)))
  const received = members.reduce((sum, member) => sum + member.received, 0)
  const parity = strategy === 'fair_share' ? parityOf(members) : null
  return { poolId: standing.poolId, strategy, received, members, parity }
}

/** The parity of leads divided among members, as in `ShareReport`: from 0 to 1; `null` when no lead was given. */
export function parityOf(members: readonly Pick<MemberShare, 'received' | 'difference'>[]): number | null {
  const received = members.reduce((sum, member) => sum + member.received, 0)
  const misplaced = members.reduce((sum, member) => sum + Math.abs(member.difference), 0) / 2
  return received > 0 ? Math.max(0, 1 - misplaced / received) : null
}

import { type Fraction, compareFractions } from './exact-fraction.ts'
import { LEAD_UNITS, type MemberSnapshot, type Strategy } from './pool-snapshot.ts'
import { hashLead, tieHash } from './tie-hash.ts'

/** What a pool's members are compared by for one lead. */
export type Contest = {
  readonly strategy: Strategy
  /** fair_share: total received over total weight of those now available; `null` when nobody is, and for other strategies. */
  readonly poolTime: Fraction | null
  /** least_loaded: whether open leads are set against capacity, which needs one for every member. */
  readonly isByCapacity: boolean
  readonly leadHash: number
}

/** A person in the running. One object may be filled again and again, so that comparing many people allocates nothing. */
export type Contender = {
  member: MemberSnapshot
  /** fair_share: not ahead of the pool. Other strategies: always. */
  isDue: boolean
  /** What the strategy compares, as a fraction; smaller is sooner. */
  numerator: number
  denominator: number
  /** The tie-break, made when it is first needed; −1 until then. */
  hash: number
}

/** The first instant there is, before every assignment: someone who never had a lead has waited longest. */
export const NEVER_MS = -8_640_000_000_000_000

/** most_spare: the figure of somebody without a limit, who has more to spare than anybody with one. */
export const UNLIMITED = Number.MIN_SAFE_INTEGER

export function openContest(
  pool: { readonly strategy: Strategy; readonly members: readonly MemberSnapshot[] },
  leadId: string,
  isAvailable: (member: MemberSnapshot) => boolean,
): Contest {
  const { strategy, members } = pool
  return {
    strategy,
    poolTime: strategy === 'fair_share' ? poolTimeOf(members, isAvailable) : null,
    isByCapacity: strategy === 'least_loaded' && members.every((member) => member.capacity !== null),
    leadHash: hashLead(leadId),
  }
}

/** The weighted mean of what these members received per weight; `null` when there is nobody. */
export function poolTimeOf<Member extends { readonly weight: number; readonly received: number }>(
  members: readonly Member[],
  isAvailable: (member: Member) => boolean,
): Fraction | null {
  let received = 0
  let weight = 0
  for (const member of members) {
    if (!isAvailable(member)) continue
    received += member.received
    weight += member.weight
  }
  return weight === 0 ? null : { numerator: received, denominator: weight }
}

export function newContender(contest: Contest, member: MemberSnapshot): Contender {
  const contender = { member, isDue: true, numerator: 0, denominator: 1, hash: -1 }
  enter(contest, contender, member)
  return contender
}

/** Fills the contender with this member's figures. */
export function enter(contest: Contest, contender: Contender, member: MemberSnapshot): void {
  contender.member = member
  contender.hash = -1
  contender.denominator = 1
  switch (contest.strategy) {
    case 'fair_share':
      contender.isDue = isDue(member, contest.poolTime)
      contender.numerator = member.received + LEAD_UNITS
      contender.denominator = member.weight
      break
    case 'least_loaded':
      contender.numerator = member.openLeads
      // A capacity of nothing cannot be divided by; such a person is removed before they are compared.
      if (contest.isByCapacity) contender.denominator = Math.max(member.capacity ?? 1, 1)
      break
    case 'longest_idle':
      contender.numerator = member.lastAssignedMs ?? NEVER_MS
      break
    case 'most_spare':
      contender.numerator = member.capacity === null ? UNLIMITED : member.openLeads - member.capacity
      break
  }
}

function isDue(member: MemberSnapshot, poolTime: Fraction | null): boolean {
  if (poolTime === null) return true
  return compareFractions({ numerator: member.received, denominator: member.weight }, poolTime) <= 0
}

/** The figure a record keeps; `null` where the person stands before every figure: never assigned, or without a limit. */
export function recordedScore({ strategy }: Contest, { member, numerator, denominator }: Contender): Fraction | null {
  if (strategy === 'longest_idle' && member.lastAssignedMs === null) return null
  if (strategy === 'most_spare' && member.capacity === null) return null
  return { numerator, denominator }
}

/** Below zero when `a` comes before `b`. People are never level: the last resort is their id. */
export function compareContenders(contest: Contest, a: Contender, b: Contender): number {
  const byScore = compareScores(a, b)
  if (byScore !== 0) return byScore
  const byIdle = (a.member.lastAssignedMs ?? NEVER_MS) - (b.member.lastAssignedMs ?? NEVER_MS)
  if (byIdle !== 0) return byIdle
  if (a.hash === -1) a.hash = tieHash(contest.leadHash, a.member.ownerId)
  if (b.hash === -1) b.hash = tieHash(contest.leadHash, b.member.ownerId)
  if (a.hash !== b.hash) return a.hash - b.hash
  return a.member.ownerId < b.member.ownerId ? -1 : Number(a.member.ownerId > b.member.ownerId)
}

/** What put `a` before `b`. */
export function decidedBy(a: Contender, b: Contender): 'score' | 'longest_unassigned' | 'hash' {
  if (compareScores(a, b) !== 0) return 'score'
  return a.member.lastAssignedMs === b.member.lastAssignedMs ? 'hash' : 'longest_unassigned'
}

/** Earliest eligible virtual deadline first (Stoica and Abdel-Wahab, 1995): who is not ahead, then whose lead is due first. */
function compareScores(a: Contender, b: Contender): number {
  if (a.isDue !== b.isDue) return a.isDue ? -1 : 1
  return compareFractions(a, b)
}

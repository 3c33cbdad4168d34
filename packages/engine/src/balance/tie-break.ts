import { NEVER_MS } from './contest.ts'
import type { MemberSnapshot } from './pool-snapshot.ts'
import { hashLead, tieHash } from './tie-hash.ts'

/** Tells level members apart for one lead, with the hashes made so far; most picks need none. */
export type TieBreak = {
  readonly leadId: string
  leadHash: number | null
  bestHash: number | null
  challengerHash: number | null
}

export function openTieBreak(leadId: string): TieBreak {
  return { leadId, leadHash: null, bestHash: null, challengerHash: null }
}

/** Whether the member goes before the best so far: the tie-breaks of `compareContenders`. */
export function winsTie(tie: TieBreak, member: MemberSnapshot, best: MemberSnapshot): boolean {
  if (member.lastAssignedMs !== best.lastAssignedMs) {
    return (member.lastAssignedMs ?? NEVER_MS) < (best.lastAssignedMs ?? NEVER_MS)
  }
  return winsByHash(tie, member, best)
}

/** The same for two who were last given a lead at the same instant, or never. */
export function winsByHash(tie: TieBreak, member: MemberSnapshot, best: MemberSnapshot): boolean {
  tie.leadHash ??= hashLead(tie.leadId)
  tie.bestHash ??= tieHash(tie.leadHash, best.ownerId)
  tie.challengerHash = tieHash(tie.leadHash, member.ownerId)
  return tie.challengerHash === tie.bestHash ? member.ownerId < best.ownerId : tie.challengerHash < tie.bestHash
}

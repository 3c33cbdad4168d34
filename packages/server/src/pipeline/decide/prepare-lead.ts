import { type AccountMatch, matchAccount, type NormalisedLead, normaliseLead, type RawLead } from '@rightful/engine'
import type { DeskMemory } from '../desk/memory.ts'

/** A lead that was read and matched, and what it was read and matched by. */
export type PreparedLead = {
  readonly lead: NormalisedLead
  readonly match: AccountMatch
  readonly policyVersion: number
  readonly accountsVersion: number
}

/** What preparing reads: a policy's fields and the accounts. */
export type PreparedBy = Pick<DeskMemory, 'policy' | 'accounts'>

/** Normalises and matches a lead. Pure, so that it is done while the lead waits for its desk. */
export function prepareLead({ policy, accounts }: PreparedBy, raw: RawLead): PreparedLead {
  const lead = normaliseLead(policy.schema, raw)
  const match = matchAccount(accounts.index, lead.identity)
  return { lead, match, policyVersion: policy.version, accountsVersion: accounts.version }
}

/** Whether what was prepared still holds at the desk. */
export function isPreparedBy(prepared: PreparedLead, { policy, accounts }: PreparedBy): boolean {
  return prepared.policyVersion === policy.version && prepared.accountsVersion === accounts.version
}

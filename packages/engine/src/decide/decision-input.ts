import type { AccountMatch } from '../match/account.ts'
import type { NormalisedLead } from '../normalise/lead.ts'
import type { LeadHistory } from '../trace/lead-history.ts'
import type { World } from './world.ts'

/** What one evaluation is about. Times are epoch milliseconds: the engine never reads a clock. */
export type DecisionInput = {
  /** Made by the caller, so that a decision can be looked up when its commit's outcome is unknown. */
  readonly decisionId: string
  readonly lead: NormalisedLead
  readonly match: AccountMatch
  readonly world: World
  readonly nowMs: number
  /** Left out: a lead that came in just now. */
  readonly history?: LeadHistory
  /** The current owner stays when they could still be chosen. */
  readonly keepOwner?: boolean
  /** Somebody gives the lead to this person by hand: routes, balance and hours do not count, hard rules, absences and caps do. */
  readonly byHand?: string
  /** The version number to name in the record. */
  readonly policyVersion?: number
  /** `full` (default) records everything that was read and asked; `brief` only the outcome, and is fast. */
  readonly detail?: 'full' | 'brief'
}

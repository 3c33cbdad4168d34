import { type Decision, MAIN_ROLE, type Removal } from '@rightful/engine'
import { countMove } from '../decide/lead-history.ts'
import { mainAssignment } from '../decide/owned-lead.ts'
import type { Batch } from '../desk/batch.ts'
import type { CommandResult } from '../desk/command.ts'
import { isClosed, type StoredLead } from '../desk/stored-lead.ts'
import { done, redecide, settleAttempt } from './redecide-lead.ts'

/** Who gets the lead, and why. */
export type ByHandAsk = { readonly ownerId: string; readonly reason: string; readonly cause: 'by_hand' | 'claimed' }

/**
 * Gives a lead to somebody by hand. Hard rules and caps hold for people as they do for policies; hours do not. From one owner
 * to another it is a hand-over, which the ledger of the pool settles between them.
 */
export function assignByHand(batch: Batch, lead: StoredLead, ask: ByHandAsk): CommandResult {
  const { leadId } = lead
  if (isClosed(lead)) return { kind: 'failed', code: 'lead_closed', details: { lead: leadId } }
  if (!batch.memory.roster.owners.some(({ id }) => id === ask.ownerId)) {
    return { kind: 'failed', code: 'owner_not_found', details: { owner: ask.ownerId } }
  }
  const held = mainAssignment(lead)
  if (held?.ownerId === ask.ownerId) return done(batch, lead, { stayed: 'same_owner' })
  const attempt = redecide(batch, lead, { cause: ask.cause, byHand: ask.ownerId })
  if (attempt.kind === 'failed') return { kind: 'failed', code: 'internal_error', details: { lead: leadId } }
  const { decision } = attempt.decided
  if (decision.outcome.kind !== 'assigned') return notEligible(decision, ask.ownerId)
  const moves = held === null ? lead.moves : countMove(lead, 'by_hand')
  const handOver = held === null ? null : { fromOwnerId: held.ownerId, poolId: held.poolId, reason: ask.reason }
  return settleAttempt(batch, {
    lead: { ...lead, moves },
    attempt,
    cause: ask.cause,
    ...(handOver === null ? {} : { handOver }),
  })
}

function notEligible(decision: Decision, ownerId: string): CommandResult {
  const steps = decision.roles.find(({ role }) => role === MAIN_ROLE)?.steps ?? []
  const removal = steps.findLast((step) => step.kind === 'owner')?.removal ?? null
  const details = { owner: ownerId, because: removal === null ? decision.outcome.kind : becauseOf(removal) }
  return { kind: 'failed', code: removal?.kind === 'cap' ? 'capacity_reached' : 'owner_not_eligible', details }
}

function becauseOf(removal: Removal | { readonly kind: 'unknown_owner' }): string {
  if (removal.kind === 'require') return `require ${removal.constraintId}`
  return removal.kind === 'bound_elsewhere' ? `bound to ${removal.ownerId}` : removal.kind
}

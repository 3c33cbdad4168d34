import type { HoldReason, Outcome } from './decision.ts'

/** `assigned to owner-07, pool dach-ent`; `held in triage (no route is true)`; `refused: do_not_contact`. */
export function outcomeSentence(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'assigned':
      return assignedSentence(outcome)
    case 'held':
      return `held in ${outcome.queue} (${holdReasonText(outcome.reason)})`
    case 'refused':
      return `refused: ${outcome.reason}`
  }
}

function assignedSentence({ ownerId, poolId, by }: Outcome & { readonly kind: 'assigned' }): string {
  const pool = poolId === null ? '' : `, pool ${poolId}`
  switch (by) {
    case 'pool':
      return `assigned to ${ownerId}${pool}`
    case 'bound':
      return `assigned to ${ownerId}, to whom the lead is bound`
    case 'named':
      return `assigned to ${ownerId}, named by the policy`
    case 'hand':
      return `assigned to ${ownerId}${pool} by hand`
    case 'look_ahead':
      return `assigned to ${ownerId}${pool}, who can take it soon`
    case 'kept':
      return `stays with ${ownerId}${pool}`
  }
}

/** Why a lead has no owner yet, in a few words. */
export function holdReasonText(reason: HoldReason): string {
  return holdReasonTexts[reason]
}

const holdReasonTexts = {
  unmatched: 'no route is true',
  incomplete: 'attributes are missing',
  nobody_eligible: 'nobody can take it now',
  waiting_for_attributes: 'waiting for attributes',
  constraints_leave_nobody: 'the hard rules leave nobody',
  error: 'deciding failed',
} as const satisfies Record<HoldReason, string>

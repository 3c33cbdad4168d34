import type { Decision, LeadHistory } from '@rightful/engine'
import { newId } from '../../platform/ids/new-id.ts'
import { parkLead, viewOf, writeLead } from '../commit/write-lead.ts'
import { type HandOver, writeOutcome } from '../commit/write-outcome.ts'
import { attemptDecision, type DecisionAttempt } from '../decide/attempt-decision.ts'
import { decideLead } from '../decide/decide-lead.ts'
import { leadHistory } from '../decide/lead-history.ts'
import type { PreparedLead } from '../decide/prepare-lead.ts'
import type { Batch } from '../desk/batch.ts'
import type { CommandResult } from '../desk/command.ts'
import type { StoredLead } from '../desk/stored-lead.ts'
import { prepare } from '../intake/prepare-command.ts'

/** Why and how a stored lead is decided again. */
export type RedecideAsk = {
  readonly cause: string
  readonly excluded?: readonly string[]
  readonly keepOwner?: boolean
  readonly byHand?: string
  readonly history?: Partial<LeadHistory>
}

/** Decides a stored lead again, on what was given for it. Nothing is written yet. */
export function redecide(batch: Batch, lead: StoredLead, ask: RedecideAsk): DecisionAttempt {
  const preparation = prepareStored(batch, lead)
  if (preparation.kind === 'failed') return preparation
  const { prepared } = preparation
  return attemptDecision(() =>
    decideLead(batch, {
      decisionId: newId(),
      prepared,
      history: { ...leadHistory(lead, ask.excluded), ...ask.history },
      keepOwner: ask.keepOwner ?? false,
      byHand: ask.byHand ?? null,
    }),
  )
}

/** A stored lead made ready by the policy and accounts of the batch. One whose person was erased has only what is kept of it. */
export function prepareStored(
  { memory }: Batch,
  { leadId, priority, given, attributes }: StoredLead,
): { readonly kind: 'ready'; readonly prepared: PreparedLead } | { readonly kind: 'failed'; readonly error: string } {
  return prepare(memory, { id: leadId, priority, attributes: given ?? attributes })
}

/** A decided attempt made real, or the lead parked; writes the lead's row. */
export function settleAttempt(
  batch: Batch,
  of: {
    readonly lead: StoredLead
    readonly attempt: DecisionAttempt
    readonly cause: string
    readonly handOver?: HandOver
  },
): CommandResult {
  const { lead, attempt, cause, handOver } = of
  if (attempt.kind === 'failed') {
    // A lead that somebody owns stays with them: what failed is only the change.
    const parked = lead.ownerId === null ? parkLead(batch, lead, attempt.error) : { ...lead, version: batch.version }
    return done(batch, parked, null)
  }
  const { decided } = attempt
  const { match, values } = decided.reading
  const accountId = match.kind === 'matched' ? match.account.id : null
  const before = { ...lead, accountId, attributes: values }
  return done(
    batch,
    writeOutcome(batch, { lead: before, decided, cause, handOver: handOver ?? null }),
    decided.decision,
  )
}

/** Writes the row of a lead that was known, and answers with the decision, or with why nothing changed. */
export function done(
  batch: Batch,
  lead: StoredLead,
  came: Decision | { readonly stayed: string } | null,
): CommandResult {
  writeLead(batch, lead)
  const view = viewOf(lead)
  if (came !== null && 'stayed' in came)
    return { kind: 'done', lead: view, decision: null, isNew: false, stayed: came.stayed }
  return { kind: 'done', lead: view, decision: came, isNew: false, stayed: null }
}

import type { Batch } from '../desk/batch.ts'
import type { CommandResult, IncomingLead } from '../desk/command.ts'
import type { StoredLead } from '../desk/stored-lead.ts'
import { keyTable } from '../commit/tables.ts'
import { parkLead, viewOf, writeLead, writePerson } from '../commit/write-lead.ts'
import { writeOutcome } from '../commit/write-outcome.ts'
import { attemptDecision } from '../decide/attempt-decision.ts'
import { decideLead } from '../decide/decide-lead.ts'
import { leadHistory } from '../decide/lead-history.ts'
import type { LeadKey } from '../intake/lead-keys.ts'
import type { Preparation } from '../intake/prepare-command.ts'
import { newId } from '../../platform/ids/new-id.ts'

/** A new lead at the desk. */
export type CreateAsk = {
  readonly lead: IncomingLead
  readonly preparation: Preparation
  readonly keys: readonly LeadKey[]
  /** How long it has waited for the desk, measured on the node's steady clock. */
  readonly waitedMs: number
}

/** Stores a new lead and decides it; one that cannot be decided is parked. */
export function createLead(batch: Batch, ask: CreateAsk): CommandResult {
  const { lead: incoming, preparation, keys } = ask
  const fresh = freshLead(batch, ask)
  writePerson(batch, fresh)
  writeKeys(batch, incoming.leadId, keys)
  if (preparation.kind === 'failed') {
    return finish(batch, parkLead(batch, fresh, preparation.error), null)
  }
  const { prepared } = preparation
  const { match } = prepared
  const lead = { ...fresh, accountId: match.kind === 'matched' ? match.account.id : null }
  const asked = { decisionId: newId(), prepared, history: leadHistory(lead), keepOwner: false, byHand: null }
  const attempt = attemptDecision(() => decideLead(batch, asked))
  if (attempt.kind === 'failed') return finish(batch, parkLead(batch, lead, attempt.error), null)
  const { decided } = attempt
  const stored = writeOutcome(batch, {
    lead: { ...lead, attributes: decided.reading.values },
    decided,
    cause: 'new',
    handOver: null,
  })
  return finish(batch, stored, decided.decision)
}

/** Notes by what a lead is found again. */
export function writeKeys(batch: Batch, leadId: string, keys: readonly LeadKey[]): void {
  for (const { kind, key, fingerprint } of keys) {
    batch.rows.add(keyTable, { kind, key, lead_id: leadId, version: batch.version, fingerprint })
  }
}

function freshLead({ version, nowMs }: Batch, { lead, waitedMs }: CreateAsk): StoredLead {
  return {
    leadId: lead.leadId,
    version,
    state: 'held',
    priority: lead.priority,
    lane: lead.lane,
    importId: lead.importId,
    ownerId: null,
    poolId: null,
    routeId: null,
    accountId: null,
    decisionId: null,
    receivedAtMs: Math.floor(nowMs - waitedMs),
    assignedAtMs: null,
    touchedAtMs: null,
    closedAtMs: null,
    seed: null,
    given: lead.attributes,
    attributes: {},
    moves: {},
    assignments: [],
    clocks: [],
    hold: null,
  }
}

function finish(
  batch: Batch,
  lead: StoredLead,
  decision: (CommandResult & { kind: 'done' })['decision'],
): CommandResult {
  writeLead(batch, lead)
  return { kind: 'done', lead: viewOf(lead), decision, isNew: true, stayed: null }
}

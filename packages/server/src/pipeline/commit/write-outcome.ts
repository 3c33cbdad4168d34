import type { EventPayload } from '@rightful/contract'
import { type Decision, MAIN_ROLE, type Outcome, outcomeSentence } from '@rightful/engine'
import { isoTimeOrNull } from '../../platform/clock/iso-time.ts'
import type { DecidedLead } from '../decide/decide-lead.ts'
import { recordOf } from '../decide/decision-record.ts'
import { mainAssignment, ownedLead } from '../decide/owned-lead.ts'
import { type Batch, noteFreed, noteRoom } from '../desk/batch.ts'
import type { LeadState } from '../desk/command.ts'
import type { StoredLead } from '../desk/stored-lead.ts'
import { endClocks, startClocks } from './write-clocks.ts'
import { assignmentTable, decisionTable, holdTable } from './tables.ts'

/** A decision to make real, of a lead as it stands after the change that led to it. */
export type OutcomeAsk = {
  readonly lead: StoredLead
  readonly decided: DecidedLead
  /** Why it was decided: `new`, `retry`, `changed`, `breached:first_touch`, `by_hand` … */
  readonly cause: string
  /** Somebody handed it over by hand: the ledger settles it between the two. */
  readonly handOver: HandOver | null
}

/** From whom a lead goes to its new owner, and in whose pool it was. */
export type HandOver = { readonly fromOwnerId: string; readonly poolId: string | null; readonly reason: string }

/**
 * Takes a decision up in the state and writes all that follows from it: assignments, ledger, clocks, hold, events. Returns
 * the lead as it stands then; the caller writes its row.
 */
export function writeOutcome(batch: Batch, ask: OutcomeAsk): StoredLead {
  const { lead, cause, decided } = ask
  writeDecision(batch, decided, cause)
  const decision = ask.handOver === null ? decided.decision : handedOver(batch, decided.decision, ask.handOver)
  if (ask.handOver === null) {
    endLosers(batch, lead, { decision, cause })
    batch.memory.state.apply(decision)
  } else handOver(batch, { lead, decision }, ask.handOver)
  startRoles(batch, lead, decision)
  const { outcome } = decision
  const hold = writeHold(batch, lead, { ...decided, decision })
  const clocks = outcome.kind === 'assigned' && outcome.by === 'kept' ? lead.clocks : turnClocks(batch, lead, decision)
  const after = { ...lead, ...standing(batch, lead, decision), hold, clocks }
  tellOutcome(batch, lead, { decision, cause })
  return after
}

/** The lead's own figures after the decision. */
function standing(batch: Batch, lead: StoredLead, { outcome, decisionId, routeId }: Decision): Partial<StoredLead> {
  const { nowMs, version } = batch
  const isKept = outcome.kind === 'assigned' && outcome.by === 'kept'
  return {
    version,
    state: stateAfter(outcome),
    ownerId: outcome.kind === 'assigned' ? outcome.ownerId : null,
    poolId: outcome.kind !== 'assigned' ? null : isKept ? lead.poolId : outcome.poolId,
    routeId,
    decisionId,
    assignedAtMs: outcome.kind !== 'assigned' ? null : isKept ? lead.assignedAtMs : nowMs,
    // A new owner has not followed up yet.
    touchedAtMs: isKept ? lead.touchedAtMs : null,
    closedAtMs: outcome.kind === 'refused' ? nowMs : null,
  }
}

function stateAfter(outcome: Outcome): LeadState {
  return outcome.kind
}

function writeDecision(batch: Batch, { decision, reading }: DecidedLead, cause: string): void {
  const { outcome } = decision
  const { policy, accounts } = batch.memory
  const record = recordOf(decision, reading, { schema: policy.schema, accountsVersion: accounts.version })
  batch.rows.add(decisionTable, {
    decision_id: decision.decisionId,
    lead_id: decision.leadId,
    version: batch.version,
    position: batch.nextPosition(),
    cause,
    policy_version: policy.version,
    roster_version: batch.memory.rosterVersion,
    outcome: outcome.kind,
    reason: outcome.kind === 'assigned' ? outcome.by : outcome.reason,
    owner_id: outcome.kind === 'assigned' ? outcome.ownerId : null,
    pool_id: outcome.kind === 'assigned' ? outcome.poolId : null,
    route_id: decision.routeId,
    at: decision.atMs,
    record: JSON.stringify(record),
  })
}

/**
 * What a hand-over makes of its decision: it is about the main role alone, and within a pool the lead stays one of that
 * pool's leads. The record keeps the decision as it was made.
 */
function handedOver(batch: Batch, decision: Decision, { poolId }: HandOver): Decision {
  const { outcome } = decision
  if (outcome.kind !== 'assigned') return decision
  const pool = batch.memory.roster.pools.find(({ id }) => id === poolId)
  const isMember = pool?.members.some(({ ownerId }) => ownerId === outcome.ownerId) === true
  const given: Outcome = { ...outcome, poolId: isMember ? poolId : null }
  const roles = decision.roles.filter(({ role }) => role === MAIN_ROLE).map((role) => ({ ...role, outcome: given }))
  return { ...decision, outcome: given, roles }
}

/** The main role goes over; nobody else loses or gains a role by it. */
function handOver(
  batch: Batch,
  { lead, decision }: { readonly lead: StoredLead; readonly decision: Decision },
  { fromOwnerId, poolId, reason }: HandOver,
): void {
  const { outcome, inputs } = decision
  if (outcome.kind !== 'assigned') return
  const held = mainAssignment(lead)
  const owned = held === null ? { ownerId: fromOwnerId, poolId } : ownedLead(held)
  // Its owner may have kept it when it came into another segment; whoever has it next is asked by that one.
  const valuesNow = inputs === null ? undefined : { ...inputs.derived, ...inputs.values }
  const of = { ...owned, valuesNow, leadId: lead.leadId, atMs: batch.nowMs }
  batch.memory.state.handOver(of, outcome.ownerId, reason)
  batch.endedAssignments.push({ leadId: lead.leadId, role: MAIN_ROLE, reason: 'handed_over' })
  noteFreed(batch, { ownerId: fromOwnerId, poolId })
}

/** Whoever had a role and does not keep it loses the lead, and has one open lead fewer. */
function endLosers(
  batch: Batch,
  lead: StoredLead,
  { decision, cause }: { readonly decision: Decision; readonly cause: string },
): void {
  for (const held of lead.assignments) {
    if (held.toMs !== null) continue
    const outcome = decision.roles.find(({ role }) => role === held.role)?.outcome
    if (outcome?.kind === 'assigned' && outcome.by === 'kept') continue
    batch.endedAssignments.push({ leadId: lead.leadId, role: held.role, reason: cause })
    batch.memory.state.close(ownedLead(held))
    noteFreed(batch, held)
    // What ruled them out may have been for this once, as a breach does: tried again, the lead itself may go back to them.
    if (decision.outcome.kind === 'held') noteRoom(batch, held.ownerId)
  }
}

function startRoles(batch: Batch, lead: StoredLead, decision: Decision): void {
  for (const { role, outcome } of decision.roles) {
    if (outcome.kind !== 'assigned' || outcome.by === 'kept') continue
    batch.touchedPeople.add(outcome.ownerId)
    batch.rows.add(assignmentTable, {
      lead_id: lead.leadId,
      role,
      from_version: batch.version,
      owner_id: outcome.ownerId,
      pool_id: outcome.poolId,
      decision_id: decision.decisionId,
      assigned_by: outcome.by,
      from_at: batch.nowMs,
    })
  }
  for (const { poolId } of decision.ledger) batch.touchedPools.add(poolId)
}

/** Time alone changes nothing sooner: a lead that was tried just now is not tried again at once. */
const RETRY_AFTER_MS = 1000

function laterThan(nowMs: number, atMs: number | null): number | null {
  return atMs === null || atMs > nowMs ? atMs : nowMs + RETRY_AFTER_MS
}

/** Notes why and until when a lead waits, or that it waits no longer. */
export function writeHold(batch: Batch, lead: StoredLead, { decision, askedPlaces }: DecidedLead): StoredLead['hold'] {
  const { outcome } = decision
  if (outcome.kind !== 'held') {
    if (lead.hold !== null) batch.liftedHolds.push(lead.leadId)
    return null
  }
  const { queue, reason } = outcome
  const retryAtMs = laterThan(batch.nowMs, outcome.retryAtMs)
  const sinceMs = lead.receivedAtMs
  const triedBefore = lead.hold === null || lead.hold.reason === 'error' ? 0 : lead.hold.attempts
  const attempts = triedBefore + 1
  batch.rows.add(holdTable, {
    lead_id: lead.leadId,
    version: batch.version,
    queue,
    reason,
    priority: lead.priority,
    since: sinceMs,
    held_at: batch.nowMs,
    retry_at: retryAtMs,
    pool_ids: askedPlaces,
    attempts,
    error: null,
  })
  return { queue, reason, sinceMs, heldMs: batch.nowMs, retryMs: retryAtMs, attempts }
}

/** A new owner's clocks start, and what ran for the one before ends. */
function turnClocks(batch: Batch, lead: StoredLead, decision: Decision): StoredLead['clocks'] {
  const { outcome } = decision
  if (outcome.kind === 'refused') {
    endClocks(batch, lead, { reason: 'refused' })
    return []
  }
  const running =
    outcome.kind === 'assigned'
      ? endClocks(batch, lead, { reason: 'reassigned', assignment: 'met' })
      : endClocks(batch, lead, { reason: 'reassigned', keep: 'assignment' })
  return [...running, ...startClocks(batch, lead, decision)]
}

function tellOutcome(
  batch: Batch,
  lead: StoredLead,
  { decision, cause }: { readonly decision: Decision; readonly cause: string },
): void {
  const { outcome, decisionId: decision_id } = decision
  const { leadId, ownerId: previous_owner_id } = lead
  switch (outcome.kind) {
    case 'assigned': {
      // Who keeps a lead has heard of it.
      if (outcome.by === 'kept') return
      const { ownerId } = outcome
      const body = givenBody(decision, outcome)
      if (previous_owner_id === null) batch.tell({ kind: 'lead.assigned', leadId, ownerId, body })
      else batch.tell({ kind: 'lead.reassigned', leadId, ownerId, body: { ...body, previous_owner_id, cause } })
      return
    }
    case 'held': {
      const { queue, reason, retryAtMs } = outcome
      const body = { decision_id, queue, reason, retry_at: isoTimeOrNull(retryAtMs), previous_owner_id }
      batch.tell({ kind: 'lead.held', leadId, ownerId: null, body })
      return
    }
    case 'refused': {
      const body = { decision_id, reason: outcome.reason, previous_owner_id }
      batch.tell({ kind: 'lead.refused', leadId, ownerId: null, body })
    }
  }
}

function givenBody(
  { decisionId, routeId, roles, clocks }: Decision,
  outcome: Outcome & { readonly kind: 'assigned' },
): EventPayload<'lead.assigned'> {
  return {
    decision_id: decisionId,
    owner_id: outcome.ownerId,
    pool_id: outcome.poolId,
    route_id: routeId,
    assigned_by: outcome.by,
    reason: outcomeSentence(outcome),
    roles: roles.flatMap(({ role, outcome: of }) =>
      role !== MAIN_ROLE && of.kind === 'assigned' ? [{ role, owner_id: of.ownerId, pool_id: of.poolId }] : [],
    ),
    clocks: clocks.map(({ name, dueAtMs }) => ({ name, due_at: isoTimeOrNull(dueAtMs) })),
  }
}

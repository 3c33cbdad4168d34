import type { DecisionDetail, DecisionSummary, LeadDetail, LeadResult, LeadSummary } from '@rightful/contract'
import { leadDetail, RoutingError } from '@rightful/contract'
import { type Decision, MAIN_ROLE, outcomeSentence } from '@rightful/engine'
import { isoTime, isoTimeOrNull } from '../../platform/clock/iso-time.ts'
import { type Answer, json } from '../../platform/http/answer.ts'
import { etagOf } from '../../platform/http/etag.ts'
import { decisionOf } from '../decide/read.ts'
import type { CommandResult, LeadView } from '../desk/read.ts'
import type { DecisionRow, LeadDetailRow, StoredDecisionRow } from './queries.ts'

/** What an answer tells of a decision. */
export type ToldDecision = Pick<Decision, 'outcome' | 'roles' | 'clocks'>

type Done = CommandResult & { readonly kind: 'done' }

/** What came of a command, or the failure it came to, thrown. */
export function requireDone(result: CommandResult): Done {
  if (result.kind === 'done') return result
  // A lead of another workspace answers exactly like one that was never there.
  if (result.code === 'lead_not_found') throw new RoutingError('lead_not_found')
  throw new RoutingError(result.code, result.details)
}

/** The answer to a command: 201 for a lead that was unknown, 200 otherwise, with the lead's ETag. */
export function answerCommand({ lead, isNew, stayed }: Done, decision: ToldDecision | null, isPost = false): Answer {
  const isCreated = isPost && isNew
  const body = leadResultOf(lead, decision, { isNew: isCreated, stayed })
  const headers = { ETag: etagOf(lead.version) }
  return isCreated ? json(201, body, { ...headers, Location: `/v1/leads/${lead.leadId}` }) : json(200, body, headers)
}

function leadResultOf(
  lead: LeadView,
  decision: ToldDecision | null,
  { isNew, stayed }: { readonly isNew: boolean; readonly stayed: string | null },
): LeadResult {
  return {
    ...leadSummaryOf(lead),
    reason: decision === null ? stateSentence(lead) : outcomeSentence(decision.outcome),
    is_new: isNew,
    stayed,
    roles: (decision?.roles ?? []).flatMap(({ role, outcome }) =>
      role === MAIN_ROLE || outcome.kind !== 'assigned'
        ? []
        : [{ role, owner_id: outcome.ownerId, pool_id: outcome.poolId }],
    ),
    clocks: (decision?.clocks ?? []).map(({ name, targetSeconds, hours, dueAtMs, zone }) => ({
      name,
      target_seconds: targetSeconds,
      hours,
      due_at: isoTimeOrNull(dueAtMs),
      zone,
    })),
  }
}

/** How a lead stands, where no decision tells it. */
function stateSentence({ state, ownerId, poolId }: LeadView): string {
  switch (state) {
    case 'assigned':
      return `assigned to ${ownerId ?? 'nobody'}${poolId === null ? '' : `, pool ${poolId}`}`
    case 'parked':
      return 'parked: deciding it failed; it is stored and tried again by itself'
    case 'held':
    case 'refused':
    case 'converted':
    case 'disqualified':
    case 'withdrawn':
      return state
  }
}

/** A lead as it is answered. */
export function leadSummaryOf(lead: LeadView): LeadSummary {
  return {
    lead_id: lead.leadId,
    version: lead.version,
    state: lead.state,
    priority: lead.priority,
    owner_id: lead.ownerId,
    pool_id: lead.poolId,
    route_id: lead.routeId,
    account_id: lead.accountId,
    decision_id: lead.decisionId,
    received_at: isoTime(lead.receivedAtMs),
    assigned_at: isoTimeOrNull(lead.assignedAtMs),
    touched_at: isoTimeOrNull(lead.touchedAtMs),
    closed_at: isoTimeOrNull(lead.closedAtMs),
  }
}

/** A lead with all that is known of it, as it is answered. */
export function leadDetailOf(row: LeadDetailRow): LeadDetail {
  const { given, attributes, assignments, clocks, hold } = row
  return leadDetail.parse({ ...leadSummaryOf(row), given, attributes, assignments, clocks, hold })
}

/** A decision in a list, as it is answered. */
export function decisionSummaryOf(row: DecisionRow): DecisionSummary {
  return {
    decision_id: row.decisionId,
    lead_id: row.leadId,
    cause: row.cause,
    outcome: row.outcome,
    reason: row.reason,
    owner_id: row.ownerId,
    pool_id: row.poolId,
    route_id: row.routeId,
    policy_version: row.policyVersion,
    roster_version: row.rosterVersion,
    at: isoTime(row.atMs),
  }
}

/** A decision with its record, as it is answered. */
export function decisionDetailOf(row: StoredDecisionRow): DecisionDetail {
  const record = decisionOf(row)
  return { ...decisionSummaryOf(row), sentence: outcomeSentence(record.outcome), record }
}

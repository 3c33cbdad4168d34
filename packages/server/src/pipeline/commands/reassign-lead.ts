import { MAIN_ROLE, planReassignment, type ReassignmentEvent, type ReassignmentPlan } from '@rightful/engine'
import { viewOf } from '../commit/write-lead.ts'
import { countMove, leadHistory } from '../decide/lead-history.ts'
import { absenceOf } from '../desk/absence-of.ts'
import { mainAssignment } from '../decide/owned-lead.ts'
import type { Batch } from '../desk/batch.ts'
import type { CommandResult, ReassignGround } from '../desk/command.ts'
import { isClosed, type StoredLead } from '../desk/stored-lead.ts'
import { done, redecide, settleAttempt } from './redecide-lead.ts'

/** A lead that changes owners so often within a day is in a loop, and stays where it is whatever the policy says. */
export const MOVES_A_DAY_MAX = 20
const DAY_MS = 86_400_000

/** What happened, and what has to hold still. */
export type ReassignAsk = { readonly event: ReassignmentEvent; readonly ifStill: ReassignGround | null }

type Move = ReassignmentPlan & { readonly kind: 'reassign' }
type Stay = { readonly kind: 'stay'; readonly because: string; readonly retryAtMs: number | null }

/** Something happened to a lead that somebody owns: by the policy's rules it moves, or stays and the answer says why. */
export function reassignLead(batch: Batch, lead: StoredLead, ask: ReassignAsk): CommandResult {
  const { event, ifStill } = ask
  if (isClosed(lead)) return { kind: 'failed', code: 'lead_closed', details: { lead: lead.leadId } }
  const held = mainAssignment(lead)
  if (held === null) return { kind: 'failed', code: 'not_assigned', details: { lead: lead.leadId } }
  if (ifStill !== null && !holdsStill(lead, ifStill)) return unmoved(lead, 'superseded')
  if (event.kind === 'owner_unavailable' && absenceOf(batch, held.ownerId) === null) return unmoved(lead, 'available')
  const plan = planMove(batch, lead, event)
  return plan.kind === 'stay' ? unmoved(lead, plan.because, plan.retryAtMs) : move(batch, lead, { plan, event })
}

/** The same for a lead whose row is to be written whatever comes of it. */
export function moveByRules(batch: Batch, lead: StoredLead, event: ReassignmentEvent): CommandResult {
  const plan = planMove(batch, lead, event)
  return plan.kind === 'stay' ? done(batch, lead, { stayed: plan.because }) : move(batch, lead, { plan, event })
}

function holdsStill(lead: StoredLead, ground: ReassignGround): boolean {
  if (ground.kind === 'clock') {
    return lead.clocks.some(({ name, fromVersion }) => name === ground.name && fromVersion === ground.fromVersion)
  }
  const held = mainAssignment(lead)
  return held?.ownerId === ground.ownerId && held.fromVersion === ground.fromVersion
}

/** A lead that stays as it is: its row is not written, so that nobody's version of it goes stale. */
function unmoved(lead: StoredLead, stayed: string, retryAtMs: number | null = null): CommandResult {
  const came = { kind: 'done', lead: viewOf(lead), decision: null, isNew: false, stayed } as const
  return retryAtMs === null ? came : { ...came, retryAtMs }
}

function planMove(batch: Batch, lead: StoredLead, event: ReassignmentEvent): Move | Stay {
  const history = leadHistory(lead)
  const policy = batch.memory.policy.policy.policy
  const assignedAtMs = mainAssignment(lead)?.fromMs ?? batch.nowMs
  const plan = planReassignment(policy, event, { history, assignedAtMs, nowMs: batch.nowMs })
  const moved = movesWithinDay(batch, lead)
  if (plan.kind === 'stay' || moved < MOVES_A_DAY_MAX) return plan
  const body = { cause: plan.cause, moved_count: moved }
  batch.tell({ kind: 'lead.stayed', leadId: lead.leadId, ownerId: lead.ownerId, body })
  return { kind: 'stay', because: 'moved_too_often', retryAtMs: null }
}

/** How often the lead went to somebody else in the last 24 hours, by whatever cause. */
function movesWithinDay({ nowMs }: Batch, { assignments }: StoredLead): number {
  const main = assignments.filter(({ role }) => role === MAIN_ROLE)
  return main.slice(1).filter(({ fromMs }) => fromMs > nowMs - DAY_MS).length
}

function move(
  batch: Batch,
  stored: StoredLead,
  { plan, event }: { readonly plan: Move; readonly event: ReassignmentEvent },
): CommandResult {
  const lead = { ...stored, version: batch.version }
  const { excludedOwnerIds: excluded, keepOwner, cause } = plan
  const attempt = redecide(batch, lead, { cause, excluded, keepOwner })
  if (attempt.kind === 'failed') return settleAttempt(batch, { lead, attempt, cause })
  const { outcome } = attempt.decided.decision
  // Nobody is worse than somebody slow: a breach alone never takes a lead from its owner into a queue.
  if (event.kind === 'breached' && outcome.kind === 'held') return unmoved(stored, 'nobody_else')
  const isKept = outcome.kind === 'assigned' && outcome.by === 'kept'
  const moves = isKept ? lead.moves : countMove(lead, cause)
  return settleAttempt(batch, { lead: { ...lead, moves }, attempt, cause })
}

import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import type { ClockSetting, Decision, Outcome, RoleDecision, TraceStep } from '../trace/decision.ts'
import type { LeadHistory } from '../trace/lead-history.ts'
import { assignmentRows } from './assignment-rows.ts'
import type { DecisionInput } from './decision-input.ts'
import { type LeadSlots, fillLeadSlots } from './lead-slots.ts'
import { leadTerms } from './lead-terms.ts'
import { type Plan, planLead } from './plan.ts'
import { pursue, pursueByHand, pursueRole } from './pursue.ts'
import type { Pursuit } from './pursuit.ts'
import { type WatchedWorld, recordInputs, watchWorld } from './record-inputs.ts'
import { setClocks } from './set-clocks.ts'
import type { World } from './world.ts'

/** The main role of a lead; further ones come from a route's `also`. */
export const MAIN_ROLE = 'owner'

/**
 * Decides who owns a lead: hard rules, then routes, then the pools they name, then fallback. Pure: the same input
 * gives the same record. Nobody to give the lead to is an outcome (`held`), not an error.
 */
export function decide(policy: CompiledPolicy, input: DecisionInput): Decision {
  const watched = input.detail === 'brief' ? null : watchWorld(input.world)
  const pursuit = startPursuit(policy, watched === null ? input : { ...input, world: watched })
  const { world, slots, history, plan, steps } = pursuit
  const outcome = pursueAsked(pursuit, input)
  const roles: RoleDecision[] = [{ role: MAIN_ROLE, outcome, steps: steps ?? noSteps }]
  decideFurtherRoles(pursuit, outcome, roles)
  const clocks = setClocks(policy, { slots, history, outcome }, { world, nowMs: input.nowMs })
  return toDecision({ input, policy, plan, outcome, roles, clocks, world, slots, history, watched })
}

/** What `decide` comes to without a record, for asking "what if": the main role's outcome, and that of one role; `null` when nobody is looked for in it. */
export function decideRole(
  policy: CompiledPolicy,
  input: Omit<DecisionInput, 'detail'>,
  role: string,
): { readonly main: Outcome; readonly outcome: Outcome | null } {
  const pursuit = startPursuit(policy, { ...input, detail: 'brief' })
  const main = pursueAsked(pursuit, input)
  if (role === MAIN_ROLE) return { main, outcome: main }
  const roles: RoleDecision[] = [{ role: MAIN_ROLE, outcome: main, steps: noSteps }]
  decideFurtherRoles(pursuit, main, roles)
  return { main, outcome: roles.find((decided) => decided.role === role)?.outcome ?? null }
}

function pursueAsked(pursuit: Pursuit, { byHand, keepOwner }: DecisionInput): Outcome {
  return byHand === undefined ? pursue(pursuit, keepOwner === true) : pursueByHand(pursuit, byHand)
}

/** Reads the lead and plans where it may go. */
function startPursuit(policy: CompiledPolicy, input: DecisionInput): Pursuit {
  const { lead, match, world, nowMs } = input
  const history = input.history ?? newLead(nowMs)
  const slots = fillLeadSlots(policy, { lead, match, world })
  const steps: TraceStep[] | null = input.detail === 'brief' ? null : []
  const plan = planLead(policy, slots, steps)
  const terms = leadTerms(policy, { slots, history, taken: nobody }, plan.hardRules.requires)
  return { policy, plan, slots, world, history, nowMs, lead, terms, currentOwnerId: history.currentOwnerId, steps }
}

const nobody: readonly string[] = []
const noSteps: readonly TraceStep[] = []

function newLead(nowMs: number): LeadHistory {
  return {
    receivedAtMs: nowMs,
    currentOwnerId: null,
    previousOwnerIds: [],
    excludedOwnerIds: [],
    reassignedCount: 0,
    isTouched: false,
  }
}

/** Further roles are for leads that go somewhere: a lead that waits or is refused gets none. */
function decideFurtherRoles(pursuit: Pursuit, outcome: Outcome, roles: RoleDecision[]): void {
  const { route } = pursuit.plan.routes
  if (route === null || outcome.kind !== 'assigned') return
  const { also } = route
  const { policy, slots, history, plan } = pursuit
  for (const role in also) {
    const taken = roles.flatMap((decided) => (decided.outcome.kind === 'assigned' ? [decided.outcome.ownerId] : []))
    const steps: TraceStep[] | null = pursuit.steps === null ? null : []
    const terms = leadTerms(policy, { slots, history, taken }, plan.hardRules.requires)
    const currentOwnerId = holderOf(history, role)
    const outcome = pursueRole({ ...pursuit, steps, terms, currentOwnerId }, also[role])
    roles.push({ role, outcome, steps: steps ?? noSteps })
  }
}

function holderOf({ roleOwnerIds }: LeadHistory, role: string): string | null {
  return roleOwnerIds !== undefined && Object.hasOwn(roleOwnerIds, role) ? roleOwnerIds[role] : null
}

function toDecision(record: {
  readonly input: DecisionInput
  readonly policy: CompiledPolicy
  readonly plan: Plan
  readonly outcome: Outcome
  readonly roles: readonly RoleDecision[]
  readonly clocks: readonly ClockSetting[]
  readonly world: World
  readonly slots: LeadSlots
  readonly history: LeadHistory
  readonly watched: WatchedWorld | null
}): Decision {
  const { input, plan, policy, watched } = record
  const { route, rule } = plan.routes
  return {
    decisionId: input.decisionId,
    leadId: input.lead.id,
    atMs: input.nowMs,
    detail: watched === null ? 'brief' : 'full',
    policy: { name: policy.policy.name, hash: policy.policy.hash, version: input.policyVersion ?? null },
    rosterHash: record.world.rosterHash,
    outcome: record.outcome,
    routeId: route === null ? null : route.id,
    ruleId: rule === null ? null : rule.id,
    plan: route === null || record.outcome.kind !== 'assigned' ? null : route.plan,
    missing: plan.missing,
    roles: record.roles,
    clocks: record.clocks,
    ledger: assignmentRows(record),
    inputs: watched === null ? null : recordInputs(record, watched),
  }
}

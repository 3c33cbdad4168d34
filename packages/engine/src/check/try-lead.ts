import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import { awaitedFields } from '../decide/awaited-fields.ts'
import { type LeadSlots, fillLeadSlots } from '../decide/lead-slots.ts'
import { type Plan, planLead } from '../decide/plan.ts'
import { DEFAULT_QUEUE } from '../decide/pursue.ts'
import type { World } from '../decide/world.ts'
import type { Value } from '../language/expression.ts'
import type { Account, AccountMatch } from '../match/account.ts'
import type { FieldNote } from '../normalise/lead.ts'
import { normaliseLead } from '../normalise/normalise-lead.ts'
import { prepareFields } from '../normalise/prepare-fields.ts'
import type { Target } from '../policy/policy.ts'
import type { TraceStep } from '../trace/decision.ts'

/** A lead to try a policy with, as golden tests name them: attributes as anybody would give them, and the account it is taken to be of. */
export type TrialLead = {
  readonly id: string
  readonly attributes: Readonly<Record<string, unknown>>
  /** Account attributes to assume as matched; `null`: none. */
  readonly account: Readonly<Record<string, unknown>> | null
}

/** What a lead comes to when everybody is at work: the first place of the plan. */
export type PlannedOutcome = {
  readonly outcome: 'assigned' | 'held' | 'refused'
  readonly route: string | null
  readonly pool: string | null
  readonly owner: string | null
  readonly queue: string | null
  readonly reason: string | null
  readonly derived: Readonly<Record<string, Value | null>>
}

/** What a policy makes of a lead before anybody is looked at. */
export type LeadTrial = {
  readonly planned: PlannedOutcome
  /** The hard rules and routes as they were asked. */
  readonly steps: readonly TraceStep[]
  /** Fields whose value is not plainly the given one. */
  readonly notes: readonly FieldNote[]
  /** Attributes whose absence left something undecided. */
  readonly missing: readonly string[]
}

/**
 * Tries a policy with leads. It tests the policy, not the roster: who is on shift changes no result, nobody is on a list of
 * restrictions, and no account is looked for but the one that the lead names. Leads go through normalisation like any other.
 */
export function prepareTrial(policy: CompiledPolicy): (lead: TrialLead) => LeadTrial {
  const schema = prepareFields(policy.policy.fields)
  return (given) => {
    const { id, attributes } = given
    const lead = normaliseLead(schema, { id, attributes })
    const slots = fillLeadSlots(policy, { lead, match: matchOf(given), world: nobodysWorld })
    const steps: TraceStep[] = []
    const plan = planLead(policy, slots, steps)
    return { planned: outcomeOf(policy, plan, slots), steps, notes: lead.notes, missing: plan.missing }
  }
}

/** Plans read only facts from the world, and a golden lead is on no list. */
const nobodysWorld: World = {
  rosterHash: null,
  pool: () => null,
  owner: () => null,
  account: () => null,
  restricted: () => false,
  consented: () => null,
  addWorkingSeconds: () => null,
  zoneOf: () => null,
  presentFrom: () => null,
  poolsCountingBound: () => [],
}

function matchOf({ id, account }: TrialLead): AccountMatch {
  if (account === null) return { kind: 'none', because: 'nothing_to_compare' }
  return { kind: 'matched', account: accountOf(account), tier: 'name_exact', evidence: id }
}

function accountOf(given: Readonly<Record<string, unknown>>): Account {
  const attributes: Record<string, Value> = {}
  for (const [name, value] of Object.entries(given)) if (isValue(value)) attributes[name] = value
  const text = (name: string): string | undefined => {
    const value = attributes[name]
    return typeof value === 'string' ? value : undefined
  }
  return {
    id: text('id') ?? 'account',
    name: text('name') ?? 'account',
    tier: text('tier'),
    owner: text('owner'),
    parent: text('parent'),
    country: text('country'),
    subdivision: text('subdivision'),
    attributes,
  }
}

/** Whether something is a value that an attribute can have. */
export function isValue(value: unknown): value is Value {
  return ['string', 'number', 'boolean'].includes(typeof value) || (Array.isArray(value) && value.every(isValue))
}

function outcomeOf(policy: CompiledPolicy, plan: Plan, slots: LeadSlots): PlannedOutcome {
  const derived = Object.fromEntries(policy.policy.derived.map(({ name, slot }) => [name, slots[slot] ?? null]))
  const route = plan.routes.route?.id ?? null
  const nothing = { route, pool: null, owner: null, queue: null, reason: null, derived }
  if (plan.hardRules.refusal !== null) return { ...nothing, outcome: 'refused', reason: plan.hardRules.refusal }
  const waits = awaitedFields(policy, plan, slots) !== null
  const target = waits
    ? plan.targets.find((one) => one.kind === 'hold')
    : plan.targets.find((one) => namesSomebody(one, slots))
  if (target === undefined)
    return {
      ...nothing,
      outcome: 'held',
      queue: DEFAULT_QUEUE,
      reason: waits ? 'waiting_for_attributes' : 'nobody_eligible',
    }
  return atTarget(target, { nothing, slots, reason: waits ? 'waiting_for_attributes' : plan.because })
}

function namesSomebody(target: Target, slots: LeadSlots): boolean {
  return target.kind !== 'bound' || typeof slots[target.source.slot] === 'string'
}

function atTarget(
  target: Target,
  at: { readonly nothing: Omit<PlannedOutcome, 'outcome'>; readonly slots: LeadSlots; readonly reason: string },
): PlannedOutcome {
  switch (target.kind) {
    case 'pool':
      return { ...at.nothing, outcome: 'assigned', pool: target.pool }
    case 'owner':
      return { ...at.nothing, outcome: 'assigned', owner: target.owner }
    case 'bound': {
      const owner = at.slots[target.source.slot]
      return { ...at.nothing, outcome: 'assigned', owner: typeof owner === 'string' ? owner : null }
    }
    case 'hold':
      return { ...at.nothing, outcome: 'held', queue: target.queue, reason: at.reason }
    case 'refuse':
      return { ...at.nothing, outcome: 'refused', reason: target.reason }
  }
}

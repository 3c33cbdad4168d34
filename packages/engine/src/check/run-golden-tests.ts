import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import { awaitedFields } from '../decide/awaited-fields.ts'
import { type LeadSlots, fillLeadSlots } from '../decide/lead-slots.ts'
import { type Plan, planLead } from '../decide/plan.ts'
import { DEFAULT_QUEUE } from '../decide/pursue.ts'
import type { World } from '../decide/world.ts'
import type { Value } from '../language/expression.ts'
import type { Account, AccountMatch } from '../match/account.ts'
import { normaliseLead } from '../normalise/normalise-lead.ts'
import { prepareFields } from '../normalise/prepare-fields.ts'
import type { GoldenTest, Target } from '../policy/policy.ts'
import { valueText } from '../trace/input-sentences.ts'

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

/** One expectation that was not met. */
export type Mismatch = { readonly what: string; readonly expected: string; readonly found: string }

export type GoldenResult = {
  readonly test: GoldenTest
  readonly planned: PlannedOutcome
  readonly mismatches: readonly Mismatch[]
}

/**
 * Runs a policy's golden leads. They test the policy, not the roster: who is on shift today changes no result. The
 * lead goes through normalisation like any other; its account is the one the test names.
 */
export function runGoldenTests(policy: CompiledPolicy): readonly GoldenResult[] {
  const schema = prepareFields(policy.policy.fields)
  return policy.policy.tests.map((test) => {
    const lead = normaliseLead(schema, { id: test.name, attributes: test.lead })
    const match = matchOf(test)
    const slots = fillLeadSlots(policy, { lead, match, world: nobodysWorld })
    const planned = outcomeOf(policy, planLead(policy, slots, null), slots)
    return { test, planned, mismatches: compare(test, planned) }
  })
}

/** Plans read only facts from the world, and a golden lead is on no list. */
const nobodysWorld: World = {
  rosterHash: null,
  pool: () => null,
  owner: () => null,
  account: () => null,
  restricted: () => false,
  addWorkingSeconds: () => null,
  zoneOf: () => null,
  presentFrom: () => null,
  poolsCountingBound: () => [],
}

function matchOf(test: GoldenTest): AccountMatch {
  if (test.account === null) return { kind: 'none', because: 'nothing_to_compare' }
  return { kind: 'matched', account: accountOf(test.account), tier: 'name_exact', evidence: test.name }
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

function isValue(value: unknown): value is Value {
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

function compare({ expect }: GoldenTest, planned: PlannedOutcome): readonly Mismatch[] {
  const pairs: (readonly [string, unknown, Value | null])[] = [
    ['outcome', expect.outcome, planned.outcome],
    ['route', expect.route, planned.route],
    ['pool', expect.pool, planned.pool],
    ['owner', expect.owner, planned.owner],
    ['queue', expect.queue, planned.queue],
    ['reason', expect.reason, planned.reason],
    ...Object.entries(expect.derived ?? {}).map(
      ([name, value]) => [name, value, planned.derived[name] ?? null] as const,
    ),
  ]
  return pairs.flatMap(([what, expected, found]) => {
    if (expected === undefined || JSON.stringify(expected) === JSON.stringify(found)) return []
    return [{ what, expected: textOf(expected), found: textOf(found) }]
  })
}

function textOf(value: unknown): string {
  if (value === null) return 'none'
  return isValue(value) ? valueText(value) : JSON.stringify(value)
}

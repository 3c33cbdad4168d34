import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import { type LeadSlots, fillLeadSlots } from '../decide/lead-slots.ts'
import { planLead } from '../decide/plan.ts'
import { targetText } from '../documentation/policy-outline.ts'
import type { Value } from '../language/expression.ts'
import { recordedWorld } from '../replay/recorded-world.ts'
import { type QuestionedRecord, leadOf } from '../replay/replay-decision.ts'
import { changedSlots, conditionPairs } from './condition-pairs.ts'
import { type TriedAttribute, type TriedChange, otherValues, triedAttributes } from './tried-attributes.ts'

/** One attribute of the lead taking another value; `null` is missing. */
export type AttributeChange = { readonly field: string; readonly from: Value | null; readonly to: Value }

/** Where a plan sends a lead, before anybody is looked at. */
export type Destination = {
  readonly because: 'route' | 'bound' | 'refused' | 'unmatched' | 'incomplete'
  /** The rule that takes it; `null` unless `because` is `route`. */
  readonly ruleId: string | null
  /** The places in the order they would be tried, such as `pool dach`; for a refusal `refuse` and its reason. */
  readonly targets: readonly string[]
  /** Hard rules that a person would have to pass. */
  readonly requires: readonly string[]
}

export type DestinationFlip = { readonly changes: readonly AttributeChange[]; readonly destination: Destination }

/** What a search through the lead's attributes came to. */
export type LeadFlips = {
  readonly flips: readonly DestinationFlip[]
  /** Whether every class of values of every single attribute was tried. */
  readonly isComplete: boolean
}

/** Destinations told per attribute, or of all pairs together: one example value each. */
const TOLD_MAX = 12
/** Leads put to the policy in one search: some ten milliseconds, more where a policy is slow to ask. */
const LEADS_MAX = 5000
/** The same for pairs, which are tried when nothing else was found. */
const PAIR_LEADS_MAX = 500

type Search = {
  readonly policy: CompiledPolicy
  readonly slots: LeadSlots
  /** The key of where the lead goes as it is. */
  readonly own: string
  leadsLeft: number
}

/** The changes of one attribute that send the lead elsewhere, the nearest values first; where there are none, of two. */
export function leadFlips({ policy, decision, inputs }: QuestionedRecord): LeadFlips {
  const lead = leadOf(decision.leadId, inputs, policy)
  const slots = fillLeadSlots(policy, { lead, match: inputs.match, world: recordedWorld(decision, inputs) })
  const own = keyOf(destinationOf(policy, slots))
  const search: Search = { policy, slots, own, leadsLeft: LEADS_MAX }
  const singles = singleFlips(search)
  return singles.flips.length > 0 ? singles : { ...singles, flips: pairFlips(search) }
}

// What can be tried depends on the policy alone; the entry goes when the policy does.
const triedByPolicy = new WeakMap<CompiledPolicy, readonly TriedAttribute[]>()

/** Every attribute of the lead that any condition reads, derived values' included. */
function allAttributes(compiled: CompiledPolicy): readonly TriedAttribute[] {
  const known = triedByPolicy.get(compiled)
  if (known !== undefined) return known
  const { policy } = compiled
  const conditions = [
    ...policy.constraints.map(({ when }) => when),
    ...policy.derived.flatMap(({ cases }) => cases.map(({ when }) => when)),
    ...policy.routes.flatMap(({ rules }) => rules.map(({ when }) => when)),
  ]
  const made = triedAttributes(
    policy,
    conditions.flatMap((condition) => condition?.expression ?? []),
  )
  triedByPolicy.set(compiled, made)
  return made
}

/** One attribute's part of the search. */
type Turns = {
  readonly values: Generator<TriedChange, undefined>
  /** Keys of the places it has told. */
  readonly seen: Set<string>
  readonly found: DestinationFlip[]
}

/** All attributes take turns, so that none with thousands of values uses up what may be tried. */
function singleFlips(search: Search): LeadFlips {
  const attributes = allAttributes(search.policy).map((attribute): Turns => ({
    values: otherValues(attribute, search.slots),
    seen: new Set(),
    found: [],
  }))
  let left: readonly Turns[] = attributes
  while (left.length > 0 && search.leadsLeft > 0) left = left.filter((turns) => takeTurn(search, turns))
  return { flips: attributes.flatMap(({ found }) => found), isComplete: left.length === 0 }
}

/** Tries the attribute's next value. Returns whether it has more turns to take. */
function takeTurn(search: Search, { values, seen, found }: Turns): boolean {
  const next = values.next()
  if (next.done === true) return false
  const flip = tryChanges(search, [next.value], seen)
  if (flip !== null) found.push(flip)
  return found.length < TOLD_MAX
}

function pairFlips(search: Search): readonly DestinationFlip[] {
  const found: DestinationFlip[] = []
  const seen = new Set<string>()
  search.leadsLeft = Math.min(search.leadsLeft, PAIR_LEADS_MAX)
  for (const changes of conditionPairs(search.policy, search.slots)) {
    if (found.length === TOLD_MAX || search.leadsLeft <= 0) break
    const flip = tryChanges(search, changes, seen)
    if (flip !== null) found.push(flip)
  }
  return found
}

/** What the changes lead to; `null` when that is where the lead goes anyway, or a place that was told. */
function tryChanges(search: Search, changes: readonly TriedChange[], seen: Set<string>): DestinationFlip | null {
  const { policy, slots, own } = search
  search.leadsLeft -= 1
  const destination = destinationOf(policy, changedSlots(policy, slots, changes))
  const key = keyOf(destination)
  if (key === own || seen.has(key)) return null
  seen.add(key)
  const told = changes.map(({ attribute: { axis }, to }): AttributeChange => {
    const { path, slot } = axis.symbol
    return { field: path, from: slots[slot] ?? null, to }
  })
  return { changes: told, destination }
}

function destinationOf(policy: CompiledPolicy, slots: LeadSlots): Destination {
  const plan = planLead(policy, slots, null)
  return {
    because: plan.because,
    ruleId: plan.because === 'route' ? (plan.routes.rule?.id ?? null) : null,
    targets: plan.hardRules.refusal === null ? plan.targets.map(targetText) : [`refuse ${plan.hardRules.refusal}`],
    requires: plan.hardRules.requires.map(({ constraint }) => constraint.id),
  }
}

/** Two destinations are the same when the same places are tried under the same hard rules. */
function keyOf(destination: Destination): string {
  return JSON.stringify([destination.targets, destination.requires])
}

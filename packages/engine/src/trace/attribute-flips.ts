import type { AttributeAxis } from '../compile/axis.ts'
import { classOfValue } from '../compile/class-of-value.ts'
import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import { cutAxes } from '../compile/cut-axes.ts'
import { representativeOf } from '../compile/representative.ts'
import { type LeadSlots, fillLeadSlots } from '../decide/lead-slots.ts'
import { planLead } from '../decide/plan.ts'
import { targetText } from '../documentation/policy-outline.ts'
import type { Expression, Value } from '../language/expression.ts'
import { recordedWorld } from '../replay/recorded-world.ts'
import { leadOf } from '../replay/replay-decision.ts'
import type { QuestionedRecord } from './roster-changes.ts'

/** One attribute of the lead taking another value; `null` is missing. */
export type AttributeChange = { readonly field: string; readonly from: Value | null; readonly to: Value | null }

/** Where a plan sends a lead, before anybody is looked at. */
export type Destination = {
  readonly because: 'route' | 'bound' | 'refused' | 'unmatched' | 'incomplete'
  readonly ruleId: string | null
  readonly targets: readonly string[]
  /** Hard rules that a person would have to pass. */
  readonly requires: readonly string[]
}

export type AttributeFlip = { readonly changes: readonly AttributeChange[]; readonly destination: Destination }

/** Destinations told per attribute: one example value each. */
const PER_FIELD_MAX = 12
/** Pairs of attribute classes tried when no single change does. */
const PAIRS_TRIED_MAX = 200_000

type Search = {
  readonly policy: CompiledPolicy
  readonly slots: LeadSlots
  readonly axes: readonly AttributeAxis[]
  readonly original: string
}

/** The changes of one attribute that send the lead elsewhere; where there are none, of two. */
export function attributeFlips(record: QuestionedRecord): readonly AttributeFlip[] {
  const { policy } = record
  const lead = leadOf(record.decision.leadId, record.inputs, policy)
  const slots = fillLeadSlots(policy, {
    lead,
    match: record.inputs.match,
    world: recordedWorld(record.decision, record.inputs),
  })
  const search: Search = { policy, slots, axes: fieldAxes(policy), original: keyOf(destinationOf(policy, slots)) }
  const single = search.axes.flatMap((axis) => flipsOf(search, axis))
  return single.length > 0 ? single : pairFlips(search)
}

/** Every attribute of the lead that a condition reads, cut where any condition's answer changes, derived values' included. */
function fieldAxes({ policy }: CompiledPolicy): readonly AttributeAxis[] {
  const conditions: (Expression | undefined)[] = [
    ...policy.constraints.map((constraint) => constraint.when?.expression),
    ...policy.derived.flatMap(({ cases }) => cases.map((one) => one.when?.expression)),
    ...policy.routes.flatMap(({ rules }) => rules.map((rule) => rule.when?.expression)),
  ]
  const axes = cutAxes(conditions.filter((condition) => condition !== undefined))
  return [...axes.values()].filter((axis) => axis.symbol.origin === 'field')
}

/** The values worth trying: one for each class the lead is not in, the nearest first. */
function otherValues(axis: AttributeAxis, current: Value | undefined): readonly Value[] {
  const here = current === undefined ? 0 : classOfValue(axis.partition, current)
  const classes = Array.from({ length: axis.classCount - 1 }, (_, index) => index + 1).filter((id) => id !== here)
  classes.sort((a, b) => Math.abs(a - here) - Math.abs(b - here) || a - b)
  return classes.flatMap((id) => (id < here ? highestOf(axis, id) : null) ?? representativeOf(axis, id) ?? [])
}

/** The greatest whole number of a class: coming from above, the smallest change. */
function highestOf({ partition }: AttributeAxis, classId: number): Value | null {
  if (partition.kind !== 'numbers') return null
  const highest = Math.ceil(partition.cuts[classId - 1]) - 1
  return classOfValue(partition, highest) === classId ? highest : null
}

function flipsOf(search: Search, axis: AttributeAxis): readonly AttributeFlip[] {
  const from = search.slots[axis.symbol.slot] ?? null
  const seen = new Set<string>([search.original])
  const found: AttributeFlip[] = []
  for (const to of otherValues(axis, from ?? undefined)) {
    const destination = destinationWith(search, [{ axis, to }])
    const key = keyOf(destination)
    if (seen.has(key)) continue
    seen.add(key)
    found.push({ changes: [{ field: axis.symbol.path, from, to }], destination })
    if (found.length === PER_FIELD_MAX) break
  }
  return found
}

function pairFlips(search: Search): readonly AttributeFlip[] {
  const seen = new Set<string>([search.original])
  const found: AttributeFlip[] = []
  let tried = 0
  for (const changes of pairsOf(search)) {
    tried += 1
    if (tried > PAIRS_TRIED_MAX || found.length === PER_FIELD_MAX) break
    const destination = destinationWith(search, changes)
    const key = keyOf(destination)
    if (seen.has(key)) continue
    seen.add(key)
    const told = changes.map(({ axis, to }) => ({
      field: axis.symbol.path,
      from: search.slots[axis.symbol.slot] ?? null,
      to,
    }))
    found.push({ changes: told, destination })
  }
  return found
}

type ClassChange = { readonly axis: AttributeAxis; readonly to: Value }

function* pairsOf({ axes, slots }: Search): Generator<readonly ClassChange[]> {
  const others = axes.map((axis) => otherValues(axis, slots[axis.symbol.slot]).map((to): ClassChange => ({ axis, to })))
  for (const [index, first] of others.entries()) {
    const second = others.slice(index + 1).flat()
    for (const one of first) for (const two of second) yield [one, two]
  }
}

function destinationWith({ policy, slots }: Search, changes: readonly ClassChange[]): Destination {
  const changed: LeadSlots = [...slots]
  for (const { axis, to } of changes) changed[axis.symbol.slot] = to
  policy.computeDerived(changed)
  return destinationOf(policy, changed)
}

function destinationOf(policy: CompiledPolicy, slots: LeadSlots): Destination {
  const plan = planLead(policy, slots, null)
  return {
    because: plan.because,
    ruleId: plan.because === 'route' ? (plan.routes.rule?.id ?? null) : null,
    targets: plan.because === 'refused' ? [`refuse ${plan.hardRules.refusal ?? ''}`] : plan.targets.map(targetText),
    requires: plan.hardRules.requires.map(({ constraint }) => constraint.id),
  }
}

/** Two destinations are the same when the same places are tried under the same hard rules. */
function keyOf(destination: Destination): string {
  return JSON.stringify([destination.targets, destination.requires])
}

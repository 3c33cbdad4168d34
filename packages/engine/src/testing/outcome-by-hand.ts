import type { PlaceSketch, PolicySketch } from './business-sketch.ts'
import { type LeadByHand, type PlanByHand, planByHand, resolved } from './plan-by-hand.ts'
import {
  type AskedOfPeople,
  type StaffByHand,
  eligibleInPool,
  freeableInPool,
  isNamedEligible,
  mayKeep,
} from './staff-by-hand.ts'

/** What may become of a lead: with a pool, any of these people; which of them is the rotation's business, not a rule's. */
export type OutcomeByHand =
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'held'; readonly queue: string }
  | {
      readonly kind: 'assigned'
      readonly poolId: string | null
      readonly ownerIds: readonly string[]
      readonly isKept: boolean
      readonly isAhead: boolean
    }

export type QuestionByHand = {
  readonly sketch: PolicySketch
  readonly lead: LeadByHand
  readonly staff: StaffByHand
  readonly receivedAtMs: number
  readonly currentOwnerId: string | null
  readonly excluded: readonly string[]
  readonly keepOwner: boolean
}

/** The outcome of the lead's main role, by the contract's words alone. */
export function outcomeByHand(question: QuestionByHand): {
  readonly plan: PlanByHand
  readonly outcome: OutcomeByHand
} {
  const { sketch, lead, staff, excluded, currentOwnerId, keepOwner } = question
  const plan = planByHand(sketch, lead)
  if (plan.refusal !== null) return { plan, outcome: { kind: 'refused', reason: plan.refusal } }
  const qualities = plan.requires.flatMap(({ effect }) => (effect.kind === 'require' ? [effect.quality] : []))
  const search: Search = { staff, lead, asked: { known: lead.known, qualities, excluded } }
  return {
    plan,
    outcome:
      kept(search, plan, { places: plan.places, ownerId: keepOwner ? currentOwnerId : null }) ??
      waits(question, plan) ??
      pursued(search, sketch, plan),
  }
}

/** The outcome of a further role, when the people of `excluded` have other roles or had the lead before. */
export function roleByHand(
  question: QuestionByHand,
  plan: PlanByHand,
  of: {
    readonly places: readonly PlaceSketch[]
    readonly excluded: readonly string[]
    /** Who has the role now. */
    readonly holderId: string | null
  },
): OutcomeByHand {
  const { sketch, lead, staff } = question
  const qualities = plan.requires.flatMap(({ effect }) => (effect.kind === 'require' ? [effect.quality] : []))
  const search: Search = { staff, lead, asked: { known: lead.known, qualities, excluded: of.excluded } }
  return (
    kept(search, plan, { places: of.places, ownerId: of.holderId }) ??
    firstOf(search, of.places) ??
    ahead(search, of.places, sketch.fallback.nobody.lookAheadSeconds) ?? { kind: 'held', queue: 'waiting' }
  )
}

type Search = { readonly staff: StaffByHand; readonly lead: LeadByHand; readonly asked: AskedOfPeople }

function kept(
  search: Search,
  { bindings }: PlanByHand,
  { places, ownerId }: { readonly places: readonly PlaceSketch[]; readonly ownerId: string | null },
): OutcomeByHand | null {
  if (ownerId === null) return null
  const boundTo = bindings.length === 0 ? null : (search.lead.known.get('account.owner') ?? null)
  for (const place of resolved(places, search.lead)) {
    const isBinding = place.kind === 'owner' && place.name === boundTo && place.name !== ownerId
    if (isBinding && isNamedEligible(search.staff, place.name, search.asked)) return null
    if (place.kind !== 'pool' && (place.kind !== 'owner' || place.name !== ownerId)) continue
    const poolId = place.kind === 'pool' ? place.name : null
    if (mayKeep(search.staff, { ownerId, poolId }, search.asked))
      return { kind: 'assigned', poolId, ownerIds: [ownerId], isKept: true, isAhead: false }
  }
  return null
}

function waits({ sketch, lead, staff, receivedAtMs }: QuestionByHand, plan: PlanByHand): OutcomeByHand | null {
  const { waitSeconds, waitFor, then } = sketch.fallback.incomplete
  if (!plan.isIncomplete || receivedAtMs + waitSeconds * 1000 <= staff.nowMs) return null
  if (waitFor.length > 0 && waitFor.every((name) => lead.known.has(name))) return null
  return { kind: 'held', queue: firstQueue(then) }
}

function pursued(search: Search, { fallback }: PolicySketch, plan: PlanByHand): OutcomeByHand {
  const { lookAheadSeconds, then } = fallback.nobody
  const found = firstOf(search, plan.places) ?? ahead(search, plan.places, lookAheadSeconds)
  if (found !== null) return found
  if (plan.bindings.length > 0) return { kind: 'held', queue: firstQueue(then) }
  return firstOf(search, then) ?? { kind: 'held', queue: 'waiting' }
}

function firstOf(search: Search, places: readonly PlaceSketch[]): OutcomeByHand | null {
  for (const { kind, name } of resolved(places, search.lead)) {
    if (kind === 'hold') return { kind: 'held', queue: name }
    if (kind === 'refuse') return { kind: 'refused', reason: name }
    const poolId = kind === 'pool' ? name : null
    const ownerIds =
      poolId === null
        ? [name].filter((ownerId) => isNamedEligible(search.staff, ownerId, search.asked))
        : eligibleInPool(search.staff, poolId, search.asked)
    if (ownerIds.length > 0) return { kind: 'assigned', poolId, ownerIds, isKept: false, isAhead: false }
  }
  return null
}

function ahead(search: Search, places: readonly PlaceSketch[], seconds: number): OutcomeByHand | null {
  if (seconds === 0) return null
  for (const { kind, name } of places) {
    if (kind !== 'pool') continue
    const ownerIds = freeableInPool(search.staff, { poolId: name, withinSeconds: seconds }, search.asked)
    if (ownerIds.length > 0) return { kind: 'assigned', poolId: name, ownerIds, isKept: false, isAhead: true }
  }
  return null
}

function firstQueue(places: readonly PlaceSketch[]): string {
  return places.find(({ kind }) => kind === 'hold')?.name ?? 'waiting'
}

import { type ClassSet, countClasses, hasClass } from '../compile/class-set.ts'
import { type CheckSpace, type Domain, type TrueBox, regionOf } from './check-space.ts'
import { coverRegion, subtract } from './cover.ts'
import { type Chance, seededChance } from './seeded-chance.ts'

/** Whether any lead gets to a rule, and if none does, which earlier rules take them all. */
export type Reach =
  | { readonly kind: 'reached'; readonly classes: readonly number[] }
  /** No lead makes it true, whatever stands before it. */
  | { readonly kind: 'never_true' }
  | { readonly kind: 'taken_before'; readonly by: readonly number[] }
  | { readonly kind: 'cannot_tell' }

/** Leads tried before a proof is attempted: nearly every rule that is reached is found so. */
const TRIES_MAX = 48

/**
 * Asks for every rule whether some lead of the domain gets to it. A lead in the rule's box is put to the matcher; if
 * an earlier rule takes it, it steps out of that rule and tries again; where that does not find one, the box is proven
 * to be covered by the earlier boxes, or the proof finds the lead.
 */
export function reachRules(space: CheckSpace, domain: Domain, rules: readonly number[]): ReadonlyMap<number, Reach> {
  // The seed is fixed: the same policy gives the same examples.
  const chance = seededChance(0x5eed)
  return new Map(rules.map((rule) => [rule, reachRule(space, { rule, domain, chance })]))
}

type Question = { readonly rule: number; readonly domain: Domain; readonly chance: Chance }

function reachRule(space: CheckSpace, question: Question): Reach {
  const { rule, domain } = question
  const boxes = space.boxes.slice(space.firstBox[rule], space.firstBox[rule + 1])
  const own: readonly (readonly ClassSet[])[] = boxes.flatMap((box) => {
    const region = regionOf(box, domain)
    return region === null ? [] : [region]
  })
  if (own.length === 0) return { kind: 'never_true' }
  for (const region of own) {
    const classes = tryLeads(space, region, question)
    if (classes !== null) return { kind: 'reached', classes }
  }
  return proveReach(space, own, question)
}

function tryLeads(space: CheckSpace, region: readonly ClassSet[], { rule, chance }: Question): readonly number[] | null {
  let classes = region.map((side) => pick(side, chance))
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const taker = takerOf(space, classes)
    if (taker === rule) return isPossible(space, classes) ? classes : null
    if (taker < 0 || taker > rule) return null
    const moved = stepOut(space, { taker, region, classes, chance })
    if (moved === null) return null
    classes = moved
  }
  return null
}

function takerOf(space: CheckSpace, classes: readonly number[]): number {
  const match = space.index.matchClasses(classes)
  return match.stoppedBy >= 0 ? match.stoppedBy : match.ruleIndex
}

/** Moves the lead on one axis so that the rule which took it no longer does, inside the region; `null` when it contains the region. */
function stepOut(
  space: CheckSpace,
  at: { readonly taker: number; readonly region: readonly ClassSet[]; readonly classes: readonly number[]; readonly chance: Chance },
): number[] | null {
  const box = space.boxes
    .slice(space.firstBox[at.taker], space.firstBox[at.taker + 1])
    .find((one) => [...one.sides].every(([axis, side]) => hasClass(side, at.classes[axis])))
  if (box === undefined) return null
  const ways = [...box.sides].flatMap(([axis, side]) => {
    const rest = subtract(at.region[axis], side)
    return rest.length === 0 ? [] : [{ axis, rest }]
  })
  if (ways.length === 0) return null
  const way = ways[at.chance.below(ways.length)]
  const moved = [...at.classes]
  moved[way.axis] = pick(way.rest, at.chance)
  return moved
}

function pick(classes: ClassSet, chance: Chance): number {
  let left = chance.below(countClasses(classes))
  for (let index = 0; index < classes.length; index += 2) {
    const size = classes[index + 1] - classes[index]
    if (left < size) return classes[index] + left
    left -= size
  }
  return classes[0]
}

function isPossible(space: CheckSpace, classes: readonly number[]): boolean {
  return !space.impossible.some((box) => [...box.sides].every(([axis, side]) => hasClass(side, classes[axis])))
}

function proveReach(space: CheckSpace, own: readonly (readonly ClassSet[])[], { rule }: Question): Reach {
  const earlier: readonly TrueBox[] = [...space.impossible, ...space.boxes.slice(0, space.firstBox[rule])]
  const by = new Set<number>()
  for (const region of own) {
    const result = coverRegion(region, earlier)
    if (result.kind === 'gave_up') return { kind: 'cannot_tell' }
    if (result.kind === 'outside') return { kind: 'reached', classes: result.region.map((side) => side[0]) }
    for (const taker of result.by) if (taker >= 0) by.add(taker)
  }
  return by.size === 0 ? { kind: 'never_true' } : { kind: 'taken_before', by: [...by].toSorted((a, b) => a - b) }
}

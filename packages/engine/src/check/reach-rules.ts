import { type Random, createRandom } from '../chance/create-random.ts'
import { type ClassSet, countClasses } from '../compile/class-set.ts'
import { type Box, type Region, boxHolds, regionWithin, subtractClasses } from './box.ts'
import { type CheckSpace, boxesOfStatement, firstHolding } from './check-space.ts'
import { coverRegion } from './cover.ts'

/** Whether any lead of a domain gets to a statement, and if none does, which earlier ones take them all. */
export type Reach =
  /** With the classes of such a lead, one by axis. */
  | { readonly kind: 'reached'; readonly classes: readonly number[] }
  /** No lead makes it true, whatever stands before it. */
  | { readonly kind: 'never_true' }
  | { readonly kind: 'taken_before'; readonly by: readonly number[] }
  | { readonly kind: 'cannot_tell' }

/** What is asked: of which leads, where the statement is true, and which boxes take leads before it. */
export type ReachQuestion = {
  readonly domain: Region
  readonly own: readonly Box[]
  /** The statement whose turn it is: everything that holds before it takes the lead. */
  readonly statement: number
  /** Boxes of statements that do not stand before it, but take its leads all the same. */
  readonly also?: readonly Box[]
}

/** Leads tried before a proof is attempted: nearly every rule that is reached is found so. */
const TRIES_MAX = 64

/** Of more statements than this, the fewest that take a rule's leads are not searched for. */
const MINIMISED_MAX = 24

/**
 * Asks whether some lead of the domain gets to the statement. A lead in its box is put to the matcher; if an earlier
 * statement takes it, it steps out of that one's box and tries again; where that does not find one, the box is proven
 * to be covered by the earlier boxes, or the proof finds the lead.
 */
export function reachStatement(space: CheckSpace, question: ReachQuestion): Reach {
  const own = regionsOf(question)
  if (own.length === 0) return { kind: 'never_true' }
  // The seed is the statement's own, so that the answer does not depend on what was asked before.
  const random = createRandom(question.statement + 1)
  for (const region of own) {
    const classes = tryLeads(space, { ...question, region, random })
    if (classes !== null) return { kind: 'reached', classes }
  }
  const { table } = space
  const end = table.firstBox[question.statement]
  return prove(space, own, (region) => [...(question.also ?? []), ...table.near(region, 0, end)])
}

/** Whether some lead of the domain is in one of the boxes and in none of those that stand before; by proof alone. */
export function reachAmong(
  space: CheckSpace,
  { own, domain, before }: Pick<ReachQuestion, 'own' | 'domain'> & { readonly before: readonly Box[] },
): Reach {
  return prove(space, regionsOf({ own, domain }), () => before)
}

function regionsOf({ own, domain }: Pick<ReachQuestion, 'own' | 'domain'>): readonly Region[] {
  return own.flatMap((box) => {
    const region = regionWithin(domain, box)
    return region === null ? [] : [region]
  })
}

type Trial = ReachQuestion & { readonly region: Region; readonly random: Random }

function tryLeads(space: CheckSpace, trial: Trial): readonly number[] | null {
  const classes = trial.region.map((side) => pickClass(side, trial.random))
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const taker = takerBox(space, classes, trial)
    if (taker === 'nobody') return classes
    if (taker === 'later' || !stepOut(classes, taker, trial)) return null
  }
  return null
}

/** The box that takes the lead before the statement's turn. `later`: nothing does, and yet it is not the statement's. */
function takerBox(
  space: CheckSpace,
  classes: readonly number[],
  { statement, also = [] }: ReachQuestion,
): Box | 'nobody' | 'later' {
  const outside = space.impossible.find((box) => boxHolds(box, classes)) ?? also.find((box) => boxHolds(box, classes))
  if (outside !== undefined) return outside
  const first = firstHolding(space, classes)
  if (first < 0 || first >= statement) return first < 0 ? 'later' : 'nobody'
  return boxesOfStatement(space, first).find((box) => boxHolds(box, classes)) ?? 'later'
}

/** Moves the lead on one axis so that the box no longer holds it, inside the region; false when the box contains the region. */
function stepOut(classes: number[], { axes, sides }: Box, { region, random }: Trial): boolean {
  const ways = axes.flatMap((axis, index) => {
    const rest = subtractClasses(region[axis], sides[index])
    return rest.length === 0 ? [] : [{ axis, rest }]
  })
  if (ways.length === 0) return false
  const { axis, rest } = random.pick(ways)
  classes[axis] = pickClass(rest, random)
  return true
}

/** A class of the set, each as likely as any other. */
export function pickClass(classes: ClassSet, random: Random): number {
  let left = random.below(countClasses(classes))
  for (let index = 0; index < classes.length; index += 2) {
    const size = classes[index + 1] - classes[index]
    if (left < size) return classes[index] + left
    left -= size
  }
  return classes[0]
}

function prove(space: CheckSpace, own: readonly Region[], before: (region: Region) => readonly Box[]): Reach {
  const by = new Set<number>()
  for (const region of own) {
    const boxes = [...space.impossible, ...before(region)]
    const result = coverRegion(region, boxes, space.effort)
    if (result.kind === 'gave_up') return { kind: 'cannot_tell' }
    if (result.kind === 'outside') return { kind: 'reached', classes: result.region.map((side) => side[0]) }
    for (const taker of fewestOf(space, { region, boxes, by: result.by })) if (taker >= 0) by.add(taker)
  }
  return by.size === 0 ? { kind: 'never_true' } : { kind: 'taken_before', by: [...by].toSorted((a, b) => a - b) }
}

/** Leaves out statements that the proof used but does not need, later ones first. */
function fewestOf(
  { effort }: CheckSpace,
  proof: { readonly region: Region; readonly boxes: readonly Box[]; readonly by: ReadonlySet<number> },
): readonly number[] {
  let needed = [...proof.by].toSorted((a, b) => a - b)
  if (needed.length > MINIMISED_MAX) return needed
  let boxes = proof.boxes.filter(({ statement }) => proof.by.has(statement))
  for (const candidate of needed.toReversed()) {
    const others = boxes.filter(({ statement }) => statement !== candidate)
    if (candidate < 0 || coverRegion(proof.region, others, effort).kind !== 'covered') continue
    boxes = others
    needed = needed.filter((statement) => statement !== candidate)
  }
  return needed
}

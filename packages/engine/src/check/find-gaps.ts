import { type Random, createRandom } from '../chance/create-random.ts'
import { type ClassSet, countClasses, hasClass } from '../compile/class-set.ts'
import { type Box, type Region, boxHolds, subtractClasses } from './box.ts'
import { withClasses } from './box-table.ts'
import { type CheckSpace, boxesOfStatement } from './check-space.ts'
import { classesFreeOf, coverRegion } from './cover.ts'
import { unlikelyBoxes } from './impossible-boxes.ts'
import { pickClass } from './reach-rules.ts'

/** Kinds of complete leads that nothing takes, each as large as it can be; and whether there may be others. */
export type Gaps = { readonly regions: readonly Region[]; readonly isDecided: boolean }

const GAPS_MAX = 3

/** Leads tried before a proof is attempted: where much is uncovered, a few are enough. */
const TRIES_MAX = 200

/** Gaps that rest on what only the evaluator can answer, tried one by one for a lead that is really there. */
const DOUBTFUL_MAX = 20

/**
 * Finds leads that no hard rule, binding or route takes. First among leads that no box touches even if all that only
 * the evaluator can answer were true for it: those are sure. If there are none, among the others; `isReal` says
 * whether a lead of the region is really there.
 */
export function findGaps(space: CheckSpace, isReal: (region: Region) => boolean): Gaps {
  const taking = takingBoxes(space)
  const ruledOut = [...space.impossible, ...unlikelyBoxes(space.axes)]
  const sure = searchGaps(space, [...ruledOut, ...taking.map((box) => withoutFree(space, box))], GAPS_MAX)
  const real = sure.regions.filter(isReal)
  if (real.length > 0) return { regions: real, isDecided: true }
  const left = searchGaps(space, [...ruledOut, ...taking], DOUBTFUL_MAX)
  const found = left.regions.filter(isReal).slice(0, GAPS_MAX)
  return { regions: found, isDecided: found.length > 0 || (left.isComplete && left.regions.length === 0) }
}

/** The boxes of all that takes a lead: hard rules that keep it from the routes, bindings, and the routes' rules. */
function takingBoxes(space: CheckSpace): readonly Box[] {
  const { table, statements, policy } = space
  const bindings = policy.constraints.flatMap(({ kind }, index) =>
    kind === 'bind' ? boxesOfStatement(space, statements.appliesOf[index]) : [],
  )
  return [...table.boxes.slice(0, table.firstBox[statements.firstRule + statements.ruleCount]), ...bindings]
}

/** The box as large as it could be: all that only the evaluator can answer taken to be as the box wants it. */
function withoutFree({ isFree }: CheckSpace, box: Box): Box {
  if (!box.axes.some((axis) => isFree[axis])) return box
  const kept = box.axes.flatMap((axis, index) => (isFree[axis] ? [] : [{ axis, side: box.sides[index] }]))
  // A box that never holds stays one, whatever else it says.
  const isEmpty = box.sides.some((side) => side.length === 0)
  return { statement: box.statement, axes: kept.map(({ axis }) => axis), sides: kept.map(({ side }) => (isEmpty ? [] : side)) }
}

type Search = { readonly regions: readonly Region[]; readonly isComplete: boolean }

/** Regions of complete leads outside all boxes, one after the other; complete when there are no others. */
function searchGaps(space: CheckSpace, boxes: readonly Box[], wanted: number): Search {
  const random = createRandom(1)
  const regions: Region[] = []
  const known = [...boxes]
  while (regions.length < wanted) {
    const start = sampleOutside(space, known, random) ?? proveOutside(space, known)
    if (start === 'covered' || start === 'cannot_tell') return { regions, isComplete: start === 'covered' }
    const region = widen(space, start, known)
    regions.push(region)
    known.push({ statement: -1, axes: space.axes.map(({ id }) => id), sides: region })
  }
  return { regions, isComplete: false }
}

function sampleOutside({ complete }: CheckSpace, boxes: readonly Box[], random: Random): Region | null {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const classes = complete.map((side) => pickClass(side, random))
    if (!boxes.some((box) => boxHolds(box, classes))) return classes.map((id) => [id, id + 1])
  }
  return null
}

function proveOutside({ complete, effort }: CheckSpace, boxes: readonly Box[]): Region | 'covered' | 'cannot_tell' {
  const result = coverRegion(complete, boxes, effort)
  switch (result.kind) {
    case 'covered':
      return 'covered'
    case 'gave_up':
      return 'cannot_tell'
    case 'outside':
      return result.region
  }
}

/** The region made as large as it can be, axis by axis, without touching a box. Of several orders, the one that leaves the fewest axes to speak of. */
function widen(space: CheckSpace, start: Region, boxes: readonly Box[]): Region {
  const byRank = space.axes.map(({ id }) => id).toSorted((a, b) => widenRank(space, a) - widenRank(space, b))
  const orders = [byRank, byRank.toReversed()]
  const widened = orders.map((order) => order.reduce((region, axis) => widenAxis(space, region, { axis, boxes }), start))
  return widened.reduce((best, region) => (narrowAxes(space, region) < narrowAxes(space, best) ? region : best))
}

function widenAxis({ complete }: CheckSpace, region: Region, { axis, boxes }: { readonly axis: number; readonly boxes: readonly Box[] }): Region {
  if (countClasses(region[axis]) === countClasses(complete[axis])) return region
  return withClasses(region, axis, classesFreeOf(region, axis, { boxes, among: complete[axis] }))
}

/** What a person thinks of last is left out first: computed parts, facts, accounts; then attributes of many classes. */
function widenRank({ axes, isFree }: CheckSpace, axis: number): number {
  const one = axes[axis]
  if (isFree[axis] || one.kind === 'opaque') return 0
  if (one.symbol.origin !== 'field') return 1
  return 2 + 1 / one.classCount
}

function narrowAxes({ complete, isFree }: CheckSpace, region: Region): number {
  return region.reduce((count, side, axis) => count + (countClasses(side) === countClasses(complete[axis]) ? 0 : isFree[axis] ? 100 : 1), 0)
}

/** A class of the set to stand for it: one with an example, a missing attribute only where there is no other. */
export function classToShow(side: ClassSet, examples: readonly unknown[]): number {
  const present = subtractClasses(side, [0, 1])
  for (let index = 0; index < present.length; index += 2) {
    for (let id = present[index]; id < present[index + 1]; id += 1) if (examples[id] !== undefined) return id
  }
  return hasClass(side, 0) ? 0 : side[0]
}

import { type Random, createRandom } from '../chance/create-random.ts'
import { countClasses, intersectClasses } from '../compile/class-set.ts'
import { type Box, type Region, boxHolds } from './box.ts'
import { withClasses } from './box-table.ts'
import { type CheckSpace, boxesOfStatement } from './check-space.ts'
import { type Effort, classesFreeOf, coverRegion } from './cover.ts'
import { mattering } from './describe-region.ts'
import { unlikelyBoxes } from './impossible-boxes.ts'
import { pickClass } from './reach-rules.ts'

/** A kind of complete lead that nothing takes, as large as it can be, and one such lead. */
export type Gap = { readonly region: Region; readonly classes: readonly number[] }

/** Gaps of different kinds; and whether it is known that there are others, or none. */
export type Gaps = { readonly gaps: readonly Gap[]; readonly isDecided: boolean }

const GAPS_MAX = 3

/** Leads tried before a proof is attempted: where much is uncovered, a few are enough. */
const TRIES_MAX = 200

/** Looks at a box that the search for a lead that is easy to read may take. */
const PLAIN_LOOKS_MAX = 2_000_000

/** Gaps that rest on what only the evaluator can answer, tried one by one for a lead that is really there. */
const DOUBTFUL_MAX = 20

/**
 * Finds leads that no hard rule, binding or route takes. First among leads that no box touches even if all that only
 * the evaluator can answer were as the boxes want it: those are sure. If there are none, among the others; `isReal`
 * says whether such a lead is really there.
 */
export function findGaps(space: CheckSpace, isReal: (gap: Gap) => boolean): Gaps {
  const taking = takingBoxes(space)
  const ruledOut = [...space.impossible, ...unlikelyBoxes(space.axes, space.numbers)]
  const sure = searchGaps(space, {
    taking: taking.map((box) => withoutFree(space, box)),
    ruledOut,
    wanted: GAPS_MAX,
    isBroad: true,
  })
  const real = sure.gaps.filter(isReal)
  if (real.length > 0) return { gaps: real, isDecided: true }
  const left = searchGaps(space, { taking, ruledOut, wanted: DOUBTFUL_MAX, isBroad: false })
  const found = left.gaps.filter(isReal).slice(0, GAPS_MAX)
  return { gaps: found, isDecided: found.length > 0 || (left.isComplete && left.gaps.length === 0) }
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
  return {
    statement: box.statement,
    axes: kept.map(({ axis }) => axis),
    sides: kept.map(({ side }) => (isEmpty ? [] : side)),
  }
}

type Search = {
  readonly taking: readonly Box[]
  readonly ruledOut: readonly Box[]
  readonly wanted: number
  /** Whether the next gap must be of another kind, or only not the same. */
  readonly isBroad: boolean
}

/** Gaps one after the other; complete when there are no others. */
function searchGaps(
  space: CheckSpace,
  search: Search,
): { readonly gaps: readonly Gap[]; readonly isComplete: boolean } {
  const random = createRandom(1)
  const gaps: Gap[] = []
  const known: Box[] = []
  while (gaps.length < search.wanted) {
    const outside = [...search.ruledOut, ...known, ...search.taking]
    const start =
      plainOutside(space, outside, random) ??
      sampleOutside(space.complete, outside, random) ??
      proveOutside(space.complete, outside, space.effort)
    if (start === 'covered' || start === 'cannot_tell') return { gaps, isComplete: start === 'covered' }
    const region = widen(space, start, [...known, ...search.taking])
    gaps.push({ region, classes: start })
    known.push(
      search.isBroad ? kindOf(space, region) : { statement: -1, axes: space.axes.map(({ id }) => id), sides: region },
    )
  }
  return { gaps, isComplete: false }
}

/** A lead without an account and on no list, which is the easiest to read; `null` when none was found at little cost. */
function plainOutside({ axes, complete }: CheckSpace, boxes: readonly Box[], random: Random): readonly number[] | null {
  const plain = axes.map((axis) => {
    if (axis.kind === 'opaque') return complete[axis.id]
    if (axis.symbol.origin === 'fact') return [1, 2]
    const withoutAccount = axis.symbol.origin === 'account' ? intersectClasses(complete[axis.id], [0, 1]) : []
    return withoutAccount.length > 0 ? withoutAccount : complete[axis.id]
  })
  const sampled = sampleOutside(plain, boxes, random)
  if (sampled !== null) return sampled
  const proven = proveOutside(plain, boxes, { looksLeft: PLAIN_LOOKS_MAX })
  return proven === 'covered' || proven === 'cannot_tell' ? null : proven
}

function sampleOutside(domain: Region, boxes: readonly Box[], random: Random): readonly number[] | null {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const classes = domain.map((side) => pickClass(side, random))
    if (!boxes.some((box) => boxHolds(box, classes))) return classes
  }
  return null
}

function proveOutside(
  domain: Region,
  boxes: readonly Box[],
  effort: Effort,
): readonly number[] | 'covered' | 'cannot_tell' {
  const result = coverRegion(domain, boxes, effort)
  switch (result.kind) {
    case 'covered':
      return 'covered'
    case 'gave_up':
      return 'cannot_tell'
    case 'outside':
      return result.region.map((side) => side[0])
  }
}

/**
 * The lead's region made as large as it can be, axis by axis, without touching a box that takes leads. Of two orders,
 * the one that leaves the fewest axes to speak of.
 */
function widen(space: CheckSpace, classes: readonly number[], boxes: readonly Box[]): Region {
  // An axis that no box asks about does not matter.
  const asked = new Set(boxes.flatMap(({ axes }) => axes))
  const start: Region = classes.map((id, axis) => (asked.has(axis) ? [id, id + 1] : space.complete[axis]))
  const ranked = [...asked].toSorted((a, b) => widenRank(space, a) - widenRank(space, b) || a - b)
  const orders = [ranked, ranked.toReversed()]
  const widened = orders.map((order) =>
    order.reduce((region, axis) => widenAxis(space, region, { axis, boxes }), start),
  )
  return widened.reduce((best, region) => (wordsFor(space, region) < wordsFor(space, best) ? region : best))
}

function widenAxis(
  { complete }: CheckSpace,
  region: Region,
  { axis, boxes }: { readonly axis: number; readonly boxes: readonly Box[] },
): Region {
  return withClasses(region, axis, classesFreeOf(region, axis, { boxes, among: complete[axis] }))
}

/** Computed parts are left out first, then attributes of many classes; that there is no account is easily said. */
function widenRank({ axes, isFree }: CheckSpace, axis: number): number {
  const one = axes[axis]
  if (isFree[axis] || one.kind === 'opaque') return 0
  return one.symbol.origin === 'field' ? 1 + 1 / one.classCount : 2
}

/** About how much there is to say of a region; what cannot be shown by a value counts as much. */
function wordsFor(space: CheckSpace, region: Region): number {
  const { axes, isWithoutAccount } = mattering(space, region)
  return axes.reduce((words, { id }) => words + (space.isFree[id] ? 100 : 1), isWithoutAccount ? 1 : 0)
}

/** All leads that are in the region where it is narrow: others of them would be gaps of the same kind. */
function kindOf(space: CheckSpace, region: Region): Box {
  const share = (axis: number): number => countClasses(region[axis]) / countClasses(space.complete[axis])
  const narrow = space.axes.map(({ id }) => id).filter((axis) => share(axis) < 1 && !isAboutAccount(space, axis))
  const least = Math.min(...narrow.map(share))
  const axes = narrow.filter((axis) => share(axis) === least).slice(0, 1)
  return { statement: -1, axes, sides: axes.map((axis) => region[axis]) }
}

function isAboutAccount({ axes }: CheckSpace, axis: number): boolean {
  const one = axes[axis]
  return one.kind === 'attribute' && (one.symbol.origin === 'account' || one.symbol.origin === 'fact')
}

import { type AxisBins, bin, countBins, cutBins } from './axis-bins.ts'
import { type AxisLiterals, cutBuckets, forEachReached } from './buckets.ts'
import type { RuleBoxes } from './rule-boxes.ts'

/** Which rows a word has: one for each bin of each axis that is worth it. */
export type RowLayout = {
  readonly bins: AxisBins
  /** By attribute axis: the number of its first row, the others following bin by bin; −1 when it has none. */
  readonly firstRow: Int32Array
  readonly rowCount: number
}

/** Rows take memory, and a search waits mostly for memory. */
const ROWS_MAX = 450
/** How finely an axis may be divided. */
const BUCKET_COUNTS = [6, 14, 30, 62, 126]
/** An axis that refuses a smaller share of boxes is not worth a look at its row. */
const REFUSAL_MIN = 0.05
/** Literals looked at for one axis; more would not change the layout. */
const SAMPLE_MAX = 2_000

/** Gives rows to axes where they refuse the most boxes: a few buckets first, then more where that tells more apart. */
export function layOutRows(boxes: RuleBoxes, literalsByAxis: readonly Int32Array[]): RowLayout {
  const counts = shareRows(boxes, literalsByAxis)
  const bins = cutBins(boxes, literalsByAxis, (axis) => Math.max(1, counts[axis]))
  const firstRow = new Int32Array(boxes.attributeAxisCount).fill(-1)
  let rowCount = 0
  for (const [axis, count] of counts.entries()) {
    if (count === 0) continue
    firstRow[axis] = rowCount
    rowCount += countBins(bins, axis)
  }
  return { bins, firstRow, rowCount }
}

/** So many buckets on an axis, and how many boxes their rows would refuse, of leads spread evenly over the classes. */
type Division = { readonly axis: number; readonly buckets: number; readonly refused: number }

/** By axis: the buckets it gets; 0 for no rows at all. */
function shareRows(boxes: RuleBoxes, literalsByAxis: readonly Int32Array[]): readonly number[] {
  const chosen = literalsByAxis.map((_, axis): Division => ({ axis, buckets: 0, refused: 0 }))
  const divisions = literalsByAxis.flatMap((literals, axis) => divisionsOf({ boxes, axis, literals }))
  let left = ROWS_MAX
  const costOf = ({ axis, buckets }: Division): number =>
    buckets - chosen[axis].buckets + (chosen[axis].buckets === 0 ? bin.first : 0)
  const gainOf = (division: Division): number => {
    const isAffordable = division.buckets > chosen[division.axis].buckets && costOf(division) <= left
    return isAffordable ? (division.refused - chosen[division.axis].refused) / costOf(division) : 0
  }
  for (;;) {
    const best = divisions.reduce<Division | null>((a, b) => (gainOf(b) > (a === null ? 0 : gainOf(a)) ? b : a), null)
    if (best === null) return chosen.map(({ buckets }) => buckets)
    left -= costOf(best)
    chosen[best.axis] = best
  }
}

/** The axis divided ever more finely, from where it is worth a look. */
function divisionsOf({ boxes, axis, literals }: AxisLiterals): readonly Division[] {
  const step = Math.ceil(literals.length / SAMPLE_MAX)
  const sample = literals.filter((_, index) => index % step === 0)
  const counts = new Set(BUCKET_COUNTS.map((count) => Math.min(count, boxes.axes[axis].classCount - 1)))
  return [...counts]
    .map((buckets) => {
      const starts = cutBuckets({ boxes, axis, literals: sample }, buckets)
      let reached = 0
      const visit = (first: number, last: number): void => {
        reached += last - first + 1
      }
      for (const literal of sample) forEachReached(boxes, literal, { starts, visit })
      return { axis, buckets, refused: literals.length * (1 - reached / (starts.length * sample.length)) }
    })
    .filter(({ refused }) => refused >= REFUSAL_MIN * boxes.boxCount)
}

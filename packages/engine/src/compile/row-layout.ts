import { type AxisBins, bin, countBins, cutBins } from './axis-bins.ts'
import { type AxisLiterals, cutBuckets, forEachReached } from './buckets.ts'
import type { RuleBoxes } from './rule-boxes.ts'

/**
 * Which rows a word has: one for each bin of each axis that is worth it. Two axes of few bins, such as flags, form a group and have
 * one for each pair of bins: a search reads one row of each group.
 */
export type RowLayout = {
  readonly bins: AxisBins
  /** By attribute axis: its group, −1 when it has no rows; and how far apart the rows of neighbouring bins stand. */
  readonly group: Int32Array
  readonly stride: Int32Array
  /** By group: its first row; one more entry, the number of rows. */
  readonly firstRow: Int32Array
  readonly rowCount: number
}

/** Rows take memory, and a search waits mostly for memory. */
const ROWS_MAX = 450
/** An axis of no more bins than a flag has shares its rows with another one. */
const SHARED_BINS_MAX = 4
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
  const group = new Int32Array(boxes.attributeAxisCount).fill(-1)
  const stride = new Int32Array(boxes.attributeAxisCount).fill(1)
  const firstRow = [0]
  for (const axes of groupAxes(bins, counts)) {
    let rows = 1
    for (const axis of axes) {
      group[axis] = firstRow.length - 1
      stride[axis] = rows
      rows *= countBins(bins, axis)
    }
    firstRow.push(firstRow[firstRow.length - 1] + rows)
  }
  return { bins, group, stride, firstRow: Int32Array.from(firstRow), rowCount: firstRow[firstRow.length - 1] }
}

/** The axes that have rows, two of few bins together. */
function groupAxes(bins: AxisBins, counts: readonly number[]): readonly (readonly number[])[] {
  const axes = [...counts.keys()].filter((axis) => counts[axis] > 0)
  const small = axes.filter((axis) => countBins(bins, axis) <= SHARED_BINS_MAX)
  const pairs = small.flatMap((_, index) => (index % 2 === 0 ? [small.slice(index, index + 2)] : []))
  return [...axes.filter((axis) => !small.includes(axis)).map((axis) => [axis]), ...pairs]
}

/** Whether the axis has a group for itself. */
export function isAlone({ group }: RowLayout, axis: number): boolean {
  return group.every((each, other) => other === axis || each !== group[axis])
}

/** Calls back with each row of leads that are in this bin of the axis. */
export function forEachRow(
  layout: RowLayout,
  at: { readonly axis: number; readonly bin: number },
  visit: (row: number) => void,
): void {
  const { bins, group, stride, firstRow } = layout
  const width = stride[at.axis]
  const end = firstRow[group[at.axis] + 1]
  const step = width * countBins(bins, at.axis)
  for (let first = firstRow[group[at.axis]] + at.bin * width; first < end; first += step) {
    for (let row = first; row < first + width; row += 1) visit(row)
  }
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

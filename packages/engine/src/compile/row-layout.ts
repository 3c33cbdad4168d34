import { type CoarseClasses, FIRST_BUCKET } from './coarse-classes.ts'
import type { RuleBoxes } from './rule-boxes.ts'

/** Which rows a word has, after row 0. */
export type RowLayout = {
  /** By attribute axis: the number of its first row, the others following place by place; 0 when it has none. */
  readonly firstRow: Int32Array
  readonly rowCount: number
}

/** Rows for more axes would cost more than they spare; those that most literals are on have them. */
const AXES_MAX = 32

export function layOutRows(
  { attributeAxisCount }: RuleBoxes,
  { starts }: CoarseClasses,
  literalsByAxis: readonly Int32Array[],
): RowLayout {
  const byUse = [...starts.keys()].toSorted((a, b) => literalsByAxis[b].length - literalsByAxis[a].length)
  const firstRow = new Int32Array(attributeAxisCount)
  let rowCount = 1
  for (const axis of byUse.slice(0, AXES_MAX)) {
    firstRow[axis] = rowCount
    rowCount += FIRST_BUCKET + starts[axis].length
  }
  return { firstRow, rowCount }
}

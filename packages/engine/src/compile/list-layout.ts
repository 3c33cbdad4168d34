import { type CoarseClasses, coarsePlaces, FIRST_BUCKET } from './coarse-classes.ts'
import type { RuleBoxes } from './rule-boxes.ts'

/** Bits of an integer, and so boxes of one word. */
export const WORD = 32

/**
 * A list of boxes, 32 to a word: the numbers of the boxes, then rows of one bit per box. There is a row for each axis and
 * place (see `CoarseClasses`), in which a bit is on where the box refuses every lead at that place. A lead is at one
 * place of each axis; what it leaves off in all those rows may hold. Row 0 has the bits of boxes that are
 * not there, where the last word is not full.
 */
export type ListLayout = {
  /** By attribute axis: the number of its first row; 0 when it has none. */
  readonly firstRow: Int32Array
  readonly rowCount: number
}

/** Rows for more axes would cost more than they spare; those that most literals are on have them. */
const AXES_MAX = 32

export function layOutLists(
  { attributeAxisCount }: RuleBoxes,
  { starts }: CoarseClasses,
  literalsByAxis: readonly Int32Array[],
): ListLayout {
  const axes = [...starts.keys()]
    .toSorted((a, b) => literalsByAxis[b].length - literalsByAxis[a].length)
    .slice(0, AXES_MAX)
  const firstRow = new Int32Array(attributeAxisCount)
  let rowCount = 1
  for (const axis of axes) {
    firstRow[axis] = rowCount
    rowCount += FIRST_BUCKET + starts[axis].length
  }
  return { firstRow, rowCount }
}

/** What a list is written from. */
export type ListSource = { readonly boxes: RuleBoxes; readonly coarse: CoarseClasses; readonly layout: ListLayout }

/** The list of these boxes, given in order. */
export function listOf(source: ListSource, members: ArrayLike<number>): Int32Array {
  const words = Math.ceil(members.length / WORD)
  const list = new Int32Array(words * (WORD + source.layout.rowCount))
  const rows = list.subarray(words * WORD)
  for (let index = 0; index < words * WORD; index += 1) {
    if (index < members.length) {
      list[index] = members[index]
      fillRows(source, rows, { box: members[index], words, index })
    } else rows[words - 1] |= 1 << (index & 31)
  }
  return list
}

type Entry = { readonly box: number; readonly words: number; readonly index: number }

function fillRows({ boxes, coarse, layout }: ListSource, rows: Int32Array, { box, words, index }: Entry): void {
  const [word, bit] = [index >> 5, 1 << (index & 31)]
  for (let literal = boxes.firstLiteral[box]; literal < boxes.firstLiteral[box + 1]; literal += 1) {
    const axis = boxes.literalAxis[literal]
    const first = axis < boxes.attributeAxisCount ? layout.firstRow[axis] : 0
    if (first === 0) continue
    let accepted = 0
    for (const place of coarsePlaces(boxes, literal, coarse)) accepted |= 1 << place
    for (let place = 0; place < FIRST_BUCKET + coarse.starts[axis].length; place += 1) {
      if ((accepted & (1 << place)) === 0) rows[(first + place) * words + word] |= bit
    }
  }
}

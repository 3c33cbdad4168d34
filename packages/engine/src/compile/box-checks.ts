import { IntList } from './int-list.ts'
import type { RuleBoxes } from './rule-boxes.ts'

/**
 * Every box's literals once more, in the order a search reads them: all of a box in one place, since a search asks
 * few boxes, each somewhere else in memory. For each literal the axis, the rank when missing, the number of intervals,
 * and each interval's start and end; after the last literal `END_OF_CHECKS`.
 */
export type BoxChecks = { readonly first: Int32Array; readonly checks: Int32Array }

export const END_OF_CHECKS = -1

export function writeBoxChecks(boxes: RuleBoxes): BoxChecks {
  const first = new Int32Array(boxes.boxCount)
  const checks = new IntList(boxes.literalAxis.length * 5 + boxes.boxCount)
  for (let box = 0; box < boxes.boxCount; box += 1) {
    first[box] = checks.length
    for (let literal = boxes.firstLiteral[box]; literal < boxes.firstLiteral[box + 1]; literal += 1) {
      checks.push(boxes.literalAxis[literal])
      checks.push(boxes.literalWhenMissing[literal])
      const start = boxes.literalSet[literal]
      const end = start + 1 + 2 * boxes.sets[start]
      for (let index = start; index < end; index += 1) checks.push(boxes.sets[index])
    }
    checks.push(END_OF_CHECKS)
  }
  return { first, checks: checks.toArray() }
}

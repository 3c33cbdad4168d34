import { IntList } from './int-list.ts'
import type { RuleBoxes } from './rule-boxes.ts'

/**
 * Every box's literals once more, in the order a search asks them: all of a box in one place, since a search asks
 * few boxes, each somewhere else in memory. For each box the number of its literals; for each literal its axis, its rank
 * when missing, the number of its intervals, and each interval's start and end.
 */
export type BoxChecks = {
  /** By box: where its checks start. */
  readonly first: Int32Array
  /** Short integers where they are enough, as nearly always: half the memory to wait for. */
  readonly checks: Uint16Array | Int32Array
}

const SHORT_MAX = 0xffff

/** Writes the checks of every box. */
export function writeBoxChecks(boxes: RuleBoxes): BoxChecks {
  const first = new Int32Array(boxes.boxCount)
  const checks = new IntList(boxes.literalAxis.length * 5 + boxes.boxCount)
  for (let box = 0; box < boxes.boxCount; box += 1) {
    first[box] = checks.length
    const [start, end] = [boxes.firstLiteral[box], boxes.firstLiteral[box + 1]]
    checks.push(end - start)
    for (let literal = start; literal < end; literal += 1) {
      checks.push(boxes.literalAxis[literal])
      checks.push(boxes.literalWhenMissing[literal])
      const set = boxes.literalSet[literal]
      checks.copy(boxes.sets.subarray(set, set + 1 + 2 * boxes.sets[set]), checks.extend(1 + 2 * boxes.sets[set]))
    }
  }
  const isShort = boxes.axes.length <= SHORT_MAX && boxes.axes.every(({ classCount }) => classCount <= SHORT_MAX)
  return { first, checks: isShort ? Uint16Array.from(checks.toArray()) : checks.toArray() }
}

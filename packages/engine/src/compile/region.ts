import type { RuleBoxes } from './rule-boxes.ts'
import type { TreeLimits } from './tree-limits.ts'

/** Part of the space, as the tree being built divides it, and the boxes that reach into it. */
export type Region = {
  readonly boxes: RuleBoxes
  readonly limits: TreeLimits
  /** Numbers of the boxes, in the order they are asked. */
  readonly members: Int32Array
  /** By attribute axis: the classes still possible, from `low` up to, not including, `high`. One or none: settled. */
  readonly low: Int32Array
  readonly high: Int32Array
  /** How many places in leaves the members may take in all. */
  readonly budget: number
}

/** The whole space with these boxes. */
export function wholeSpace(boxes: RuleBoxes, members: Int32Array, limits: TreeLimits): Region {
  const low = new Int32Array(boxes.attributeAxisCount).fill(1)
  const high = Int32Array.from({ length: boxes.attributeAxisCount }, (_, axis) => boxes.axes[axis].classCount)
  return { boxes, limits, members, low, high, budget: members.length * limits.copiesMax }
}

/** The same region with only these classes of one axis. An axis whose value is missing is settled, too. */
export function narrow(region: Region, axis: number, classes: { readonly low: number; readonly high: number }): Region {
  const low = region.low.slice()
  const high = region.high.slice()
  low[axis] = classes.low
  high[axis] = classes.high
  return { ...region, low, high }
}

/** Whether leads in the region may still differ on this axis, so that asking about it is of use. */
export function isOpen({ low, high }: Region, axis: number): boolean {
  return axis < low.length && high[axis] - low[axis] > 1
}

/** The share of the classes still possible that the literal accepts. */
export function shareOf(region: Region, literal: number): number {
  const { literalAxis, literalSet, sets } = region.boxes
  const axis = literalAxis[literal]
  const [low, high] = [region.low[axis], region.high[axis]]
  const start = literalSet[literal]
  const end = start + 1 + 2 * sets[start]
  let count = 0
  for (let index = start + 1; index < end; index += 2) {
    count += Math.max(0, Math.min(sets[index + 1], high) - Math.max(sets[index], low))
  }
  return count / (high - low)
}

/** The member's literal on this axis; −1 when it does not ask about it. */
export function literalOn(boxes: RuleBoxes, box: number, axis: number): number {
  for (let literal = boxes.firstLiteral[box]; literal < boxes.firstLiteral[box + 1]; literal += 1) {
    if (boxes.literalAxis[literal] === axis) return literal
  }
  return -1
}

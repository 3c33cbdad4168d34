import { type ClassSet, uniteClasses } from '../compile/class-set.ts'
import { boxAt, type RuleBoxes } from '../compile/rule-boxes.ts'
import type { Box, Region } from './box.ts'
import type { ClassNumbers } from './class-numbers.ts'

/** The boxes of all statements, in their order, and how to find those near a region without looking at each closely. */
export type BoxTable = {
  readonly boxes: readonly Box[]
  /** By statement: its first box; one more entry at the end. */
  readonly firstBox: ArrayLike<number>
  /** Boxes from number `from` up to, not including, `end` that may touch the region; those left out surely do not. */
  near(region: Region, from: number, end: number): Box[]
}

/** The rules' boxes as the leads for which they are true, in the given numbers of classes. */
export function createBoxTable(rules: RuleBoxes, numbers: readonly ClassNumbers[]): BoxTable {
  const boxes = Array.from({ length: rules.boxCount }, (_, box) => readBox(rules, box, numbers))
  const { attributeAxisCount, firstBox } = rules
  const bits = numbers.slice(0, attributeAxisCount).map(({ count }, axis) => bitsOf(axis, count, boxes))
  const masks = bits.map(() => new Int32Array(boxes.length).fill(-1))
  for (const [number, box] of boxes.entries()) {
    for (const [index, axis] of box.axes.entries()) {
      if (axis < attributeAxisCount) masks[axis][number] = maskOf(bits[axis], box.sides[index])
    }
  }
  const full = bits.map((bitOf) => maskOf(bitOf, [0, bitOf.length]))
  return {
    boxes,
    firstBox,
    near: (region, from, end) => nearBoxes({ boxes, bits, masks, full }, region, { from, end }),
  }
}

function readBox(rules: RuleBoxes, box: number, numbers: readonly ClassNumbers[]): Box {
  const literals = boxAt(rules, box)
  return {
    statement: rules.ruleOf[box],
    axes: literals.map(({ axis }) => axis),
    sides: literals.map(({ axis, classes, whenMissing }) =>
      numbers[axis].renumber(whenMissing === 2 ? uniteClasses([0, 1], classes) : classes),
    ),
  }
}

const BITS = 31

/** By class: one of 32 bits. Class 0 has its own; the others share theirs with neighbours, so that as many bounds as possible fall between bits. */
function bitsOf(axis: number, classCount: number, boxes: readonly Box[]): Int32Array {
  const bounds = new Int32Array(classCount + 1)
  let total = 0
  for (const box of boxes) {
    const index = box.axes.indexOf(axis)
    if (index < 0) continue
    for (const bound of box.sides[index]) bounds[bound] += 1
    total += box.sides[index].length
  }
  const bits = new Int32Array(classCount)
  bits[0] = 1
  let seen = 0
  for (let id = 1; id < classCount; id += 1) {
    seen += bounds[id]
    const isFine = classCount - 1 <= BITS
    bits[id] = 1 << (1 + (isFine ? id - 1 : Math.min(BITS - 1, Math.floor((seen * BITS) / (total + 1)))))
  }
  return bits
}

function maskOf(bits: Int32Array, classes: ClassSet): number {
  let mask = 0
  for (let index = 0; index < classes.length; index += 2) {
    const start = Math.max(1, classes[index])
    if (classes[index] === 0) mask |= 1
    if (start >= classes[index + 1]) continue
    // Bits follow the classes' order: all from the first to the last.
    const low = 31 - Math.clz32(bits[start])
    const high = 31 - Math.clz32(bits[classes[index + 1] - 1])
    for (let bit = low; bit <= high; bit += 1) mask |= 1 << bit
  }
  return mask
}

type Masks = {
  readonly boxes: readonly Box[]
  readonly bits: readonly Int32Array[]
  readonly masks: readonly Int32Array[]
  readonly full: readonly number[]
}

function nearBoxes(
  { boxes, bits, masks, full }: Masks,
  region: Region,
  { from, end }: { readonly from: number; readonly end: number },
): Box[] {
  const wanted = bits.map((bitOf, axis) => maskOf(bitOf, region[axis]))
  const narrow = wanted
    .map((mask, axis) => ({ mask, axis, share: countBits(mask) / countBits(full[axis]) }))
    .filter(({ mask, axis }) => mask !== full[axis])
    .toSorted((a, b) => a.share - b.share)
  let numbers: readonly number[] | null = null
  for (const { mask, axis } of narrow) numbers = withBit(masks[axis], mask, numbers ?? { from, end })
  return numbers === null ? boxes.slice(from, end) : numbers.map((number) => boxes[number])
}

function withBit(
  masks: Int32Array,
  mask: number,
  among: readonly number[] | { readonly from: number; readonly end: number },
): readonly number[] {
  if ('from' in among) {
    const found: number[] = []
    for (let number = among.from; number < among.end; number += 1) if ((masks[number] & mask) !== 0) found.push(number)
    return found
  }
  return among.filter((number) => (masks[number] & mask) !== 0)
}

function countBits(mask: number): number {
  let count = 0
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1
  return count
}

/** The region with the classes of one axis replaced. */
export function withClasses(region: Region, axis: number, classes: ClassSet): Region {
  const copy = [...region]
  copy[axis] = classes
  return copy
}

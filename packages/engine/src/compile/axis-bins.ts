import { bucketOf, cutBuckets, forEachReached } from './buckets.ts'
import type { RuleBoxes } from './rule-boxes.ts'

/**
 * An attribute axis in bins: two for a lead that lacks the attribute (what is not false then, what is true then), and
 * one for each of a few buckets of neighbouring classes. A lead is in one bin; a literal reaches every bin in which it
 * may hold for some lead.
 */
export const bin = { missingNotFalse: 0, missingTrue: 1, first: 2 } as const

/** By attribute axis: the first class of each bucket. */
export type AxisBins = { readonly starts: readonly Int32Array[] }

/** Cuts each axis into at most so many buckets, so that the rules' literals begin and end evenly among them. */
export function cutBins(
  boxes: RuleBoxes,
  literalsByAxis: readonly Int32Array[],
  bucketsMaxOf: (axis: number) => number,
): AxisBins {
  return { starts: literalsByAxis.map((literals, axis) => cutBuckets({ boxes, axis, literals }, bucketsMaxOf(axis))) }
}

/** How many bins the axis has. */
export function countBins({ starts }: AxisBins, axis: number): number {
  return bin.first + starts[axis].length
}

/** The bin of a class; class 0 is in the one for what is true when missing. */
export function binOf({ starts }: AxisBins, axis: number, id: number): number {
  return id === 0 ? bin.missingTrue : bin.first + bucketOf(starts[axis], id)
}

/** Calls back with each bin that the literal reaches. */
export function forEachBin(
  { starts }: AxisBins,
  boxes: RuleBoxes,
  reach: { readonly literal: number; readonly visit: (bin: number) => void },
): void {
  const { literal, visit } = reach
  forEachMissingBin(boxes, literal, visit)
  forEachReached(boxes, literal, {
    starts: starts[boxes.literalAxis[literal]],
    visit(first, last) {
      for (let bucket = first; bucket <= last; bucket += 1) visit(bin.first + bucket)
    },
  })
}

/** The same for a missing attribute alone. */
export function forEachMissingBin(
  { literalWhenMissing }: RuleBoxes,
  literal: number,
  visit: (bin: number) => void,
): void {
  if (literalWhenMissing[literal] > 0) visit(bin.missingNotFalse)
  if (literalWhenMissing[literal] === 2) visit(bin.missingTrue)
}

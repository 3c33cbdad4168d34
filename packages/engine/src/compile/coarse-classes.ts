import { bucketOf, cutBuckets, forEachReached } from './buckets.ts'
import type { RuleBoxes } from './rule-boxes.ts'

/** Places of one axis: two for a missing attribute, then up to 30 buckets. */
export const COARSE_PLACES = 32
/** Where a lead that lacks the attribute finds what is not false then, and what is true then. */
export const MISSING_NOT_FALSE = 0
export const MISSING_TRUE = 1
export const FIRST_BUCKET = 2

/** Each attribute axis in a few buckets of neighbouring classes. */
export type CoarseClasses = {
  /** By axis: the first class of each bucket. */
  readonly starts: readonly Int32Array[]
  /** By axis and class: its place. Class 0 is `MISSING_TRUE`. */
  readonly places: readonly Uint8Array[]
  /** By axis: the number of its places. */
  readonly placeCounts: readonly number[]
}

/** Chooses the buckets so that the rules' literals begin and end evenly among them. */
export function coarsen(boxes: RuleBoxes, literalsByAxis: readonly Int32Array[]): CoarseClasses {
  const starts = literalsByAxis.map((literals, axis) =>
    cutBuckets({ boxes, axis, literals }, COARSE_PLACES - FIRST_BUCKET),
  )
  const places = starts.map((starts, axis) =>
    Uint8Array.from({ length: boxes.axes[axis].classCount }, (_, id) =>
      id === 0 ? MISSING_TRUE : FIRST_BUCKET + bucketOf(starts, id),
    ),
  )
  return { starts, places, placeCounts: starts.map(({ length }) => FIRST_BUCKET + length) }
}

/** The places where the literal may hold, in order. */
export function coarsePlaces(boxes: RuleBoxes, literal: number, { starts }: CoarseClasses): readonly number[] {
  const places: number[] = []
  if (boxes.literalWhenMissing[literal] > 0) places.push(MISSING_NOT_FALSE)
  if (boxes.literalWhenMissing[literal] === 2) places.push(MISSING_TRUE)
  const visit = (first: number, last: number): void => {
    for (let bucket = first; bucket <= last; bucket += 1) places.push(FIRST_BUCKET + bucket)
  }
  forEachReached(boxes, literal, { starts: starts[boxes.literalAxis[literal]], visit })
  return places
}

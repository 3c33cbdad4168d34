import { isOpen, type Region, shareOf } from './region.ts'

/** The axis to divide a region by, and into how many buckets at most. */
export type Fork = { readonly axis: number; readonly bucketsMax: number }

/** What the members of a region ask about one axis. */
export type AxisUse = {
  readonly axis: number
  /** Members that ask about it. */
  readonly asking: number
  /** The mean share of classes they accept. */
  readonly share: number
}

/** Members looked at to choose; more would not change the choice. */
const SAMPLE_MAX = 4096

/**
 * Chooses the axis that leaves a search the fewest boxes to look at: those that do not ask about it, and the expected
 * rest of the others. `null` when no axis saves enough within the budget.
 */
export function chooseFork(region: Region): Fork | null {
  const count = region.members.length
  let chosen: Fork | null = null
  let least = 0.85 * count
  for (const use of axisUses(region)) {
    const bucketsMax = affordableBuckets(region, use)
    if (bucketsMax < 2) continue
    const classes = region.high[use.axis] - region.low[use.axis]
    const share = Math.min(1, use.share + (bucketsMax < classes ? 1 / bucketsMax : 0))
    const cost = count - use.asking + use.asking * share + region.limits.forkCost
    if (cost >= least) continue
    least = cost
    chosen = { axis: use.axis, bucketsMax }
  }
  return chosen
}

/** What the members ask, axis by axis; estimated from a sample where they are many. */
export function axisUses(region: Region): readonly AxisUse[] {
  const { boxes, members, low } = region
  const step = Math.max(1, Math.floor(members.length / SAMPLE_MAX))
  const [asking, shares] = [new Float64Array(low.length), new Float64Array(low.length)]
  for (let index = 0; index < members.length; index += step) {
    const box = members[index]
    for (let literal = boxes.firstLiteral[box]; literal < boxes.firstLiteral[box + 1]; literal += 1) {
      const axis = boxes.literalAxis[literal]
      if (!isOpen(region, axis)) continue
      asking[axis] += 1
      shares[axis] += shareOf(region, literal)
    }
  }
  const uses: AxisUse[] = []
  for (let axis = 0; axis < low.length; axis += 1) {
    if (asking[axis] > 0) uses.push({ axis, asking: Math.min(members.length, asking[axis] * step), share: shares[axis] / asking[axis] })
  }
  return uses
}

/** A box stands in each bucket its literal reaches, once where the attribute is missing, and all within the budget. */
function affordableBuckets(region: Region, { asking, share }: AxisUse): number {
  const copies = (region.budget - (region.members.length - asking)) / asking - 1
  // A literal that accepts a share s of the classes reaches about s × buckets + 1 of them.
  return Math.min(region.limits.forkBucketsMax, Math.floor((copies - 1) / Math.max(share, 1e-9)))
}

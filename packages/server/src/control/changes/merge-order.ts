/** Orders of one list: as it was, and as either side has it. */
export type ThreeOrders = {
  readonly base: readonly string[]
  readonly ours: readonly string[]
  readonly theirs: readonly string[]
}

/**
 * The order of a list that both sides changed, of the ids in `kept`; `null` where they differ about it: both moved what was there, or
 * both put something new at the same place.
 */
export function mergeOrder({ base, ours, theirs }: ThreeOrders, kept: ReadonlySet<string>): readonly string[] | null {
  const common = new Set(base.filter((id) => ours.includes(id) && theirs.includes(id)))
  const [was, left, right] = [base, ours, theirs].map((ids) => ids.filter((id) => common.has(id)).join('\n'))
  if (left !== was && right !== was && left !== right) return null
  const [main, other] = left === was ? [theirs, ours] : [ours, theirs]
  const known = new Set(base)
  const isNew = (id: string): boolean => !known.has(id)
  const places = new Set(main.filter((id) => isNew(id) && !other.includes(id)).map((id) => placeOf(id, main, common)))
  const merged = [...main]
  for (const id of other) {
    if (merged.includes(id) || !isNew(id)) continue
    const place = placeOf(id, other, common)
    if (places.has(place)) return null
    const before = other.slice(0, other.indexOf(id)).findLast((earlier) => merged.includes(earlier))
    merged.splice(before === undefined ? 0 : merged.indexOf(before) + 1, 0, id)
  }
  return merged.filter((id) => kept.has(id))
}

/** After which id that all have something new was put; an empty text: before all of them. */
function placeOf(id: string, list: readonly string[], common: ReadonlySet<string>): string {
  return list.slice(0, list.indexOf(id)).findLast((earlier) => common.has(earlier)) ?? ''
}

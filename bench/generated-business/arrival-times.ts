import { createRandom } from '@rightful/engine/testing'

const hourMs = 3_600_000

/** So many instants over some days, in order: 72 % of each day's leads come between 13:00 and 22:00 UTC. */
export function arrivalTimes(
  seed: number,
  count: number,
  span: { readonly fromMs: number; readonly days: number },
): Float64Array {
  const random = createRandom(seed)
  const times = Float64Array.from({ length: count }, () => {
    const hour = random.chance(0.72) ? 13 + 9 * random.next() : (22 + 15 * random.next()) % 24
    return span.fromMs + Math.floor((random.below(span.days) * 24 + hour) * hourMs)
  })
  return times.sort()
}

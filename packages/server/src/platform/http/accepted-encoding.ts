/** How a body may be compressed, the best first. */
export const encodings = ['br', 'gzip'] as const

/** One of these. */
export type Encoding = (typeof encodings)[number]

/**
 * The encoding that an Accept-Encoding header likes most among those that are there; `null` is the body as it is, which also answers
 * whoever says nothing, and whoever takes nothing at all.
 */
export function chooseEncoding(header: string | undefined, there: readonly Encoding[]): Encoding | null {
  const weights = readWeights(header ?? '')
  const weightOf = (name: string): number => weights.get(name) ?? weights.get('*') ?? 0
  const best = encodings
    .filter((encoding) => there.includes(encoding))
    .reduce<Encoding | null>((best, other) => (best === null || weightOf(other) > weightOf(best) ? other : best), null)
  if (best === null || weightOf(best) === 0) return null
  return weightOf(best) >= (weights.get('identity') ?? 0) ? best : null
}

/** `br, gzip;q=0.5` → how much each is liked, from 0 to 1. What cannot be read is not liked. */
function readWeights(header: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>()
  for (const part of header.split(',')) {
    const [, name, weight = '1'] = /^\s*([\w*-]+)\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i.exec(part) ?? []
    if (name !== undefined) weights.set(name.toLowerCase(), Number(weight))
  }
  return weights
}

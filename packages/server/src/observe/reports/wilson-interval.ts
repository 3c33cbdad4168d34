/** The quantile of the normal distribution that leaves 2.5 % on each side. */
const Z = 1.959963984540054

/**
 * The interval that holds a rate with a probability of 95 %, told from so many of so many: the score interval of E. B. Wilson,
 * "Probable inference, the law of succession, and statistical inference", JASA 22 (1927), 209–212. `null` of nothing. Unlike the plain
 * one it stays between 0 and 1 and means something for a few, or for none of many.
 */
export function wilsonInterval(part: number, whole: number): { readonly low: number; readonly high: number } | null {
  if (whole === 0) return null
  const rate = part / whole
  const squared = Z * Z
  const middle = rate + squared / (2 * whole)
  const spread = Z * Math.sqrt((rate * (1 - rate)) / whole + squared / (4 * whole * whole))
  const scale = 1 + squared / whole
  return {
    low: part === 0 ? 0 : rounded((middle - spread) / scale),
    high: part === whole ? 1 : rounded((middle + spread) / scale),
  }
}

function rounded(share: number): number {
  return Math.round(share * 1e6) / 1e6
}

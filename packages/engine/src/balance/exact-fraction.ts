/** An exact fraction of whole numbers; the denominator is above zero. */
export type Fraction = { readonly numerator: number; readonly denominator: number }

/** Below zero when `a` is smaller, above when `b` is, 0 when they are equal: exact for all whole numbers. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const left = a.numerator * b.denominator
  const right = b.numerator * a.denominator
  if (isExact(left) && isExact(right)) return left - right
  const exactLeft = BigInt(a.numerator) * BigInt(b.denominator)
  const exactRight = BigInt(b.numerator) * BigInt(a.denominator)
  return exactLeft < exactRight ? -1 : Number(exactLeft > exactRight)
}

/** `factor × fraction`, to the nearest whole number (halves go up); exact up to that rounding. */
export function scaleRounded(factor: number, fraction: Fraction): number {
  const { numerator, denominator } = fraction
  const doubled = factor * numerator * 2 + denominator
  if (isExact(doubled) && isExact(denominator * 2)) return Math.floor(doubled / (denominator * 2))
  const exact = BigInt(factor) * BigInt(numerator) * 2n + BigInt(denominator)
  return Number(floorDivide(exact, BigInt(denominator) * 2n))
}

/** `factor × fraction`, to the next whole number above. */
export function scaleUp(factor: number, fraction: Fraction): number {
  const product = factor * fraction.numerator
  if (isExact(product)) return -Math.floor(-product / fraction.denominator)
  return Number(-floorDivide(-BigInt(factor) * BigInt(fraction.numerator), BigInt(fraction.denominator)))
}

/** A product of whole numbers that a double cannot hold exactly comes out beyond the safe integers. */
function isExact(product: number): boolean {
  return product <= Number.MAX_SAFE_INTEGER && product >= Number.MIN_SAFE_INTEGER
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  return dividend % divisor < 0n ? quotient - 1n : quotient
}

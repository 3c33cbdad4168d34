const base = 36
const delimiter = '-'

/** A DNS label has at most 63 characters. */
const labelLengthMax = 63

/**
 * Writes a host name with its international labels spelled out: `xn--mnchen-3ya.de` → `münchen.de`. A label that is not valid Punycode
 * stays as it is. (RFC 3492.)
 */
export function decodeHost(host: string): string {
  if (!host.includes('xn--')) return host
  const labels = host
    .split('.')
    .map((label) => (label.startsWith('xn--') ? (decodeLabel(label.slice(4)) ?? label) : label))
  return labels.join('.')
}

function decodeLabel(encoded: string): string | null {
  if (encoded.length > labelLengthMax) return null
  const split = encoded.lastIndexOf(delimiter)
  const points = Array.from(encoded.slice(0, Math.max(split, 0)), (character) => character.codePointAt(0) ?? 0)
  let point = 128
  let index = 0
  let bias = 72
  let position = split + 1
  while (position < encoded.length) {
    const start = index
    let weight = 1
    for (let k = base; ; k += base) {
      const digit = digitOf(encoded.charCodeAt(position))
      position += 1
      if (digit === null) return null
      index += digit * weight
      const threshold = Math.min(Math.max(k - bias, 1), 26)
      if (digit < threshold) break
      weight *= base - threshold
    }
    bias = adapt(index - start, points.length + 1, start === 0)
    point += Math.floor(index / (points.length + 1))
    index %= points.length + 1
    // Also where an absurd weight made it infinite or no number.
    if (!(point <= 0x10ffff) || (point >= 0xd800 && point <= 0xdfff)) return null
    points.splice(index, 0, point)
    index += 1
  }
  const text = String.fromCodePoint(...points)
  return /^[\p{L}\p{M}\p{N}-]+$/u.test(text) ? text.normalize('NFC') : null
}

function digitOf(unit: number): number | null {
  if (unit >= 97 && unit <= 122) return unit - 97
  return unit >= 48 && unit <= 57 ? unit - 22 : null
}

function adapt(delta: number, count: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / 700) : Math.floor(delta / 2)
  rest += Math.floor(rest / count)
  let k = 0
  for (; rest > 455; k += base) rest = Math.floor(rest / 35)
  return k + Math.floor((36 * rest) / (rest + 38))
}

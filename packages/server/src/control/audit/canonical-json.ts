/** A value as canonical JSON (RFC 8785), byte for byte the same wherever it is written. Half a surrogate pair becomes U+FFFD. */
export function canonicalJson(value: unknown): string {
  const plain: unknown = JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === 'string' ? part.toWellFormed() : part,
  )
  return canonicalText(plain)
}

/**
 * The canonical text of what JSON.parse gives: RFC 8785 writes numbers and strings as ECMAScript does, and orders the names of an
 * object by their UTF-16 units, as `sort` does.
 */
export function canonicalText(plain: unknown): string {
  if (typeof plain !== 'object' || plain === null) return JSON.stringify(plain)
  if (Array.isArray(plain)) return `[${plain.map(canonicalText).join(',')}]`
  const parts = Object.entries(plain).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${parts.map(([name, part]) => `${JSON.stringify(name)}:${canonicalText(part)}`).join(',')}}`
}

import canonicalize from 'canonicalize'

/** A value as canonical JSON (RFC 8785), byte for byte the same wherever it is written. Half a surrogate pair becomes U+FFFD. */
export function canonicalJson(value: unknown): string {
  const plain: unknown = JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === 'string' ? part.toWellFormed() : part,
  )
  const text = canonicalize(plain)
  if (text === undefined) throw new TypeError('Nothing cannot be written as JSON.')
  return text
}

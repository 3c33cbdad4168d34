import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { type Canonical, canonicalPolicy, canonicalRule } from './canonical-policy.ts'
import type { Policy } from './policy.ts'

/**
 * The address of a policy's content: the hex SHA-256 of its canonical form, the rows of its tables and the built-in
 * groups it uses included. Comments, layout, the order of keys and defaults left unsaid do not change it.
 */
export function contentHash(policy: Omit<Policy, 'hash'>): string {
  const hash = sha256.create()
  hash.update(utf8ToBytes(canonicalText(canonicalPolicy(policy))))
  // In pieces, since the text of a large table would be as large as the table.
  for (const { rules, table } of policy.routes) {
    for (let start = 0; start < rules.length; start += rulesPerPiece) {
      const piece = rules.slice(start, start + rulesPerPiece).map((rule) => canonicalRule(rule, table !== null))
      hash.update(utf8ToBytes(canonicalText(piece)))
    }
  }
  return bytesToHex(hash.digest())
}

/** Part of the address: another size would give the same rules another one. */
const rulesPerPiece = 500

/** JSON with sorted keys and no blanks; the same data always gives the same text. */
export function canonicalText(value: Canonical): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return Object.is(value, -0) ? '0' : JSON.stringify(value)
  if (typeof value === 'string') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonicalText).join(',')}]`
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalText(item)}`).join(',')}}`
}

function isList(value: Canonical): value is readonly Canonical[] {
  return Array.isArray(value)
}

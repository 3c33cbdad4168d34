import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Roster } from './roster.ts'

/**
 * The address of a roster's content: hex SHA-256 of its canonical JSON (keys sorted, no spaces). Where something stands in
 * its file is no content, so comments, layout and the order of keys do not change it.
 */
export function hashRoster(content: Omit<Roster, 'hash'>): string {
  const withoutPlaces = {
    ...content,
    owners: content.owners.map((owner) => ({ ...owner, place: undefined })),
    pools: content.pools.map((pool) => ({ ...pool, place: undefined })),
  }
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(withoutPlaces, sortKeys))))
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

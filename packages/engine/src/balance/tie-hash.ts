/** FNV-1a's 32-bit offset basis and prime: one multiplication a character, each step a bijection of the state. */
const OFFSET_BASIS = 0x811c9dc5
const PRIME = 0x01000193

/** The state of the hash after the lead's id, so that comparing many owners for one lead reads that id once. */
export function hashLead(leadId: string): number {
  // A code unit no id is likely to hold parts the two ids: (`a`, `bc`) and (`ab`, `c`) are different pairs.
  return Math.imul(hashOn(OFFSET_BASIS, leadId) ^ 0xffff, PRIME)
}

/**
 * The last tie-break between people who are level in everything: a number from 0 to 2³² − 1, the smallest wins.
 *
 * It depends on nothing but the two ids, so a replay gives the same owner, and on both, so no owner is favoured over many
 * leads: FNV-1a over UTF-16 code units (Fowler, Noll, Vo), then the finaliser of MurmurHash3 (Appleby), which spreads a
 * difference in one character over all bits. Two owners with the same number for one lead are told apart by id.
 */
export function tieHash(leadState: number, ownerId: string): number {
  let hash = hashOn(leadState, ownerId)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

function hashOn(state: number, text: string): number {
  let hash = state
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME)
  return hash
}

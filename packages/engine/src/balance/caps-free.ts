import { type EligibilityTerms, capCounts } from './find-removal.ts'
import type { CapUse, OwnerSnapshot } from './pool-snapshot.ts'

/**
 * When time alone has given room under every cap that this lead counts against (epoch ms), −Infinity when there is room now, `null` when only
 * an event can.
 */
export function capsFreeMs(caps: readonly CapUse[], terms: Pick<EligibilityTerms, 'poolId' | 'values'>): number | null {
  let freeMs = -Infinity
  for (const cap of caps) {
    if (cap.used < cap.limit || !capCounts(cap, terms)) continue
    if (cap.freesAtMs === null) return null
    if (cap.freesAtMs > freeMs) freeMs = cap.freesAtMs
  }
  return freeMs
}

/** The same of a person, their capacity included. */
export function personCapsFreeMs(person: OwnerSnapshot, terms: EligibilityTerms): number | null {
  if (person.capacity !== null && person.openLeads >= person.capacity) return null
  return capsFreeMs(person.caps, terms)
}

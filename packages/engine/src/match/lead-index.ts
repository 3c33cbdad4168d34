import type { Identity } from '../normalise/lead.ts'
import { leadKeys } from './lead-keys.ts'
import type { KnownLead } from './lead-match.ts'

/** Leads made ready to be recognised. It grows and shrinks: a lead that comes in is asked for first and added then. */
export type LeadIndex = {
  /** Adds a lead, in place of an earlier one of the same id. */
  readonly add: (lead: KnownLead) => void
  /** Forgets a lead; `false` when it was not known. */
  readonly remove: (leadId: string) => boolean
  readonly size: () => number
  /** Ids of leads that have this key, as they were added; the first ones where there are many. */
  readonly idsAt: (key: string) => readonly string[]
  readonly identityOf: (leadId: string) => Identity | null
}

/** So many leads under one key are compared; a key that more leads share tells little. */
const sharersMax = 50

/** Makes leads ready to be recognised by `matchLead`. */
export function buildLeadIndex(leads: Iterable<KnownLead> = []): LeadIndex {
  const identities = new Map<string, Identity>()
  // Most keys have one lead, and a plain text saves the set.
  const idsByKey = new Map<string, string | Set<string>>()

  const addKey = (key: string, id: string): void => {
    const present = idsByKey.get(key)
    if (present === undefined) idsByKey.set(key, id)
    else if (typeof present !== 'string') present.add(id)
    else if (present !== id) idsByKey.set(key, new Set([present, id]))
  }
  const removeKey = (key: string, id: string): void => {
    const present = idsByKey.get(key)
    if (present === undefined) return
    if (typeof present !== 'string') present.delete(id)
    if (present === id || (typeof present !== 'string' && present.size === 0)) idsByKey.delete(key)
  }
  const remove = (leadId: string): boolean => {
    const identity = identities.get(leadId)
    if (identity === undefined) return false
    for (const { key } of leadKeys(identity)) removeKey(key, leadId)
    return identities.delete(leadId)
  }
  const add = ({ id, identity }: KnownLead): void => {
    remove(id)
    identities.set(id, identity)
    for (const { key } of leadKeys(identity)) addKey(key, id)
  }
  for (const lead of leads) add(lead)
  return {
    add,
    remove,
    size: () => identities.size,
    idsAt: (key) => {
      const present = idsByKey.get(key)
      if (present === undefined) return []
      return typeof present === 'string' ? [present] : [...present.values().take(sharersMax)]
    },
    identityOf: (leadId) => identities.get(leadId) ?? null,
  }
}

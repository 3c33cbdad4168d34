import type { Identity } from '../normalise/lead.ts'
import { comparePlaces } from './compare-places.ts'
import { isNameWithin } from './is-name-within.ts'
import type { LeadIndex } from './lead-index.ts'
import { leadKeys } from './lead-keys.ts'
import type { LeadKey } from './lead-keys.ts'
import { leadMatchTiers } from './lead-match.ts'
import type { KnownLead, LeadMatch, LeadMatchTier } from './lead-match.ts'
import { readMailbox } from './mailbox.ts'
import { mayBeSamePerson } from './person-key.ts'
import { readName } from './read-name.ts'

/** An ambiguous result names this many leads. */
const namedMax = 10

export type LeadMatchOptions = {
  /** Nothing weaker than this tier is taken. Default: everything is. */
  readonly weakest?: LeadMatchTier
}

/**
 * Finds the earlier lead that this one repeats, by the strongest tier that names one. A lead never matches
 * itself. Of earlier leads that are one another's as well, the one with the smallest id is named: with ids that grow with
 * time, the first.
 */
export function matchLead(index: LeadIndex, lead: KnownLead, options: LeadMatchOptions = {}): LeadMatch {
  const last = options.weakest === undefined ? leadMatchTiers.length : leadMatchTiers.indexOf(options.weakest)
  let isComparable = false
  const found: string[] = []
  let foundBy: LeadKey | null = null
  for (const key of leadKeys(lead.identity)) {
    // One tier may have several keys, and all of them count before the next tier is asked.
    if (leadMatchTiers.indexOf(key.tier) > last || (foundBy !== null && foundBy.tier !== key.tier)) break
    isComparable = true
    const ids = idsAt(index, lead, key)
    if (ids.length === 0) continue
    foundBy ??= key
    found.push(...ids)
  }
  if (foundBy !== null) return settle(index, found, foundBy)
  return { kind: 'none', because: isComparable ? 'no_candidate' : 'nothing_to_compare' }
}

function idsAt(index: LeadIndex, lead: KnownLead, { key, tier }: LeadKey): readonly string[] {
  return index.idsAt(key).filter((id) => {
    const earlier = id === lead.id ? null : index.identityOf(id)
    return earlier !== null && !contradicts(lead.identity, earlier, tier)
  })
}

function settle(index: LeadIndex, found: readonly string[], { tier, evidence }: LeadKey): LeadMatch {
  const ids = [...new Set(found)].sort()
  const first = ids[0] ?? ''
  const identities = ids.flatMap((id) => index.identityOf(id) ?? [])
  const isOne = identities.every((one, at) => identities.slice(at + 1).every((other) => !contradicts(one, other, tier)))
  if (isOne) return { kind: 'matched', leadId: first, tier, evidence }
  return { kind: 'ambiguous', tier, evidence, leadIds: ids.slice(0, namedMax) }
}

/** Whether two leads that share what the tier asks for are different people's all the same. */
function contradicts(a: Identity, b: Identity, tier: LeadMatchTier): boolean {
  switch (tier) {
    case 'email_exact':
    case 'email_mailbox':
      // Whoever reads `info@` is named beside it, if at all.
      return isSharedMailbox(a) && namesDiffer(a, b)
    case 'phone_plus_person':
      return false
    case 'phone_plus_company':
      return namesDiffer(a, b) || addressesDiffer(a, b)
    case 'person_plus_company':
      return comparePlaces(a, b, 'country') === 'other' || areColleagues(a, b)
    case 'company_plus_place':
      return addressesDiffer(a, b) || phonesDiffer(a, b)
    case 'phone_plus_close_company':
      return namesDiffer(a, b) || addressesDiffer(a, b) || !companiesAreClose(a, b)
  }
}

function isSharedMailbox({ email }: Identity): boolean {
  return email !== null && readMailbox(email)?.isShared === true
}

function namesDiffer(a: Identity, b: Identity): boolean {
  return a.person !== null && b.person !== null && !mayBeSamePerson(a.person, b.person)
}

function addressesDiffer(a: Identity, b: Identity): boolean {
  if (a.email === null || b.email === null) return false
  return readMailbox(a.email)?.mailbox !== readMailbox(b.email)?.mailbox
}

/** Two addresses at one company are two people's, even of one name: that is why they differ. */
function areColleagues(a: Identity, b: Identity): boolean {
  return a.domain !== null && a.domain === b.domain && a.hostKind === 'company' && addressesDiffer(a, b)
}

function companiesAreClose(a: Identity, b: Identity): boolean {
  return a.company !== null && b.company !== null && isNameWithin(readName(a.company), readName(b.company))
}

function phonesDiffer(a: Identity, b: Identity): boolean {
  return a.phone !== null && b.phone !== null && a.phone !== b.phone
}

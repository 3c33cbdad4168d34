import type { Identity } from '../normalise/lead.ts'
import type { AccountMatch, MatchTier } from './account.ts'
import type { AccountIndex } from './account-index.ts'
import { matchByCloseName } from './match-by-close-name.ts'
import { matchByDomain } from './match-by-domain.ts'
import { matchByNameKey, startNameSearch } from './match-by-name.ts'
import type { NameSearch } from './match-by-name.ts'
import { matchByPhone } from './match-by-phone.ts'
import { readName } from './read-name.ts'

export type MatchOptions = {
  /** Nothing weaker than this tier is taken. Default `name_close`: everything is. */
  readonly weakest?: MatchTier
}

/** Strongest first. */
export const matchTiers: readonly MatchTier[] = [
  'domain_exact',
  'domain_parent',
  'domain_registrable',
  'phone_exact',
  'name_exact',
  'name_key_exact',
  'name_close_plus_domain',
  'name_close_plus_place',
  'name_close',
]

/**
 * Finds the account a lead belongs to, by the strongest tier that names one. The cost does not grow with the
 * number of accounts. `ambiguous` ends the search: a weaker tier is no reason to prefer one of several.
 */
export function matchAccount(index: AccountIndex, identity: Identity, options: MatchOptions = {}): AccountMatch {
  const found = findAccount(index, identity)
  const { weakest } = options
  if (weakest === undefined || found.kind === 'none' || matchTiers.indexOf(found.tier) <= matchTiers.indexOf(weakest))
    return found
  return { kind: 'none', because: 'no_candidate' }
}

function findAccount(index: AccountIndex, lead: Identity): AccountMatch {
  const search = { index, lead }
  const found = matchByDomain(search) ?? matchByPhone(search)
  if (found !== null) return found
  const byName = startNameSearch(search, lead.company === null ? [] : readName(lead.company))
  if (byName !== null) return findByName(byName)
  const isFreeMail = lead.hostKind === 'free' || lead.hostKind === 'disposable'
  if (lead.host !== null && !isFreeMail) return { kind: 'none', because: 'no_candidate' }
  if (lead.phone !== null) return { kind: 'none', because: 'no_candidate' }
  return { kind: 'none', because: isFreeMail ? 'free_mail' : 'nothing_to_compare' }
}

function findByName(search: NameSearch): AccountMatch {
  const bearer = matchByNameKey(search)
  if (bearer !== null && bearer.kind !== 'none') return bearer
  // Somebody else's namesake is no reason not to look for the one that is meant.
  const close = matchByCloseName(search)
  if (close !== null && close.kind !== 'none') return close
  return bearer ?? close ?? { kind: 'none', because: 'no_candidate' }
}

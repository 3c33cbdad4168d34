import type { Account, AccountMatch, Identity, LeadSchema, MatchTier, NoMatchReason, Value } from '@rightful/engine'

type Values = Readonly<Record<string, Value>>

/**
 * What matching compared, without what names the person. Left out: `host` where it is `domain`, `mailKind` where it is
 * `hostKind`, what the lead's values say, and of the rest `null`.
 */
export type StoredIdentity = { readonly [Part in keyof Identity]?: Identity[Part] | undefined }

/**
 * An account by its id and the version of the accounts that it was read from; left out is evidence that is the lead's company,
 * host or domain, and a phone number, which is kept with the person.
 */
export type StoredMatch =
  | NoMatchReason
  | readonly [accountId: string, accountsVersion: number, tier: MatchTier, evidence?: string]
  | { readonly tier: MatchTier; readonly evidence?: string | undefined; readonly accountIds: readonly string[] }

/** Stands for what named the person and is no longer there: that there was something still counts. */
export const erased = '(erased)'

const placeParts = ['company', 'country', 'subdivision', 'city', 'postalCode'] as const

/** What a decision read of its lead's fields: the values, and names of fields whose values are kept with the person. */
type ReadFields = { readonly values: Values; readonly personal: readonly string[] }

/** An identity for storing beside the lead's values; what is read from a field that is kept with the person is left out. */
export function storedIdentity(
  identity: Identity,
  { values, personal }: ReadFields,
  { parts }: LeadSchema,
): StoredIdentity {
  const { domain, host, hostKind, mailKind, company, country, subdivision, city, postalCode } = identity
  const placePart = (name: (typeof placeParts)[number], text: string | null): string | null | undefined => {
    const part = parts[name]
    if (personal.length > 0 && part !== null && personal.includes(part.name)) return undefined
    return otherThan(textAt(part, values), text)
  }
  return {
    domain: domain ?? undefined,
    host: otherThan(domain, host),
    hostKind: hostKind ?? undefined,
    mailKind: otherThan(hostKind, mailKind),
    company: placePart('company', company),
    country: placePart('country', country),
    subdivision: placePart('subdivision', subdivision),
    city: placePart('city', city),
    postalCode: placePart('postalCode', postalCode),
  }
}

function otherThan<Part>(usual: Part, part: Part): Part | undefined {
  return part === usual ? undefined : part
}

function textAt(part: LeadSchema['parts']['company'], values: Values): string | null {
  if (part === null || part.slot < 0) return null
  const value = values[part.name]
  return typeof value === 'string' ? value : null
}

/** The identity that was stored; what names the person is `null`. */
export function identityFrom(stored: StoredIdentity, values: Values, { parts }: LeadSchema): Identity {
  const { domain = null, hostKind = null } = stored
  const { host = domain, mailKind = hostKind } = stored
  const [company, country, subdivision, city, postalCode] = placeParts.map((part) => {
    const { [part]: text = textAt(parts[part], values) } = stored
    return text
  })
  const place = { company, country, subdivision, city, postalCode }
  return { email: null, domain, host, hostKind, mailKind, ...place, person: null, phone: null }
}

/** A match for storing beside the identity that was matched. */
export function storedMatch(match: AccountMatch, identity: Identity, accountsVersion: number): StoredMatch {
  switch (match.kind) {
    case 'none':
      return match.because
    case 'matched': {
      const { account, tier, evidence } = match
      return evidence === usualEvidence(tier, identity)
        ? [account.id, accountsVersion, tier]
        : [account.id, accountsVersion, tier, evidence]
    }
    case 'ambiguous': {
      const { tier, evidence, accountIds } = match
      return { tier, evidence: evidence === usualEvidence(tier, identity) ? undefined : evidence, accountIds }
    }
  }
}

/** The match that was stored; `accountOf` knows the accounts by id and version of the accounts. */
export function matchFrom(
  stored: StoredMatch,
  identity: Identity,
  accountOf: (accountId: string, accountsVersion: number) => Account,
): AccountMatch {
  if (typeof stored === 'string') return { kind: 'none', because: stored }
  if ('tier' in stored) {
    const { tier, accountIds, evidence = usualEvidence(tier, identity) ?? erased } = stored
    return { kind: 'ambiguous', tier, evidence, accountIds }
  }
  const [accountId, accountsVersion, tier, evidence = usualEvidence(tier, identity) ?? erased] = stored
  return { kind: 'matched', account: accountOf(accountId, accountsVersion), tier, evidence }
}

/** What a match of this tier is mostly made by. */
export function usualEvidence(tier: MatchTier, { company, domain, host, phone }: Identity): string | null {
  switch (tier) {
    case 'domain_exact':
      return host
    case 'domain_registrable':
      return domain
    case 'phone_exact':
      return phone
    default:
      return company
  }
}

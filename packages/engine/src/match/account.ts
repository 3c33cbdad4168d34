import type { Value } from '../language/expression.ts'

/** A known company. */
export type Account = {
  readonly id: string
  readonly name: string
  /** Other names it goes by. */
  readonly alsoKnownAs?: readonly string[]
  readonly domains?: readonly string[]
  /** ISO 3166-1 alpha-2. */
  readonly country?: string
  /** ISO 3166-2, such as `US-CA`. */
  readonly subdivision?: string
  readonly city?: string
  readonly postalCode?: string
  readonly phone?: string
  readonly tier?: string
  /** Owner id. */
  readonly owner?: string
  /** Account id of the parent. */
  readonly parent?: string
  /** Further attributes, as the policy's `account_fields` declare them. */
  readonly attributes?: Readonly<Record<string, Value>>
}

/** Why an account was taken to be the lead's, strongest first. */
export type MatchTier =
  /** The lead's mail host is one of the account's domains. */
  | 'domain_exact'
  /** The lead's mail host lies below one of the account's domains, and no other account bears the very name of its company. */
  | 'domain_parent'
  /** A host beside or above one of the account's domains, under the same registrable one, and a name that is alike. */
  | 'domain_registrable'
  /** The same phone number, and no name that speaks against it. */
  | 'phone_exact'
  /** The same name letter for letter, but for case, accents, spaces and punctuation. */
  | 'name_exact'
  /** The same name without legal forms, with usual abbreviations written out. */
  | 'name_key_exact'
  /** A close name, and a mail domain that says the same. */
  | 'name_close_plus_domain'
  /** A close name, and the same subdivision, city or postal code. */
  | 'name_close_plus_place'
  /** The same name but for words such as Group or Holdings, and no other account it could be. */
  | 'name_close'

/** `ambiguous` is a result: several accounts stand equally well and nothing on the lead tells them apart. */
export type AccountMatch =
  | {
      readonly kind: 'matched'
      readonly account: Account
      readonly tier: MatchTier
      /** What was compared, such as `analytical-engines.example`. */
      readonly evidence: string
    }
  | {
      readonly kind: 'ambiguous'
      readonly tier: MatchTier
      readonly evidence: string
      /** At most 10 ids, sorted. */
      readonly accountIds: readonly string[]
    }
  | { readonly kind: 'none'; readonly because: NoMatchReason }

/**
 * Why no account was taken. The last three: an account bears the name, but the lead is elsewhere
 * (`place_contradicts`), or the name occurs in many places and the lead does not say where it is (`place_needed`),
 * or the lead writes from a domain that has nothing to do with the account (`domain_contradicts`).
 */
export type NoMatchReason =
  | 'nothing_to_compare'
  | 'free_mail'
  | 'no_candidate'
  | 'place_contradicts'
  | 'place_needed'
  | 'domain_contradicts'

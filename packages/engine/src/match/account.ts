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

/** Why two things were taken to be the same, strongest first. */
export type MatchTier =
  | 'id_exact'
  | 'email_exact'
  | 'domain_exact'
  | 'domain_parent'
  | 'phone_exact'
  | 'name_exact'
  | 'name_key_exact'
  | 'name_close_plus_domain'
  | 'name_close_plus_place'
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
  | { readonly kind: 'none'; readonly because: 'nothing_to_compare' | 'free_mail' | 'no_candidate' }

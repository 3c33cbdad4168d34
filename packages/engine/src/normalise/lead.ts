import type { MailKind } from './listed-mail-kind.ts'
import type { Value, Values } from '../language/expression.ts'

/** A lead as it came in: attribute name → whatever was given. Names outside the policy's fields are kept, not read. */
export type RawLead = {
  readonly id: string
  /** Higher is sooner in the waiting queue; default 0. */
  readonly priority?: number
  readonly attributes: Readonly<Record<string, unknown>>
}

/** Where an inferred value came from. */
export type InferredFrom =
  | 'phone'
  | 'email_domain'
  | 'postal_code'
  | 'subdivision'
  | 'country'
  | 'enrichment'
  | 'account'

/** How a field's value came about; only fields that are not plainly given as they stand have a note. */
export type FieldNote = { readonly field: string } &
  /** Given in another spelling. */
  (
    | { readonly kind: 'normalised'; readonly given: string; readonly value: Value }
    | { readonly kind: 'inferred'; readonly from: InferredFrom; readonly value: Value }
    /** Given, but as a text that means nothing (`N/A`, `.`); counts as missing. */
    | { readonly kind: 'placeholder'; readonly given: string }
    /** Given, but cannot be read as the field's type; counts as missing. `ambiguous` texts are never guessed. */
    | {
        readonly kind: 'unreadable'
        readonly given: string
        readonly because: 'ambiguous' | 'not_in_list' | 'malformed' | 'out_of_range'
      }
  )

/** What matching and restrictions compare. All in comparable form; `null` when absent. */
export type Identity = {
  readonly email: string | null
  /**
   * The registrable domain of the e-mail, or of a `domain` field where the e-mail is missing or not a company's:
   * `mail.eu.example.co.uk` → `example.co.uk`.
   */
  readonly domain: string | null
  /** The full host of the same. */
  readonly host: string | null
  /** Whose host that is. */
  readonly hostKind: MailKind | null
  /** Whose mail the e-mail is. */
  readonly mailKind: MailKind | null
  readonly company: string | null
  /** The person's full name as given. */
  readonly person: string | null
  /** E.164. */
  readonly phone: string | null
  readonly country: string | null
  readonly subdivision: string | null
  /** As given; compared without case and accents. */
  readonly city: string | null
  readonly postalCode: string | null
}

/** A lead whose attributes are typed. `given` and `inferred` are kept apart; `values` is given, else inferred. */
export type NormalisedLead = {
  readonly id: string
  readonly priority: number
  /** By field slot. */
  readonly values: Values
  readonly notes: readonly FieldNote[]
  readonly identity: Identity
}

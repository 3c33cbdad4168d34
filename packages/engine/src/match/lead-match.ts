import type { Identity } from '../normalise/lead.ts'

/** A lead to compare. A normalised lead is one. */
export type KnownLead = { readonly id: string; readonly identity: Identity }

/** Why two leads were taken to be one person's (or, where no person is named, one organisation's), strongest first. */
export type LeadMatchTier =
  /** The same address, in whatever letter case. */
  | 'email_exact'
  /** Another spelling of the same mailbox: `jane.doe+fair@gmail.com` and `janedoe@gmail.com`. */
  | 'email_mailbox'
  | 'phone_plus_person'
  /** The same phone and company, and no two different people named. */
  | 'phone_plus_company'
  /** The same full name at the same company. */
  | 'person_plus_company'
  /** The same company at the same postal code or city, neither lead naming a person. */
  | 'company_plus_place'
  /** The same phone, one company's name within the other, and no two different people named. */
  | 'phone_plus_close_company'

/** Strongest first. */
export const leadMatchTiers: readonly LeadMatchTier[] = [
  'email_exact',
  'email_mailbox',
  'phone_plus_person',
  'phone_plus_company',
  'person_plus_company',
  'company_plus_place',
  'phone_plus_close_company',
]

/** Which earlier lead this one repeats. `ambiguous`: earlier leads that are not one another's fit equally well. */
export type LeadMatch =
  | { readonly kind: 'matched'; readonly leadId: string; readonly tier: LeadMatchTier; readonly evidence: string }
  | {
      readonly kind: 'ambiguous'
      readonly tier: LeadMatchTier
      readonly evidence: string
      /** At most 10 ids, sorted. */
      readonly leadIds: readonly string[]
    }
  | { readonly kind: 'none'; readonly because: 'nothing_to_compare' | 'no_candidate' }

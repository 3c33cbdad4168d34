import type { Account } from './account.ts'
import type { SkippedDomain } from './account-domains.ts'
import type { Postings } from './postings.ts'

/** Accounts made ready to be found. Plain data and maps; nothing in it changes after it is built. */
export type AccountIndex = {
  /** Sorted by id, each id once. Everything else names an account by its position here. */
  readonly accounts: readonly Account[]
  readonly byId: ReadonlyMap<string, number>
  /** By each domain an account lists. */
  readonly byHost: Postings
  /** By the registrable domain of a listed sub-domain. */
  readonly byRegistrable: Postings
  /** By E.164 number. */
  readonly byPhone: Postings
  /** By the key of every whole reading of every name. */
  readonly byName: Postings
  /** By what a name may be shortened to, and by readings that are only parts. */
  readonly byShortName: Postings
  /** By up to six words a name begins with, never all of them. */
  readonly byBeginning: Postings
  /** By city or postal code, with the first letters of a name. */
  readonly byPlace: Postings
  /** By the label of each registrable domain: `blueriver` for `blue-river.co.uk`. */
  readonly byLabel: Postings
  /** The registrable domains each account lists, without those that are skipped. */
  readonly domains: readonly (readonly string[])[]
  /** Position of the parent, or -1. */
  readonly parents: Int32Array
  /** Whether any account is the parent of this one. */
  readonly hasChildren: Uint8Array
  readonly allowed: ReadonlySet<string>
  readonly denied: ReadonlySet<string>
  /** Domains that no lead is matched by, for whoever keeps the accounts; at most 1,000. */
  readonly skippedDomains: readonly SkippedDomain[]
}

/** More accounts than this under one name, domain or number are too many to tell apart. */
export const sharersMax = 1000

/** More accounts than this that begin alike, or share a label: the likeness tells nothing. */
export const beginnersMax = 32

/** Names that agree in more first words than this are told apart by their ends. */
export const beginningWordsMax = 6

import type { Account } from './account.ts'
import type { SkippedDomain } from './account-domains.ts'
import type { AccountLookup } from './account-lookup.ts'

/** Accounts made ready to be found. Nothing in it changes after it is built. */
export type AccountIndex = {
  /** Sorted by id, each id once. Everything else names an account by its position here. */
  readonly accounts: readonly Account[]
  readonly byId: ReadonlyMap<string, number>
  readonly lookup: AccountLookup
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

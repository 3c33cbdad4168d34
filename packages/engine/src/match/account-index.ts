import type { Account } from './account.ts'
import type { PlaceParts } from './compare-places.ts'
import type { SkippedDomain } from './account-domains.ts'
import type { AccountLayer } from './account-layer.ts'
import type { AccountLookup } from './account-lookup.ts'

/** Domains that the user allows and denies, as hosts. */
export type ListedDomains = { readonly allowed: ReadonlySet<string>; readonly denied: ReadonlySet<string> }

/**
 * Accounts made ready to be found. Nothing in it changes after it is made. Accounts are named by position, a number that is to others
 * as their ids are: whole for those it was built of, between two of them for one that came later.
 */
export type AccountIndex = ListedDomains & {
  readonly lookup: AccountLookup
  readonly accountAt: (position: number) => Account | undefined
  /** Where the account is. */
  readonly placeAt: (position: number) => PlaceParts | undefined
  /** The registrable domains an account lists, without those that are skipped. */
  readonly domainsAt: (position: number) => readonly string[]
  /** Position of the parent; `null`: it has none that is known. */
  readonly parentAt: (position: number) => number | null
  /** Whether any account is the child of this one. */
  readonly hasChildrenAt: (position: number) => boolean
  /** The account of an id. */
  readonly get: (id: string) => Account | undefined
  /** All accounts, sorted by id, each id once: a list that is made when it is asked for. */
  readonly list: () => readonly Account[]
  /** Domains that no lead is matched by, for whoever keeps the accounts; at most 1,000. */
  readonly skippedDomains: readonly SkippedDomain[]
  /** From the lowest, which is the largest. */
  readonly layers: readonly AccountLayer[]
}

/** More accounts than this under one name, domain or number are too many to tell apart. */
export const sharersMax = 1000

/** More accounts than this that begin alike, or share a label: the likeness tells nothing. */
export const beginnersMax = 32

/** Names that agree in more first words than this are told apart by their ends. */
export const beginningWordsMax = 6

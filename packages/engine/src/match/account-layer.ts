import type { SkippedDomain } from './account-domains.ts'
import type { Account } from './account.ts'
import type { PlaceParts } from './compare-places.ts'
import type { Postings } from './postings.ts'

/**
 * An account as an index keeps it. What is compared of many accounts stands here once more, at the same place in each: accounts themselves
 * come in every shape, which costs more to read.
 */
export type AccountEntry = PlaceParts & {
  readonly account: Account
  /** The registrable domains it lists, without those that are skipped. */
  readonly domains: readonly string[]
  /** The name's key, where the account has but one reading of one name. */
  readonly onlyKey: string | null
}

/** Where accounts are looked up: what is known by each kind of key. `Table` says how the positions of one kind are kept. */
export type AccountTables<Table> = {
  readonly byHost: Table
  readonly byRegistrable: Table
  readonly byPhone: Table
  readonly byName: Table
  /** By what a name may be shortened to, by its loose key, and by readings that are only parts. */
  readonly byShortName: Table
  readonly byBeginning: Table
  /** By city or postal code, with the first letters of a name. */
  readonly bySpot: Table
  /** By the label of each registrable domain: `blueriver` for `blue-river.co.uk`. */
  readonly byLabel: Table
}

/**
 * Accounts that were put into an index together. The lowest layer holds those it was built of; each one above says what has become
 * of some accounts since, and hides what the layers below say of them. Nothing in it changes after it is made.
 */
export type AccountLayer = {
  /** Sorted: every account that it speaks of. */
  readonly ids: readonly string[]
  readonly positionOf: ReadonlyMap<string, number>
  /** `null`: the account has ended; `undefined`: this layer says nothing of it. */
  readonly entryAt: (position: number) => AccountEntry | null | undefined
  readonly tables: AccountTables<Postings>
  /** By place in `ids`: 1 where the account is the parent of another one in this layer. In the lowest layer that is its position. */
  readonly isParent: Uint8Array
  /** By parent's id: how many children more than by the layers below. */
  readonly childCounts: ReadonlyMap<string, number>
  /** In the order of ids. */
  readonly skippedDomains: readonly SkippedDomain[]
}

import type { Account } from './account.ts'
import type { SkippedDomain } from './account-domains.ts'
import type { ReadonlyPostings } from './postings.ts'

/** Accounts made ready to be found. Plain data and maps; nothing in it changes after it is built. */
export type AccountIndex = {
  /** Sorted by id, each id once. Everything else names an account by its position here. */
  readonly accounts: readonly Account[]
  readonly byId: ReadonlyMap<string, number>
  /** By each domain an account lists. */
  readonly byHost: ReadonlyPostings
  /** By the registrable domain of a listed sub-domain. */
  readonly byRegistrable: ReadonlyPostings
  /** By E.164 number. */
  readonly byPhone: ReadonlyPostings
  /** By the key of every whole reading of every name. */
  readonly byName: ReadonlyPostings
  /** By what a name may be shortened to, and by readings that are only parts. */
  readonly byShortName: ReadonlyPostings
  /** By the words a name begins with, never all of them. */
  readonly byBeginning: ReadonlyPostings
  /** By both halves of a name. */
  readonly byHalf: ReadonlyPostings
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

/** More accounts than this that begin alike: the beginning tells nothing. */
export const beginnersMax = 32

import type { OwnerSnapshot, PoolSnapshot } from '../balance/pool-snapshot.ts'
import type { Account } from '../match/account.ts'
import type { Identity } from '../normalise/lead.ts'

/**
 * Whose presence is asked for: a person's as a member of a pool, within their hours where the pool respects these; a person's by
 * name (`poolId: null`), who only has to be not absent; or a pool's own hours.
 */
export type PresenceOf = { readonly ownerId: string; readonly poolId: string | null } | { readonly poolId: string }

/**
 * What deciding may read, as it stands at one instant. The engine never changes it; whoever owns it applies the
 * decision's ledger rows and outcome. Pools come settled (leaving and returning already dealt with).
 */
export type World = {
  readonly rosterHash: string | null
  /** `brief` is enough to choose by: the balances of members who are not here may be old. */
  pool(poolId: string, detail?: 'full' | 'brief'): PoolSnapshot | null
  owner(ownerId: string): OwnerSnapshot | null
  account(accountId: string): Account | null
  /** Whether an entry forbids the channel (`any`, `email`, `phone`) for this person or account. */
  restricted(identity: Identity, accountId: string | null, channel: string): boolean
  /** Whether they agreed to be contacted on the channel; `false`: they do so no more, `null`: nothing is known of it. */
  consented(identity: Identity, accountId: string | null, channel: string): boolean | null
  /** Epoch ms when `seconds` of the owner's (or pool's) working time after `fromMs` have passed; `null` when never. */
  addWorkingSeconds(
    of: { readonly ownerId: string } | { readonly poolId: string },
    fromMs: number,
    seconds: number,
  ): number | null
  /** The first instant (epoch ms) from `fromMs` on at which they are there as `of` asks; `null` when that never comes. */
  presentFrom(of: PresenceOf, fromMs: number): number | null
  zoneOf(ownerId: string): string | null
  /** Pools that enter a lead bound to this member by account ownership in their ledger. */
  poolsCountingBound(ownerId: string): readonly string[]
}

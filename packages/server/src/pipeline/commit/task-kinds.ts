/** What is done in the background for leads that somebody owns. A task of a kind and key waits at most once. */
export const taskKinds = {
  /** A clock ran out. Key: lead, clock and version; body: `BreachedBody`. */
  breached: 'breached',
  /** Somebody's entry in the roster changed so that they may be away. Key: the owner. */
  ownerUnavailable: 'owner_unavailable',
  /** A lead's owner is away. Key: lead and version; body: `AwayBody`. */
  ownerAway: 'owner_away',
} as const

/** Of a task `breached`: the clock that ran out. */
export type BreachedBody = { readonly clock: string; readonly fromVersion: number }

/** Of a task `owner_away`: the assignment of whoever is away. */
export type AwayBody = { readonly ownerId: string; readonly fromVersion: number }

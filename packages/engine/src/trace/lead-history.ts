/** What happened to the lead before this evaluation. */
export type LeadHistory = {
  /** Epoch ms of intake; the wait for missing attributes counts from here. */
  readonly receivedAtMs: number
  readonly currentOwnerId: string | null
  /** Newest first, without the current one. */
  readonly previousOwnerIds: readonly string[]
  /** Earlier owners whom this evaluation must not choose again. */
  readonly excludedOwnerIds: readonly string[]
  /** How often it was given to somebody else, for whatever cause. */
  readonly reassignedCount: number
  /** The same by cause; left out, every reassignment counts for every cause. */
  readonly reassignedBy?: Readonly<Partial<Record<ReassignmentCause, number>>>
  /** Who holds its further roles now, by role. */
  readonly roleOwnerIds?: Readonly<Record<string, string>>
  readonly isTouched: boolean
}

/** What a reassignment is counted by. */
export type ReassignmentCause = 'changed' | 'owner_unavailable' | `breached:${string}`

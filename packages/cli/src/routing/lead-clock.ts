/** At which instants the leads of a file were decided, RFC 3339 in UTC. */
export type DecidedAt = {
  readonly from: string
  /** The same as `from` when all were decided at one instant. */
  readonly until: string
  /** Leads whose own instant is before that of a lead above them; they were decided at the latest instant so far. */
  readonly outOfOrder: number
  /** The line of the first of these; `null`: there is none. */
  readonly outOfOrderLine: number | null
}

/** The clock of a file being decided. It never goes back: rotation and caps only go forward. */
export type LeadClock = {
  /** The instant (epoch ms) at which to decide the next lead of the file; `atMs` is its own, `null` when it names none. */
  readonly decideAt: (lead: { readonly line: number; readonly atMs: number | null }) => number
  /** `null`: nothing was decided. */
  readonly told: () => DecidedAt | null
}

/** Starts a clock: leads that name no instant are decided at `startMs` (epoch ms), or at the latest instant before them. */
export function createLeadClock(startMs: number): LeadClock {
  let fromMs: number | null = null
  let nowMs = startMs
  let outOfOrder = 0
  let outOfOrderLine: number | null = null
  return {
    decideAt: ({ line, atMs }) => {
      if (fromMs === null) {
        nowMs = atMs ?? startMs
        fromMs = nowMs
      } else if (atMs !== null && atMs < nowMs) {
        outOfOrder += 1
        outOfOrderLine ??= line
      } else if (atMs !== null) nowMs = atMs
      return nowMs
    },
    told: () => {
      if (fromMs === null) return null
      return { from: instantText(fromMs), until: instantText(nowMs), outOfOrder, outOfOrderLine }
    },
  }
}

function instantText(epochMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toString()
}

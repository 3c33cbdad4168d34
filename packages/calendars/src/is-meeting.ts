/** What is longer keeps somebody from following up within any look-ahead that policies have by default. */
const MEETING_MAX_MS = 4 * 3_600_000

/**
 * Whether what a feed tells of is a meeting and no absence: it has times, and is over within four hours. Whoever is in one is back
 * soon and keeps their leads; `from` and `until` as in a `FeedAbsence`.
 */
export function isMeeting({ from, until }: { readonly from: string; readonly until: string | null }): boolean {
  if (until === null || !from.includes('T') || !until.includes('T')) return false
  return (
    Temporal.Instant.from(until).epochMilliseconds - Temporal.Instant.from(from).epochMilliseconds <= MEETING_MAX_MS
  )
}

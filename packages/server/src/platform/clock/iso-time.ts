/** Epoch milliseconds as RFC 3339 in UTC, to the millisecond: `2026-11-24T09:15:00.000Z`. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}

/** The same, where there may be none. */
export function isoTimeOrNull(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms)
}

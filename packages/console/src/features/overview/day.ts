/** The day of an instant (milliseconds since 1970) in a zone, `YYYY-MM-DD`, some days on. */
export function dayIn(zone: string, atMs: number, plusDays = 0): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .add({ days: plusDays })
    .toString()
}

/** Reads an instant: RFC 3339 text, or a local time with its zone, or `now`. */
export function parseInstant(text: string): Temporal.Instant {
  if (text === 'now') return Temporal.Now.instant()
  try {
    return text.includes('[') ? Temporal.ZonedDateTime.from(text).toInstant() : Temporal.Instant.from(text)
  } catch {
    throw new Error(
      'It is not an instant. Write 2026-11-24T09:00:00Z, 2026-11-24T10:00+01:00 or 2026-11-24T10:00[Europe/Berlin].',
    )
  }
}

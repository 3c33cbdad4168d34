/** Reads a day of the calendar, such as 2026-12-21. */
export function parseDate(text: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text)
  } catch {
    throw new Error('It is not a date. Write 2026-12-21.')
  }
}

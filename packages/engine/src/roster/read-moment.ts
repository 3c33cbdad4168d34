import type { Spot } from '../policy/policy-reader.ts'
import { tellWrongType, textOf } from '../policy/read-value.ts'
import type { RosterReader } from './roster-reader.ts'

/** Reads a moment as it is written, for a calendar: a date, a local time or an instant. */
export function readMomentText(reader: RosterReader, spot: Spot): string | null {
  const text = textOf(spot.node)
  if (text === null) return tellWrongType(reader, spot, 'a date such as `2026-11-26`')
  // Any zone will do: only whether it can be read is asked.
  return momentMs(text, 'UTC') === null ? tellMalformed(reader, spot, text) : text.trim()
}

/** Reads a moment as epoch milliseconds; a date is its midnight in the zone. */
export function readMoment(reader: RosterReader, spot: Spot, zone: string): number | null {
  const text = readMomentText(reader, spot)
  return text === null ? null : momentMs(text, zone)
}

function momentMs(written: string, zone: string): number | null {
  const text = written.trim()
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return Temporal.PlainDate.from(text).toZonedDateTime(zone).epochMilliseconds
    if (/[zZ]$|[+-]\d{2}(:?\d{2}){0,2}$/.test(text) && text.includes(':'))
      return Temporal.Instant.from(text).epochMilliseconds
    if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text))
      return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds
    return null
  } catch {
    // A day or an hour that does not exist; told by the caller like any other text that is no moment.
    return null
  }
}

function tellMalformed(reader: RosterReader, spot: Spot, text: string): null {
  const dotted = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text.trim())
  const hint =
    dotted === null
      ? 'Write `2026-11-26`, `2026-11-26T13:00` or `2026-11-26T13:00:00+01:00`.'
      : `Write the year first: \`${dotted[3]}-${dotted[2]?.padStart(2, '0')}-${dotted[1]?.padStart(2, '0')}\` if the day came first.`
  return reader.tell(spot, {
    code: 'roster_moment_malformed',
    message: `\`${text.slice(0, 60)}\` is neither a date, a local time nor an instant.`,
    hint,
  })
}

/** Tells an interval that holds no moment. Returns whether it does. */
export function isEmptyInterval(
  reader: RosterReader,
  at: Spot,
  { fromMs, untilMs }: { readonly fromMs: number | null; readonly untilMs: number | null },
): boolean {
  if (fromMs === null || untilMs === null || fromMs < untilMs) return false
  reader.tell(at, {
    code: 'roster_interval_empty',
    message: `\`${at.path}\` is not after the start, so there is no time between them.`,
    hint: 'The end is the first moment that no longer counts; for a whole day write the next day.',
  })
  return true
}

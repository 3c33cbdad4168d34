import type { CalendarFault } from './calendar-fault.ts'
import { DAY_MS } from './calendar-range.ts'
import type { CalendarSpec } from './calendar.ts'
import { readDate } from './read-date.ts'
import { firstInstantMs } from './wall-clock.ts'

/** Absences as epoch milliseconds, in order of time and without overlap; `untilMs` is `Infinity` when there is no end. */
export type Absence = { readonly fromMs: number; readonly untilMs: number; readonly note: string | null }

/** `Z` or an offset at the end makes a text an instant. */
const INSTANT = /(?:Z|[+-]\d{2}(?::?\d{2})?(?::?\d{2})?)$/i

/**
 * Reads absences. Where two overlap, the one that began first is said until it ends. Empty ones (feeds
 * know such events) are left out; one that ends before it starts is a fault.
 */
export function readAbsences(spec: CalendarSpec, zone: string, faults: CalendarFault[]): readonly Absence[] {
  const read: Absence[] = []
  for (const [position, absence] of (spec.absences ?? []).entries()) {
    const where = `absences[${position}]`
    const fromMs = readMoment(absence.from, zone)
    const untilMs = absence.until === null ? Infinity : readMoment(absence.until, zone)
    if (fromMs === null) faults.push(malformed(`${where}.from`, absence.from))
    if (untilMs === null) faults.push(malformed(`${where}.until`, String(absence.until)))
    if (fromMs === null || untilMs === null) continue
    if (untilMs < fromMs) {
      faults.push({
        code: 'calendar_absence_malformed',
        where,
        what: `it ends (${absence.until}) before it starts (${absence.from})`,
        mend: 'the end is the first moment back at work; swap the two',
      })
    }
    read.push({ fromMs, untilMs, note: absence.note ?? null })
  }
  return withoutOverlap(read)
}

function withoutOverlap(absences: readonly Absence[]): readonly Absence[] {
  const apart: Absence[] = []
  let doneMs = -Infinity
  // Sorting is stable: of two that start together the one listed first goes first.
  for (const absence of absences.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const fromMs = Math.max(absence.fromMs, doneMs)
    if (absence.untilMs <= fromMs) continue
    apart.push({ ...absence, fromMs })
    doneMs = absence.untilMs
  }
  return apart
}

function readMoment(text: string, zone: string): number | null {
  if (typeof text !== 'string') return null
  const epochDay = readDate(text)
  if (epochDay !== null) return firstInstantMs(zone, epochDay * DAY_MS)
  try {
    if (text.endsWith(']')) return Temporal.ZonedDateTime.from(text).epochMilliseconds
    if (text.includes(':') && INSTANT.test(text)) return Temporal.Instant.from(text).epochMilliseconds
    const local = Temporal.PlainDateTime.from(text)
    return firstInstantMs(zone, local.toZonedDateTime('UTC').epochMilliseconds)
  } catch {
    return null
  }
}

function malformed(where: string, text: string): CalendarFault {
  return {
    code: 'calendar_absence_malformed',
    where,
    what: `${JSON.stringify(text)} is neither a date, a local time nor an instant`,
    mend: 'write 2026-11-26, 2026-11-26T13:00 or 2026-11-26T13:00:00Z',
  }
}

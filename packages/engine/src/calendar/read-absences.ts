import type { CalendarFault } from './calendar-fault.ts'
import { DAY_MS } from './calendar-range.ts'
import type { CalendarSpec } from './calendar.ts'
import { readDate } from './read-date.ts'
import { firstInstantMs } from './wall-clock.ts'

/** Absences as epoch milliseconds, in order of time and without overlap; `untilMs` is `Infinity` when there is no end. */
export type Absence = {
  readonly fromMs: number
  readonly untilMs: number
  readonly note: string | null
  /** Closed, but not away: a meeting. */
  readonly isBusy: boolean
}

/** `Z` or an offset at the end makes a text an instant. */
const INSTANT = /(?:Z|[+-]\d{2}(?::?\d{2})?(?::?\d{2})?)$/i

/**
 * Reads absences. Where two overlap, the one that began first is said until it ends, and who is away is not said to be in a meeting. Empty ones (feeds
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
    read.push({ fromMs, untilMs, note: absence.note ?? null, isBusy: absence.busy === true })
  }
  const away = withoutOverlap(read.filter(({ isBusy }) => !isBusy))
  const busy = read.filter(({ isBusy }) => isBusy)
  if (busy.length === 0) return away
  const beside = withoutOverlap(busy).flatMap((absence) => besides(absence, away))
  return [...away, ...beside].sort((a, b) => a.fromMs - b.fromMs)
}

/** What is left of a meeting beside absences, which are in order and apart. */
function besides(meeting: Absence, away: readonly Absence[]): readonly Absence[] {
  const left: Absence[] = []
  let { fromMs } = meeting
  for (const absence of away) {
    if (absence.untilMs <= fromMs) continue
    if (absence.fromMs >= meeting.untilMs) break
    if (absence.fromMs > fromMs) left.push({ ...meeting, fromMs, untilMs: absence.fromMs })
    fromMs = absence.untilMs
  }
  if (fromMs < meeting.untilMs) left.push({ ...meeting, fromMs })
  return left
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

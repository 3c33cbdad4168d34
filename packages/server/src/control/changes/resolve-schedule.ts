import { RoutingError } from '@rightful/contract'

/** A local time in a zone, as an instant. */
export type ResolvedTime = {
  readonly local: string
  readonly atMs: number
  /** How it was read where clocks are put back or forward; `null`: it is there exactly once. */
  readonly note: string | null
}

/**
 * Reads a local time in a zone. A time that is there twice, because clocks are put back, is the first of both; one that is not there,
 * because they are put forward, is as much later as they are. Throws `schedule_invalid`.
 */
export function resolveLocalTime(local: string, zone: string): ResolvedTime {
  const plain = readPlain(local)
  const at = inZone(plain, zone, 'compatible')
  const [first, second] = [inZone(plain, zone, 'earlier'), inZone(plain, zone, 'later')]
  const note = first.epochMilliseconds === second.epochMilliseconds ? null : noteOn(plain, at, second)
  return { local, atMs: at.epochMilliseconds, note }
}

function noteOn(plain: Temporal.PlainDateTime, at: Temporal.ZonedDateTime, second: Temporal.ZonedDateTime): string {
  const [asked, read] = [plain.toPlainTime().toString(), at.toPlainTime().toString()]
  if (asked === read) {
    return `Clocks are put back: ${asked} is there twice that day. The first is meant (${at.offset}, not ${second.offset}).`
  }
  return `Clocks are put forward: there is no ${asked} that day. ${read} is meant.`
}

/** The name of a zone as it is written. Throws `schedule_invalid` where it is none; an offset is none. */
export function readZone(zone: string): string {
  if (!/^[A-Za-z]/.test(zone))
    throw invalid('body/zone', `${zone} is no IANA time zone`, 'Give one such as Europe/Berlin.')
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    throw invalid('body/zone', `${zone} is no IANA time zone`, 'Give one such as Europe/Berlin.')
  }
}

/** A failure of a schedule at one place. */
export function invalid(where: string, what: string, mend: string): RoutingError {
  return new RoutingError('schedule_invalid', {}, { items: [{ where, what, mend }] })
}

function readPlain(local: string): Temporal.PlainDateTime {
  try {
    return Temporal.PlainDateTime.from(local, { overflow: 'reject' })
  } catch {
    throw invalid('body', `${local} is no date and time`, 'Give one that the calendar has, such as 2026-12-01T00:00.')
  }
}

function inZone(
  plain: Temporal.PlainDateTime,
  zone: string,
  disambiguation: 'compatible' | 'earlier' | 'later',
): Temporal.ZonedDateTime {
  return plain.toZonedDateTime(zone, { disambiguation })
}

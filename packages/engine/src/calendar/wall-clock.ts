const MS_NS = 1_000_000

/** Turns a reading of the local wall clock into epoch milliseconds. Readings are counted as if they were UTC. */
export type WallClock = (localMs: number) => number

/**
 * The instant a reading of the wall clock stands for: the first at which the clock shows it or something later.
 *
 * So a time the clock jumps over is the moment of the jump, one that it shows twice is the first of the two, and a
 * later reading never stands for an earlier instant: adjoining hours stay adjoining on every day of the year.
 */
export function firstInstantMs(zone: string, localMs: number): number {
  const reading = Temporal.Instant.fromEpochMilliseconds(localMs).toZonedDateTimeISO('UTC').toPlainDateTime()
  const moment = reading.toZonedDateTime(zone, { disambiguation: 'earlier' })
  if (moment.toPlainDateTime().equals(reading)) return moment.epochMilliseconds
  // The reading lies in a gap, and `earlier` took us before it: the next change of offset is the jump.
  const jump = moment.getTimeZoneTransition('next')
  return jump === null ? moment.epochMilliseconds : jump.epochMilliseconds
}

/** The wall clock for readings that stand for instants from `fromMs` to `untilMs`: plain subtraction where the offset is the same throughout. */
export function wallClock(zone: string, fromMs: number, untilMs: number): WallClock {
  const start = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(zone)
  const change = start.getTimeZoneTransition('next')
  if (change !== null && change.epochMilliseconds <= untilMs) return (localMs) => firstInstantMs(zone, localMs)
  const offsetMs = start.offsetNanoseconds / MS_NS
  return (localMs) => localMs - offsetMs
}

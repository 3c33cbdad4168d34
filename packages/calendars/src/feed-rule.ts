import { RRuleTemporal } from 'rrule-temporal'

import { dateOfUtc } from './feed-time.ts'

/** What the rule belongs to. The start of an event of whole days is the midnight of its date in UTC. */
export type RuleSubject = {
  readonly start: Temporal.ZonedDateTime
  readonly isAllDay: boolean
  /** The zone of the person, in which an end given as an instant names a date. */
  readonly zone: string
}

export type FeedRule =
  | { readonly kind: 'unreadable'; readonly what: string }
  | {
      readonly kind: 'rule'
      /** The starts from one instant up to, and not at, the other; the event's own start is one of them. */
      between(from: Temporal.Instant, until: Temporal.Instant): FeedStarts
    }

export type FeedStarts =
  | { readonly kind: 'starts'; readonly starts: readonly Temporal.ZonedDateTime[] }
  | { readonly kind: 'failed'; readonly what: string }

/** More often than twice an hour is no absence but a mistake, and would fill the memory. */
const STARTS_A_DAY_MAX = 48
/** Two years and more of an hourly rule; half a century of a daily one that counts from its start. */
const PERIODS_MAX = 20_000
const CANDIDATES_MAX = 50_000
const TIMES_A_DAY: ReadonlyMap<string, number> = new Map([
  ['HOURLY', 24],
  ['MINUTELY', 1440],
  ['SECONDLY', 86_400],
])

/** Reads the value of an RRULE (RFC 5545, 3.3.10). Dates and times that do not exist are no starts. */
export function readFeedRule(text: string, subject: RuleSubject): FeedRule {
  const parts = new Map<string, string>()
  for (const part of text.trim().toUpperCase().split(';')) {
    const [name, value = ''] = part.split('=')
    parts.set(name.trim(), value.trim())
  }
  const count = parts.get('COUNT')
  if (count !== undefined && !/^\d+$/.test(count)) return { kind: 'unreadable', what: `COUNT=${count} is no number` }
  if (startsADay(parts) > STARTS_A_DAY_MAX) return { kind: 'unreadable', what: 'it repeats more than twice an hour' }
  const until = parts.get('UNTIL')
  if (until !== undefined) {
    const end = readEnd(until, subject)
    if (end === null) return { kind: 'unreadable', what: `UNTIL=${until} is no date` }
    parts.set('UNTIL', end)
  }
  const rruleString = `RRULE:${[...parts].map(([name, value]) => `${name}=${value}`).join(';')}`
  try {
    const rule = new RRuleTemporal({
      rruleString,
      dtstart: subject.start,
      temporal: Temporal,
      includeDtstart: true,
      maxIterations: PERIODS_MAX,
      maxCandidateEvaluations: CANDIDATES_MAX,
    })
    return { kind: 'rule', between: (from, end) => startsBetween(rule, from, end) }
  } catch (error) {
    return { kind: 'unreadable', what: messageOf(error) }
  }
}

function startsBetween(
  rule: RRuleTemporal<Temporal.ZonedDateTime>,
  from: Temporal.Instant,
  until: Temporal.Instant,
): FeedStarts {
  try {
    const starts = rule.between(from.toZonedDateTimeISO('UTC'), until.toZonedDateTimeISO('UTC'), true)
    return { kind: 'starts', starts: starts.filter((start) => start.epochMilliseconds < until.epochMilliseconds) }
  } catch (error) {
    return { kind: 'failed', what: messageOf(error) }
  }
}

/** An upper bound, from the lists of times and the frequency alone. */
function startsADay(parts: ReadonlyMap<string, string>): number {
  const lengthOf = (name: string): number => parts.get(name)?.split(',').length ?? 1
  const lists = lengthOf('BYHOUR') * lengthOf('BYMINUTE') * lengthOf('BYSECOND')
  return lists * (TIMES_A_DAY.get(parts.get('FREQ') ?? '') ?? 1)
}

/** The end as the date or the UTC time that the standard asks for; programs write others too. */
function readEnd(text: string, { start, isAllDay, zone }: RuleSubject): string | null {
  try {
    if (/^\d{8}$/.test(text)) return Temporal.PlainDate.from(text).toString().replaceAll('-', '')
    if (!/^\d{8}T\d{6}Z?$/.test(text)) return null
    const local = Temporal.PlainDateTime.from(text.replace('Z', ''))
    const isUtc = text.endsWith('Z')
    if (isAllDay) {
      const date = isUtc ? dateOfUtc(local.toZonedDateTime('UTC'), zone) : local.toPlainDate()
      return date.toString().replaceAll('-', '')
    }
    const instant = local.toZonedDateTime(isUtc ? 'UTC' : start.timeZoneId).toInstant()
    return instant.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')
  } catch {
    return null
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

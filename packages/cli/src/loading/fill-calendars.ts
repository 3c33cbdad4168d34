import type { Readable } from 'node:stream'
import { absencesOfFeed, type FeedAbsence, type Holiday, holidaysOf, isMeeting } from '@rightful/calendars'
import type { Owner, Problem, Roster } from '@rightful/engine'
import { readFeed } from './read-feed.ts'

export type FillOptions = {
  /** Where the paths of feeds start. */
  readonly folder: string
  /** Around when leads arrive. */
  readonly at: Temporal.Instant
  readonly stdin: Readable
}

const daysBefore = 31
const daysAfter = 400

/**
 * Puts the public holidays of each owner's region, and the absences of their calendar feeds, into their calendars: a month
 * back and a year ahead. A region that does not exist is an error, a feed that cannot be read a warning: whoever is away
 * by it is taken to be there.
 */
export async function fillCalendars(
  roster: Roster,
  options: FillOptions,
): Promise<{ readonly roster: Roster; readonly problems: readonly Problem[] }> {
  const from = options.at.subtract({ hours: daysBefore * 24 })
  const until = options.at.add({ hours: daysAfter * 24 })
  const filling: Filling = { ...options, from, until, problems: [], holidays: new Map() }
  const owners: Owner[] = []
  for (const owner of roster.owners) owners.push(await fillOwner(owner, filling))
  return { roster: { ...roster, owners }, problems: filling.problems }
}

type Filling = FillOptions & {
  readonly from: Temporal.Instant
  readonly until: Temporal.Instant
  readonly problems: Problem[]
  /** By region: many people share one. */
  readonly holidays: Map<string, readonly Holiday[]>
}

async function fillOwner(owner: Owner, filling: Filling): Promise<Owner> {
  if (owner.holidayRegion === null && owner.calendarFeeds.length === 0) return owner
  const holidays = owner.holidayRegion === null ? [] : await holidaysIn(owner.holidayRegion, owner, filling)
  const absences: FeedAbsence[] = []
  for (const feed of owner.calendarFeeds) absences.push(...(await absencesIn(feed, owner, filling)))
  const { calendar } = owner
  return {
    ...owner,
    calendar: {
      ...calendar,
      holidays: [...(calendar.holidays ?? []), ...holidays],
      absences: [...(calendar.absences ?? []), ...absences],
    },
  }
}

async function holidaysIn(region: string, owner: Owner, filling: Filling): Promise<readonly Holiday[]> {
  const known = filling.holidays.get(region)
  if (known !== undefined) return known
  const years = [filling.from, filling.until].map((instant) => instant.toZonedDateTimeISO('UTC').year)
  const found = await holidaysOf(region, [years[0] ?? 0, (years[0] ?? 0) + 1, years[1] ?? 0])
  if (found.kind === 'unknown_region') {
    const message = `${owner.name}: ${found.what}`
    filling.problems.push(
      problemOf(owner, { code: 'holiday_region_unknown', severity: 'error', message, hint: found.mend }),
    )
  }
  const holidays = found.kind === 'holidays' ? found.holidays : []
  filling.holidays.set(region, holidays)
  return holidays
}

async function absencesIn(
  feed: string,
  owner: Owner,
  filling: Filling,
): Promise<readonly (FeedAbsence & { readonly busy?: boolean })[]> {
  const { from, until, folder, stdin } = filling
  try {
    const text = await readFeed(feed, folder, stdin)
    const found = absencesOfFeed(text, { file: feed, zone: owner.calendar.zone, from, until })
    // A feed that is no calendar is not the roster's fault: deciding goes on, as it does without an enrichment provider.
    filling.problems.push(...found.problems.map((problem) => ({ ...problem, severity: 'warning' as const })))
    return found.absences.map((absence) => (isMeeting(absence) ? { ...absence, busy: true } : absence))
  } catch (error) {
    const message = `${owner.name}: the calendar feed ${feed} cannot be read: ${error instanceof Error ? error.message : String(error)}`
    const hint = 'Its absences are not reckoned with in this run.'
    filling.problems.push(problemOf(owner, { code: 'calendar_feed_unreadable', severity: 'warning', message, hint }))
    return []
  }
}

function problemOf(owner: Owner, said: Pick<Problem, 'code' | 'severity' | 'message' | 'hint'>): Problem {
  return { ...said, place: owner.place, path: `owners.${owner.id}` }
}

import { WEEKDAYS } from '../calendar/read-hours.ts'
import type { CalendarSpec, DayInterval, Weekday } from '../calendar/calendar.ts'
import type { Spot } from '../policy/policy-reader.ts'
import { readEntries } from '../policy/read-map.ts'
import { readItems, tellWrongType, textOf } from '../policy/read-value.ts'
import { rosterLimits } from './roster-limits.ts'
import type { RosterReader } from './roster-reader.ts'

export type WeeklyHours = CalendarSpec['hours']

/** Hours of the roster by name; `null` where they could not be read. */
export type NamedHours = ReadonlyMap<string, WeeklyHours | null>

/** Reads the roster's `hours`, which owners and pools name. */
export function readNamedHours(reader: RosterReader, spot: Spot | null): NamedHours {
  const named = new Map<string, WeeklyHours | null>()
  if (spot === null) return named
  const entries =
    readEntries(reader, spot, { max: rosterLimits.namedHoursMax, wanted: 'hours by name, such as `office:`' }) ?? []
  for (const entry of entries)
    named.set(entry.name, entry.name === 'always' ? tellReserved(reader, entry) : readHours(reader, entry, named))
  return named
}

function tellReserved(reader: RosterReader, entry: Spot): null {
  return reader.tell(entry, {
    code: 'roster_hours_malformed',
    message: '`always` means around the clock and cannot be given other hours.',
    hint: 'Choose another name.',
  })
}

/** Reads hours: `always`, a name, or days with their intervals. */
export function readHours(reader: RosterReader, spot: Spot, named: NamedHours): WeeklyHours | null {
  if (spot.node.kind === 'map') return readWeek(reader, spot)
  const name = textOf(spot.node)
  if (name === null)
    return tellWrongType(reader, spot, 'hours: a name, `always`, or days such as `mon-fri: ["09:00-17:00"]`')
  if (name === 'always') return 'always'
  const hours = named.get(name)
  if (hours !== undefined) return hours
  const meant = reader.suggest(name, [...named.keys(), 'always'])
  return reader.tell(spot, {
    code: 'roster_hours_unknown',
    message: `There are no hours called \`${name.slice(0, 60)}\`.`,
    hint:
      meant === null
        ? `Add \`${name.slice(0, 60)}:\` to the roster's \`hours\`, or write days here.`
        : `Did you mean \`${meant}\`?`,
  })
}

function readWeek(reader: RosterReader, spot: Spot): WeeklyHours | null {
  const entries = readEntries(reader, spot, { max: 14, wanted: 'days with their hours' })
  if (entries === null) return null
  const week = new Map<Weekday, readonly DayInterval[]>()
  let isSound = true
  for (const entry of entries) {
    const days = readDays(reader, { node: entry.keyRange, path: entry.path }, entry.name)
    const intervals = readIntervals(reader, entry)
    if (days === null || intervals === null) {
      isSound = false
      continue
    }
    for (const day of days) {
      if (week.has(day)) isSound = tellDayTwice(reader, { node: entry.keyRange, path: entry.path }, day)
      week.set(day, intervals)
    }
  }
  return isSound ? Object.fromEntries(week) : null
}

type Mark = Parameters<RosterReader['tell']>[0]

function tellDayTwice(reader: RosterReader, at: Mark, day: Weekday): false {
  reader.tell(at, {
    code: 'roster_day_twice',
    message: `\`${day}\` has its hours twice.`,
    hint: 'Name each day once: shorten the range, or put all its intervals into one list.',
  })
  return false
}

/** `mon`, or a range such as `mon-fri` or `sat-mon`. */
function readDays(reader: RosterReader, at: Mark, written: string): readonly Weekday[] | null {
  const [first, last, ...rest] = written.split(/\s*[-–]\s*/)
  const from = WEEKDAYS.findIndex((day) => day === first)
  const to = last === undefined ? from : WEEKDAYS.findIndex((day) => day === last)
  if (from === -1 || to === -1 || rest.length > 0) return tellDayUnknown(reader, at, written)
  const count = ((to - from + 7) % 7) + 1
  return Array.from({ length: count }, (_, step) => WEEKDAYS[(from + step) % 7] ?? 'mon')
}

function tellDayUnknown(reader: RosterReader, at: Mark, written: string): null {
  const short = written
    .toLowerCase()
    .split(/\s*[-–]\s*/)
    .map((day) => reader.suggest(day, WEEKDAYS) ?? WEEKDAYS.find((known) => day.startsWith(known)) ?? null)
  const meant = short.includes(null) || short.length > 2 ? null : short.join('-')
  return reader.tell(at, {
    code: 'roster_day_unknown',
    message: `\`${written.slice(0, 60)}\` is no day of the week, and no range of days.`,
    hint:
      meant === null
        ? 'Write `mon`, `tue`, `wed`, `thu`, `fri`, `sat` or `sun`, or a range such as `mon-fri`.'
        : `Did you mean \`${meant}\`?`,
  })
}

/** Reads the intervals of one day; an empty list is closed. */
export function readIntervals(reader: RosterReader, spot: Spot): readonly DayInterval[] | null {
  const items = readItems(reader, spot, {
    max: rosterLimits.intervalsMax,
    wanted: 'a list of intervals such as `["09:00-12:30", "13:30-18:00"]`',
  })
  if (items === null) return null
  const intervals = items.map((item) => readInterval(reader, item))
  return intervals.every((interval) => interval !== null) ? intervals : null
}

function readInterval(reader: RosterReader, item: Spot): DayInterval | null {
  const text = textOf(item.node)
  if (text === null) return tellWrongType(reader, item, 'an interval such as `"09:00-17:00"`')
  const found = /^\s*(.+?)\s*(-|–|to)\s*(.+?)\s*$/.exec(text)
  const [, start, separator, end] = found ?? []
  const from = timeOf(start, false)
  const to = timeOf(end, true)
  if (from !== null && to !== null && separator !== 'to') return { from, to }
  const mended = [mendTime(start), mendTime(end)]
  return reader.tell(item, {
    code: 'roster_hours_malformed',
    message: `\`${text.slice(0, 60)}\` is not an interval of local times.`,
    hint: mended.includes(null) ? 'Write a start and an end: `"09:00-17:00"`.' : `Write \`"${mended.join('-')}"\`.`,
  })
}

function timeOf(text: string | undefined, isEnd: boolean): string | null {
  const isTime = text !== undefined && /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text)
  return isTime || (isEnd && text === '24:00') ? (text ?? null) : null
}

/** `9`, `9:00`, `9am`, `5 pm` as they should be written. */
function mendTime(text: string | undefined): string | null {
  const found = /^(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?$/i.exec(text ?? '')
  if (found === null) return null
  const hour = (Number(found[1]) % (found[3] === undefined ? 25 : 12)) + (found[3]?.toLowerCase() === 'pm' ? 12 : 0)
  const mended = `${String(hour).padStart(2, '0')}:${found[2] ?? '00'}`
  return timeOf(mended, true)
}

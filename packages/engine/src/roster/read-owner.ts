import type { Value } from '../language/expression.ts'
import { readCountry } from '../normalise/read-country.ts'
import type { Spot } from '../policy/policy-reader.ts'
import { type TakenNames, readId } from '../policy/read-id.ts'
import { type MapReading, readMap } from '../policy/read-map.ts'
import { readBoolean, readName, readNames, readNumber, readText } from '../policy/read-value.ts'
import { readAttributes } from './read-attributes.ts'
import { type CalendarScope, calendarKeys, readCalendarSpec } from './read-calendar-spec.ts'
import { type CapReading, readCaps } from './read-caps.ts'
import { licenceAreasAt } from './licence-areas.ts'
import { readLicences } from './read-licences.ts'
import { rosterLimits } from './roster-limits.ts'
import type { RosterReader } from './roster-reader.ts'
import type { Owner } from './roster.ts'

/** An owner as read, and what is checked once the whole roster is known. */
export type OwnerReading = {
  /** `null` when something about the owner could not be read; the id is known all the same. */
  readonly owner: Owner | null
  readonly id: string | null
  readonly isActive: boolean
  readonly spot: Spot
  readonly caps: readonly CapReading[]
}

const ownerKeys = [
  'id',
  'name',
  'email',
  'active',
  'team',
  'country',
  ...calendarKeys,
  'holidays',
  'feeds',
  'capacity',
  'caps',
  'open_leads',
  'certifications',
  'skills',
  'languages',
  'licences',
  'attributes',
] as const

type OwnerMap = MapReading<(typeof ownerKeys)[number]>

/** Reads one owner. Problems are told; whatever else can be read is. */
export function readOwner(
  reader: RosterReader,
  spot: Spot,
  within: { readonly scope: CalendarScope; readonly taken: TakenNames },
): OwnerReading {
  const map = readMap(reader, spot, { keys: ownerKeys, required: ['id'], what: 'an owner' })
  if (map === null) return { owner: null, id: null, isActive: false, spot, caps: [] }
  const id = readId(reader, map.get('id'), { taken: within.taken, what: 'owner' })
  const caps = readCaps(reader, map.get('caps'))
  const isActive = optional(map.get('active'), (at) => readBoolean(reader, at)) ?? true
  const calendar = readCalendarSpec(reader, map, within.scope)
  // The rest is read whatever failed so far, so that all its problems are told at once.
  const owner = readPerson(reader, map, { id: id ?? '', calendar: calendar ?? unread, isActive, caps })
  return { owner: id === null || calendar === null ? null : owner, id, isActive, spot, caps }
}

const unread: Owner['calendar'] = { zone: 'UTC', hours: 'always' }

function readPerson(
  reader: RosterReader,
  map: OwnerMap,
  read: {
    readonly id: string
    readonly calendar: Owner['calendar']
    readonly isActive: boolean
    readonly caps: readonly CapReading[]
  },
): Owner {
  const nameAt = (key: 'team' | 'holidays'): string | null => optional(map.get(key), (at) => readName(reader, at))
  const count = (key: 'capacity' | 'open_leads'): number | null =>
    optional(map.get(key), (at) => readNumber(reader, at, { min: 0, max: rosterLimits.leadsMax, isInteger: true }))
  const email = optional(map.get('email'), (at) => readName(reader, at))
  const name = optional(map.get('name'), (at) => readText(reader, at)) ?? read.id
  const team = nameAt('team')
  const country = optional(map.get('country'), (at) => readCountryCode(reader, at))
  const { id, calendar } = read
  const licences = readLicences(reader, map.get('licences'), calendar.zone)
  return {
    id,
    name,
    email,
    active: read.isActive,
    team,
    country,
    calendar,
    holidayRegion: nameAt('holidays'),
    calendarFeeds: namesAt(reader, map.get('feeds')),
    capacity: count('capacity'),
    caps: read.caps.map((one) => one.cap),
    openLeads: count('open_leads') ?? 0,
    attributes: {
      id,
      name,
      zone: calendar.zone,
      ...present({ email, team, country }),
      certifications: namesAt(reader, map.get('certifications')),
      skills: namesAt(reader, map.get('skills')),
      languages: namesAt(reader, map.get('languages')),
      ...licenceAreasAt(licences, null).attributes,
      ...readAttributes(reader, map.get('attributes')),
    },
    ...(licences.length === 0 ? {} : { licences }),
    place: reader.placeOf(map.start),
  }
}

function optional<Result>(spot: Spot | null, read: (spot: Spot) => Result | null): Result | null {
  return spot === null ? null : read(spot)
}

/** Whoever is said to have no certifications has none, so a list that is left out is empty, not missing. */
function namesAt(reader: RosterReader, spot: Spot | null): readonly string[] {
  if (spot === null) return []
  return readNames(reader, spot, { max: rosterLimits.valuesMax, wanted: 'a list of names' }) ?? []
}

/** What is not known is left out: a condition over it is unknown, not false. */
function present(values: Readonly<Record<string, string | null>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value === null ? [] : [[key, value]])))
}

function readCountryCode(reader: RosterReader, spot: Spot): string | null {
  const text = readName(reader, spot)
  if (text === null) return null
  // Leads mean "not available" by `NA`; whoever keeps a roster means Namibia.
  if (text === 'NA') return text
  const reading = readCountry(text)
  if (reading.kind === 'found') return reading.code
  return reader.tell(spot, {
    code: 'roster_country_unknown',
    message: reading.kind === 'ambiguous' ? `\`${text}\` may be several countries.` : `\`${text}\` is not a country.`,
    hint: 'Write the code of two letters, such as `DE`.',
  })
}

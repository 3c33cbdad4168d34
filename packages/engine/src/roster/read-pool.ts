import { LEAD_UNITS, type OnReturn, type Strategy } from '../balance/pool-snapshot.ts'
import type { Spot } from '../policy/policy-reader.ts'
import { type TakenNames, readId } from '../policy/read-id.ts'
import { type MapReading, readMap } from '../policy/read-map.ts'
import { readBoolean, readChoice, readItems, readName, readNumber, readText, textOf } from '../policy/read-value.ts'
import { type CalendarScope, calendarKeys, readCalendarSpec } from './read-calendar-spec.ts'
import { type CapReading, readCaps } from './read-caps.ts'
import { isEmptyInterval, readMoment } from './read-moment.ts'
import { rosterLimits } from './roster-limits.ts'
import { type RosterReader, beginningOf } from './roster-reader.ts'
import type { Pool, PoolMember } from './roster.ts'

/** A member as read, and where they are named. */
export type MemberReading = { readonly member: PoolMember; readonly spot: Spot }

/** A pool as read, and what is checked once the whole roster is known. */
export type PoolReading = {
  readonly pool: Pool | null
  readonly id: string | null
  readonly spot: Spot
  readonly members: readonly MemberReading[]
  readonly caps: readonly CapReading[]
}

const poolKeys = [
  'id',
  'name',
  'active',
  'strategy',
  'on_return',
  'respect_hours',
  ...calendarKeys,
  'caps',
  'count_bound',
  'members',
] as const
const strategies = ['fair_share', 'least_loaded', 'longest_idle', 'most_spare'] as const satisfies readonly Strategy[]

type PoolMap = MapReading<(typeof poolKeys)[number]>

/** Reads one pool. Problems are told; whatever else can be read is. */
export function readPool(
  reader: RosterReader,
  spot: Spot,
  within: { readonly scope: CalendarScope; readonly taken: TakenNames },
): PoolReading {
  const map = readMap(reader, spot, { keys: poolKeys, required: ['id', 'members'], what: 'a pool' })
  if (map === null) return { pool: null, id: null, spot, members: [], caps: [] }
  const id = readId(reader, map.get('id'), { taken: within.taken, what: 'pool' })
  const hasCalendar = calendarKeys.some((key) => map.get(key) !== null)
  const calendar = hasCalendar ? readCalendarSpec(reader, map, within.scope) : null
  const members = readMembers(reader, map.get('members'), calendar?.zone ?? within.scope.zone)
  const caps = readCaps(reader, map.get('caps'))
  // The rest is read whatever failed so far, so that all its problems are told at once.
  const pool = readSettings(reader, map, { id: id ?? '', calendar, members, caps })
  const isSound = id !== null && (calendar !== null || !hasCalendar)
  return { pool: isSound ? pool : null, id, spot, members, caps }
}

function readSettings(
  reader: RosterReader,
  map: PoolMap,
  read: { readonly id: string; readonly calendar: Pool['calendar'] } & Pick<PoolReading, 'members' | 'caps'>,
): Pool {
  const truth = (key: 'active' | 'respect_hours' | 'count_bound'): boolean | null => {
    const at = map.get(key)
    return at === null ? null : readBoolean(reader, at)
  }
  const [nameSpot, strategySpot, returnSpot] = [map.get('name'), map.get('strategy'), map.get('on_return')]
  return {
    id: read.id,
    name: (nameSpot === null ? null : readText(reader, nameSpot)) ?? read.id,
    active: truth('active') ?? true,
    strategy: (strategySpot === null ? null : readChoice(reader, strategySpot, strategies)) ?? 'fair_share',
    onReturn: (returnSpot === null ? null : readOnReturn(reader, returnSpot)) ?? { kind: 'level' },
    respectHours: truth('respect_hours') ?? true,
    calendar: read.calendar,
    caps: read.caps.map((one) => one.cap),
    countBound: truth('count_bound') ?? false,
    members: read.members.map((one) => one.member),
    place: reader.placeOf(map.start),
  }
}

/** `level`, `full`, or `{ capped: 2 }`. */
function readOnReturn(reader: RosterReader, spot: Spot): OnReturn | null {
  if (spot.node.kind !== 'map') {
    if (textOf(spot.node) === 'capped') {
      return reader.tell(spot, {
        code: 'roster_value_missing',
        message: '`capped` needs the number of leads.',
        hint: 'Write `on_return: { capped: 2 }`.',
      })
    }
    const kind = readChoice(reader, spot, ['level', 'full'])
    return kind === null ? null : { kind }
  }
  const map = readMap(reader, spot, { keys: ['capped'], required: ['capped'], what: 'what a returner is owed' })
  const at = map?.get('capped') ?? null
  const leads = at === null ? null : readNumber(reader, at, { min: 0, max: 1000, isInteger: true })
  return leads === null ? null : { kind: 'capped', leads }
}

function readMembers(reader: RosterReader, spot: Spot | null, zone: string): readonly MemberReading[] {
  if (spot === null) return []
  const wanted = 'a list of owner ids, or of `{ owner: …, weight: … }`'
  const items = readItems(reader, spot, { max: rosterLimits.membersMax, wanted }) ?? []
  return items.flatMap((item) => {
    const member = item.node.kind === 'map' ? readMember(reader, item, zone) : readPlainMember(reader, item)
    return member === null ? [] : [member]
  })
}

function readPlainMember(reader: RosterReader, spot: Spot): MemberReading | null {
  const ownerId = readName(reader, spot)
  return ownerId === null ? null : { member: { ownerId, weight: 1, fromMs: null, untilMs: null, received: 0 }, spot }
}

function readMember(reader: RosterReader, spot: Spot, zone: string): MemberReading | null {
  const keys = ['owner', 'weight', 'from', 'until', 'received'] as const
  const map = readMap(reader, spot, { keys, required: ['owner'], what: 'a member' })
  if (map === null) return null
  const ownerSpot = map.get('owner')
  const ownerId = ownerSpot === null ? null : readName(reader, ownerSpot)
  const [weightSpot, fromSpot, untilSpot, receivedSpot] = [
    map.get('weight'),
    map.get('from'),
    map.get('until'),
    map.get('received'),
  ]
  const weight =
    weightSpot === null ? 1 : readNumber(reader, weightSpot, { min: 1, max: rosterLimits.weightMax, isInteger: true })
  const fromMs = fromSpot === null ? null : readMoment(reader, fromSpot, zone)
  const untilMs = untilSpot === null ? null : readMoment(reader, untilSpot, zone)
  const received = receivedSpot === null ? 0 : readReceived(reader, receivedSpot)
  if (untilSpot !== null && isEmptyInterval(reader, untilSpot, { fromMs, untilMs })) return null
  if (ownerSpot === null || ownerId === null || weight === null || received === null) return null
  return { member: { ownerId, weight, fromMs, untilMs, received }, spot: ownerSpot }
}

/** Leads, in thousandths at the finest, since that is what ledgers count in. */
function readReceived(reader: RosterReader, spot: Spot): number | null {
  const leads = readNumber(reader, spot, { min: -rosterLimits.leadsMax, max: rosterLimits.leadsMax })
  if (leads === null) return null
  const units = Math.round(leads * LEAD_UNITS)
  if (Math.abs(units - leads * LEAD_UNITS) < 1e-6) return units
  return reader.tell(beginningOf(spot), {
    code: 'roster_number_malformed',
    message: `\`${spot.path}\` is finer than a thousandth of a lead.`,
    hint: `Write \`${units / LEAD_UNITS}\`.`,
  })
}

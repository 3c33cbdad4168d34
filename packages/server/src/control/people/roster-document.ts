import { isMeeting } from '@rightful/calendars'
import type { RosterRecord } from './queries.ts'
import { lastPart } from './record-id.ts'

/**
 * What records are kept of. The body of each is the roster document's own form, without what is a record of its own;
 * `team` and `holidays` (the dates of a region) are beside the document.
 */
export const rosterKinds = [
  'roster',
  'team',
  'hours',
  'owner',
  'absence',
  'feed',
  'licence',
  'pool',
  'member',
  'restriction',
  'consent',
  'holidays',
] as const

/** What a record is kept of. */
export type RosterKind = (typeof rosterKinds)[number]

/** The body of a record: plain data. */
export type Body = Readonly<Record<string, unknown>>

type Read = { readonly id: string; readonly body: Body }

/** A roster document, and which record each of its parts came from. */
export type AssembledRoster = {
  readonly text: string
  /** A place in the document, such as `owners[3].capacity`, as a place of the API: `owners/lena-vogt/capacity`. */
  readonly placeOf: (path: string) => string
}

/**
 * Puts a roster document together from its records: owners with their absences and feeds, pools with their members, in the
 * order of their ids, so that the same records give the same document.
 */
export function assembleRoster(records: readonly RosterRecord[]): AssembledRoster {
  const of = readBodies(records)
  const absences = groupBy(of('absence'), 'owner')
  const feeds = groupBy(of('feed'), 'owner')
  const licences = groupBy(of('licence'), 'owner')
  const members = groupBy(of('member'), 'pool')
  const hours = of('hours').map(({ id, body }) => [lastPart(id), body['hours']])
  const owners = of('owner').map(({ id, body }) => ({ id: lastPart(id), body }))
  const pools = of('pool').map(({ id, body }) => ({ id: lastPart(id), body }))
  const text = JSON.stringify({
    roster: 'roster',
    ...of('roster')[0]?.body,
    ...(hours.length === 0 ? {} : { hours: Object.fromEntries(hours) }),
    owners: owners.map(({ id, body }) => ({
      ...body,
      id,
      absences: (absences.get(id) ?? []).map(asAbsence),
      feeds: (feeds.get(id) ?? []).map(({ body: feed }) => feed['url']),
      licences: (licences.get(id) ?? []).map((licence) => licence.body),
    })),
    pools: pools.map(({ id, body }) => ({
      ...body,
      id,
      members: (members.get(id) ?? []).map((member) => member.body),
    })),
    restrictions: of('restriction').map(({ body }) => body),
    consents: of('consent').map(({ body }) => body),
  })
  const lists = { owners, pools, restrictions: of('restriction'), consents: of('consent') }
  const inner = { absences, feeds, licences, members }
  return { text, placeOf: (path) => placeInApi(path, lists, inner) }
}

/** The document alone. */
export function rosterDocument(records: readonly RosterRecord[]): string {
  return assembleRoster(records).text
}

function readBodies(records: readonly RosterRecord[]): (kind: RosterKind) => readonly Read[] {
  const byKind = new Map<string, Read[]>()
  for (const { kind, recordId, body } of records) {
    const listed = byKind.get(kind) ?? []
    listed.push({ id: recordId, body: JSON.parse(body) })
    byKind.set(kind, listed)
  }
  // Not in the order of the database: that depends on its collation.
  for (const listed of byKind.values()) listed.sort((a, b) => (a.id < b.id ? -1 : 1))
  return (kind) => byKind.get(kind) ?? []
}

/** The records by what they belong to, their bodies without the name of that. */
function groupBy(records: readonly Read[], part: 'owner' | 'pool'): ReadonlyMap<string, readonly Read[]> {
  const groups = new Map<string, Read[]>()
  for (const { id, body } of records) {
    const { [part]: of, ...rest } = body
    const listed = groups.get(String(of)) ?? []
    listed.push({ id, body: rest })
    groups.set(String(of), listed)
  }
  return groups
}

/** An absence as the document has it: that a feed told of it is the record's own, but for what it means. */
function asAbsence({ body }: Read): Body {
  const absence = Object.fromEntries(Object.entries(body).filter(([key]) => key !== 'feed'))
  return isFeedMeeting(body) ? { ...absence, busy: true } : absence
}

/** Whether the absence is but a meeting that a calendar feed told of. */
export function isFeedMeeting({ feed, from, until }: Body): boolean {
  return typeof feed === 'string' && typeof from === 'string' && typeof until === 'string' && isMeeting({ from, until })
}

function placeInApi(
  path: string,
  lists: Readonly<Record<string, readonly Read[]>>,
  inner: Readonly<Record<string, ReadonlyMap<string, readonly Read[]>>>,
): string {
  const [, list = '', index = '', rest = ''] = /^(owners|pools|restrictions|consents)\[(\d+)\](.*)$/.exec(path) ?? []
  const record = lists[list]?.[Number(index)]
  if (record === undefined)
    return path
      .replace(/^hours\b/, 'calendars')
      .replaceAll(/[.[]/g, '/')
      .replaceAll(']', '')
  const outer = lastPart(record.id)
  const [, part = '', place = '', more = ''] = /^\.(absences|feeds|licences|members)\[(\d+)\](.*)$/.exec(rest) ?? []
  const nested = inner[part]?.get(outer)?.[Number(place)]
  const steps = nested === undefined ? [list, outer] : [list, outer, part, lastPart(nested.id)]
  return `${steps.join('/')}${(nested === undefined ? rest : more).replaceAll(/[.[]/g, '/').replaceAll(']', '')}`
}

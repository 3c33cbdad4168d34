import { RoutingError } from '@rightful/contract'
import { refuse } from '../../platform/http/problem-of.ts'
import type { RecordRow } from './queries.ts'
import { recordIdOf } from './record-id.ts'
import type { PeopleResource } from './resources.ts'
import type { Body } from './roster-document.ts'
import type { RosterChange, RosterRecords } from './roster-records.ts'

/** One record of a kind, and the version that the change is based on; `null`: any. */
export type RecordAsk = {
  readonly resource: PeopleResource
  /** The parts of the record's id, from the outermost. */
  readonly parts: readonly string[]
  readonly ifVersion: number | null
}

/** Sets a record to a body that was checked; makes it where there is none. */
export function setRecord(records: RosterRecords, ask: RecordAsk, body: Body): readonly RosterChange[] {
  const { resource, parts } = ask
  requireParent(records, ask)
  const recordId = idOf(ask)
  const known = records.find(resource.kind, recordId)
  requireVersion(known, ask)
  requireOwn(known, ask)
  return [{ kind: resource.kind, recordId, body: { ...namesOf(resource, parts), ...body } }]
}

/** Changes parts of a record; `null` takes a part away. Throws `invalid_request` where the whole no longer fits. */
export function patchRecord(records: RosterRecords, ask: RecordAsk, patch: Body): readonly RosterChange[] {
  const { resource, parts } = ask
  const known = requireRecord(records, ask)
  requireOwn(known, ask)
  const before: Body = JSON.parse(known.body)
  const names = namesOf(resource, parts)
  const kept = Object.entries({ ...before, ...patch }).filter(([key, value]) => value !== null && !(key in names))
  const read = resource.schema.safeParse(Object.fromEntries(kept))
  if (!read.success) return refuse('body', read.error.issues)
  return [{ kind: resource.kind, recordId: known.recordId, body: { ...names, ...read.data } }]
}

/** Ends a record, and with an owner or a pool everything that belongs to it. */
export function endRecord(records: RosterRecords, ask: RecordAsk): readonly RosterChange[] {
  const { resource } = ask
  const known = requireRecord(records, ask)
  requireOwn(known, ask)
  const also = belongingTo(records, ask, known)
  const ended = also.map(({ kind, recordId }) => ({ kind, recordId }))
  return [
    { kind: resource.kind, recordId: known.recordId, body: null },
    ...ended.flatMap(({ kind, recordId }): readonly RosterChange[] =>
      isInner(kind) ? [{ kind, recordId, body: null }] : [],
    ),
  ]
}

/** Whether records of the kind belong to others and end with them. */
function isInner(kind: string): kind is 'absence' | 'feed' | 'licence' | 'member' {
  return kind === 'absence' || kind === 'feed' || kind === 'licence' || kind === 'member'
}

/** What ends with a record. */
function belongingTo(records: RosterRecords, { resource, parts }: RecordAsk, known: RecordRow): readonly RecordRow[] {
  const within = `${known.recordId}/`
  const [outer = '', inner = ''] = parts
  switch (resource.kind) {
    case 'owner':
      return [
        ...records.listOf('absence', within),
        ...records.listOf('feed', within),
        ...records.listOf('licence', within),
        ...records.listOf('member').filter(({ recordId }) => recordId.endsWith(`/${recordIdOf(outer)}`)),
      ]
    case 'pool':
      return records.listOf('member', within)
    case 'feed':
      return records.listOf('absence', `${recordIdOf(outer)}/`).filter(({ body }) => isOfFeed(JSON.parse(body), inner))
    default:
      return []
  }
}

/** Whether an absence is one that the feed told of. */
export function isOfFeed(body: Body, feedId: string): boolean {
  return body['feed'] === feedId
}

/** The id of a record from the parts of its address. */
export function idOf({ resource, parts }: Pick<RecordAsk, 'resource' | 'parts'>): string {
  return parts.length === 0 ? resource.kind : recordIdOf(...parts)
}

/** What the body of a record says of where it belongs. */
function namesOf({ kind, parent }: PeopleResource, [outer = '', inner = '']: readonly string[]): Body {
  if (parent === null) return {}
  return kind === 'member' ? { pool: outer, owner: inner } : { [parent.kind]: outer }
}

function requireParent(records: RosterRecords, { resource: { parent }, parts }: RecordAsk): void {
  const [outer = ''] = parts
  if (parent === null || records.find(parent.kind, recordIdOf(outer)) !== null) return
  throw new RoutingError(parent.notFound, { [parent.kind]: outer })
}

function requireRecord(records: RosterRecords, ask: RecordAsk): RecordRow {
  requireParent(records, ask)
  const known = records.find(ask.resource.kind, idOf(ask))
  if (known === null) throw new RoutingError(ask.resource.notFound, { id: ask.parts.at(-1) ?? '' })
  requireVersion(known, ask)
  return known
}

function requireVersion(known: RecordRow | null, { ifVersion }: RecordAsk): void {
  if (ifVersion === null || known?.fromVersion === ifVersion) return
  throw new RoutingError('version_conflict', { given: ifVersion, current: known?.fromVersion ?? 0 })
}

/** What a calendar feed tells of is changed there. */
function requireOwn(known: RecordRow | null, { resource, parts }: RecordAsk): void {
  if (resource.kind !== 'absence' || known === null || !('feed' in JSON.parse(known.body))) return
  const item = {
    where: `owners/${parts.join('/absences/')}`,
    what: 'comes from a calendar feed',
    mend: 'Change it in that calendar, or end the subscription.',
  }
  throw new RoutingError('roster_invalid', {}, { items: [item] })
}

import { type RecordVersion, RoutingError } from '@rightful/contract'
import type { Queryable } from '../../platform/db/database.ts'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts'
import { findRecord, listRecordHistory, listRecords, type RecordRow } from './queries.ts'
import { recordIdOf } from './record-id.ts'
import { viewOfRecord } from './record-view.ts'
import type { PeopleResource } from './resources.ts'

/** A page of records. */
export type RecordPage = { readonly data: readonly RecordVersion[]; readonly next_cursor: string | null }

/** Which page is asked for. */
export type PageAsk = { readonly limit: number; readonly cursor?: string | undefined; readonly at?: string | undefined }

/** Where records are asked for: the parts of the address before those of the record itself. */
export type RecordPlace = {
  readonly workspaceId: string
  readonly resource: PeopleResource
  readonly parts: readonly string[]
}

/** The records of a kind by id, as they stand or stood. Throws the parent's own code when that is not there. */
export async function pageOfRecords(db: Queryable, place: RecordPlace, ask: PageAsk): Promise<RecordPage> {
  const { workspaceId, resource, parts } = place
  const atMs = ask.at === undefined ? null : Temporal.Instant.from(ask.at).epochMilliseconds
  if (atMs === null) await requireParent(db, place)
  const list = ['records', workspaceId, resource.kind, ...parts, ask.at ?? ''].join(' ')
  const [afterId = ''] = ask.cursor === undefined ? [] : decodeCursor(list, ask.cursor)
  const prefix = parts.length === 0 ? '' : `${recordIdOf(...parts)}/`
  const rows = await listRecords(db, {
    workspaceId,
    kind: resource.kind,
    prefix,
    afterId: String(afterId),
    atMs,
    limit: ask.limit + 1,
  })
  return pageOf(rows, ask.limit, ({ recordId }) => encodeCursor(list, [recordId]))
}

/** All that one record ever was, the newest first. Throws the record's own code when it never was. */
export async function pageOfHistory(db: Queryable, place: RecordPlace, ask: PageAsk): Promise<RecordPage> {
  const { workspaceId, resource, parts } = place
  const recordId = parts.length === 0 ? resource.kind : recordIdOf(...parts)
  const list = ['history', workspaceId, resource.kind, recordId].join(' ')
  const [before = Number.MAX_SAFE_INTEGER] = ask.cursor === undefined ? [] : decodeCursor(list, ask.cursor)
  const rows = await listRecordHistory(db, {
    workspaceId,
    kind: resource.kind,
    recordId,
    beforeVersion: Number(before),
    limit: ask.limit + 1,
  })
  if (rows.length === 0 && ask.cursor === undefined) throw notFound(place)
  return pageOf(rows, ask.limit, ({ fromVersion }) => encodeCursor(list, [fromVersion]))
}

/** One record as it stands. Throws the record's own code when there is none. */
export async function readRecord(db: Queryable, place: RecordPlace): Promise<RecordVersion> {
  const { workspaceId, resource, parts } = place
  const recordId = parts.length === 0 ? resource.kind : recordIdOf(...parts)
  const row = await findRecord(db, { workspaceId, kind: resource.kind, recordId })
  if (row === null) throw notFound(place)
  return viewOfRecord(row)
}

async function requireParent(db: Queryable, { workspaceId, resource: { parent }, parts }: RecordPlace): Promise<void> {
  if (parent === null) return
  const row = await findRecord(db, { workspaceId, kind: parent.kind, recordId: recordIdOf(...parts) })
  if (row === null) throw new RoutingError(parent.notFound, { [parent.kind]: parts[0] ?? '' })
}

function notFound({ resource, parts }: RecordPlace): RoutingError {
  return new RoutingError(resource.notFound, { id: parts.at(-1) ?? '' })
}

function pageOf(rows: readonly RecordRow[], limit: number, cursorAfter: (last: RecordRow) => string): RecordPage {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  return { data: shown.map(viewOfRecord), next_cursor: hasMore ? cursorAfter(last) : null }
}

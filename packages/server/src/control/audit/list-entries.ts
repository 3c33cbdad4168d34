import type { AuditEntry, listAuditQuery } from '@rightful/contract'
import type { z } from 'zod'
import type { Queryable } from '../../platform/db/queryable.ts'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts'
import { decisionsSealed } from './audit-entry.ts'
import type { LinkRow } from './chain-queries.ts'
import { findEntries } from './queries.ts'
import { chainedEntry } from './seal-entries.ts'

/** A page of entries, the newest first. Throws `cursor_invalid`. */
export async function listEntries(
  db: Queryable,
  workspaceId: string,
  query: z.output<typeof listAuditQuery>,
): Promise<{ readonly data: readonly AuditEntry[]; readonly next_cursor: string | null }> {
  const { limit, cursor, ...filters } = query
  const list = ['audit', workspaceId, JSON.stringify(filters)].join(' ')
  const [at, entryId] = cursor === undefined ? [] : decodeCursor(list, cursor)
  const rows = await findEntries(db, {
    workspaceId,
    isSealing: filters.action === decisionsSealed,
    actor: filters.actor ?? null,
    action: filters.action === undefined ? null : actionOf(filters.action),
    subjectKind: filters.subject_kind ?? null,
    subjectId: filters.subject_id ?? null,
    from: filters.from ?? null,
    until: filters.until ?? null,
    before: at === undefined ? null : { at: String(at), entryId: String(entryId) },
    limit: limit + 1,
  })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  return {
    data: shown.flatMap((row) => entryOf(row, workspaceId) ?? []),
    next_cursor: hasMore ? encodeCursor(list, [last.at ?? '', last.entryId]) : null,
  }
}

function actionOf(text: string): { readonly text: string; readonly isPrefix: boolean } {
  const isPrefix = text.endsWith('*')
  return { text: isPrefix ? text.slice(0, -1) : text, isPrefix }
}

/** A link with its entry, as it is answered; `null`: the entry is not there. */
export function entryOf(row: LinkRow, workspaceId: string): AuditEntry | null {
  if (row.at === null) return null
  const place = { workspaceId, seq: row.seq, previous: row.previous }
  return { ...chainedEntry({ ...row, at: row.at }, place), hash: row.hash }
}

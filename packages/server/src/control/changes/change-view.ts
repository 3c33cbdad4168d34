import type { ChangeDetail, ChangeSummary } from '@rightful/contract'
import { z } from 'zod'
import { isoTime } from '../../platform/clock/iso-time.ts'
import type { Queryable } from '../../platform/db/queryable.ts'
import { findDesk } from '../workspaces/read.ts'
import { missingApprovals } from './approvals.ts'
import { textOfChange } from './edit-change.ts'
import { type ChangeRow, listOpenChanges } from './queries.ts'
import { resolveLocalTime } from './resolve-schedule.ts'
import { listApprovals, listAuthors, listComments } from './review-queries.ts'
import { requireChange } from './step-change.ts'

const names = z.array(z.string())
const source = z.object({ commit: z.string().nullable(), is_dirty: z.boolean(), path: z.string() })

/** A change as it is listed. */
export function summaryOf(row: ChangeRow): ChangeSummary {
  return {
    change_id: row.changeId,
    kind: row.kind,
    title: row.title,
    state: row.state,
    version: row.version,
    revision: row.revision,
    base_version: row.baseVersion,
    content_hash: row.contentHash,
    schedule: scheduleOf(row),
    reason: row.reason,
    is_bypassed: row.isBypassed,
    policy_version: row.policyVersion,
    previous_version: row.previousVersion,
    created_at: isoTime(row.createdMs),
    created_by: row.createdBy,
    updated_at: isoTime(row.updatedMs),
  }
}

type Scheduled = NonNullable<ChangeSummary['schedule']>

function scheduleOf({ zone, startsLocal, startsMs, endsLocal, endsMs }: ChangeRow): ChangeSummary['schedule'] {
  if (zone === null) return null
  const timeOf = (local: string | null, atMs: number | null): Scheduled['from'] =>
    local === null || atMs === null ? null : { local, at: isoTime(atMs), note: resolveLocalTime(local, zone).note }
  return { zone, from: timeOf(startsLocal, startsMs), to: timeOf(endsLocal, endsMs) }
}

/** A change with all that is known of it. Throws `change_not_found`. */
export async function readChange(db: Queryable, workspaceId: string, changeId: string): Promise<ChangeDetail> {
  const row = await requireChange(db, workspaceId, changeId)
  const text = await textOfChange(db, workspaceId, row)
  const authors = await listAuthors(db, workspaceId, changeId)
  const approvals = await listApprovals(db, workspaceId, changeId)
  const missing = await missingApprovals(db, { workspaceId, changeId })
  const comments = await listComments(db, workspaceId, changeId)
  const active = (await findDesk(db, workspaceId))?.policyVersion ?? 0
  return {
    ...summaryOf(row),
    description: row.description,
    source: row.source === null ? null : source.parse(JSON.parse(row.source)),
    document: text.document,
    tables: text.tables,
    parts: names.parse(JSON.parse(row.parts)),
    touched: names.parse(JSON.parse(row.touched)),
    authors: [...new Set(authors.map(({ actor }) => actor))].toSorted(),
    approvals: approvals.map(({ userId, approvedMs }) => ({ user_id: userId, approved_at: isoTime(approvedMs) })),
    missing: missing.map(({ groupId, ...rest }) => ({ ...rest, group_id: groupId })),
    is_outdated: row.policyVersion === null && row.baseVersion !== active,
    warnings: await warningsOf(db, workspaceId, row),
    comments: comments.map((comment) => ({
      comment_id: comment.commentId,
      revision: comment.revision,
      text: comment.text,
      created_at: isoTime(comment.createdMs),
      created_by: comment.createdBy,
    })),
  }
}

/** Other open changes, and active ones that will end, that touch the same parts: whichever comes second is in conflict, or undone. */
async function warningsOf(db: Queryable, workspaceId: string, row: ChangeRow): Promise<ChangeDetail['warnings']> {
  if (row.policyVersion !== null || row.state === 'cancelled') return []
  const touched = new Set(names.parse(JSON.parse(row.touched)))
  return (await listOpenChanges(db, workspaceId)).flatMap(({ changeId, title, state, touched: others }) => {
    if (changeId === row.changeId) return []
    const parts = names.parse(JSON.parse(others)).filter((part) => touched.has(part))
    return parts.length === 0 ? [] : [{ change_id: changeId, title, state, parts: parts.slice(0, 50) }]
  })
}

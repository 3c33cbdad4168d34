import type { Queryable } from '../../platform/db/queryable.ts'
import { type Answer, json } from '../../platform/http/answer.ts'
import { etagOf } from '../../platform/http/etag.ts'
import { readChange } from './change-view.ts'

/** Answers with a change as it stands now, with all that is known of it. Throws `change_not_found`. */
export async function answerChange(
  db: Queryable,
  { workspaceId, changeId }: { readonly workspaceId: string; readonly changeId: string },
  status: 200 | 201 = 200,
): Promise<Answer> {
  const change = await readChange(db, workspaceId, changeId)
  return json(status, change, { ETag: etagOf(change.version) })
}

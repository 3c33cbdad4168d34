import { RoutingError } from '@rightful/contract'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { findDesk, type HeldDesk } from '../workspaces/read.ts'
import type { ChangeRow } from './queries.ts'
import { readReviewSetting, type ReviewSetting } from './review-queries.ts'
import { requireChange, type StepScope } from './step-change.ts'

/** By which versions a workspace decides. */
type DeskAt = Pick<HeldDesk, 'policyVersion' | 'rosterVersion'>

/** What is looked at: a change, and what it meets. */
export type LookedAt = {
  readonly desk: DeskAt
  readonly change: ChangeRow
  readonly merges: ReviewSetting['merges']
}

/**
 * Looks at a change before the desk is taken, so that no lead waits for what takes long: reading, merging and checking a large policy.
 * Returns what gives the result under the desk, where it looks again only if something moved on meanwhile. Throws what `look` throws.
 */
export async function lookFirst<Seen>(
  db: Database,
  { workspaceId, changeId }: { readonly workspaceId: string; readonly changeId: string },
  look: (db: Queryable, at: LookedAt) => Promise<Seen>,
): Promise<(scope: StepScope) => Promise<Seen>> {
  const change = await requireChange(db, workspaceId, changeId)
  const desk = await requireDesk(db, workspaceId)
  const { merges } = await readReviewSetting(db, workspaceId)
  const seen = await look(db, { desk, change, merges })
  return async ({ tx, held, before }) => {
    const setting = await readReviewSetting(tx, workspaceId)
    const isSame = isSameDesk(desk, held) && before.version === change.version && merges === setting.merges
    return isSame ? seen : look(tx, { desk: held, change: before, merges: setting.merges })
  }
}

/** Whether a workspace decides by the same policy and roster. */
export function isSameDesk(a: DeskAt, b: DeskAt): boolean {
  return a.policyVersion === b.policyVersion && a.rosterVersion === b.rosterVersion
}

/** The desk as it stands. Throws `workspace_not_found`, and `policy_missing` where no version is active. */
export async function requireDesk(db: Queryable, workspaceId: string): Promise<HeldDesk> {
  const desk = await findDesk(db, workspaceId)
  if (desk === null) throw new RoutingError('workspace_not_found')
  if (desk.policyVersion === 0) throw new RoutingError('policy_missing')
  return desk
}

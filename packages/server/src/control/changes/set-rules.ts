import { RoutingError } from '@rightful/contract'
import type { Database } from '../../platform/db/database.ts'
import { changeWorkspace } from '../workspaces/read.ts'
import { hasGroup, readReviewSetting, replaceRules, type ReviewSetting, type RuleRow } from './review-queries.ts'

/** The rules of review, as a whole. */
export type ReviewRules = {
  readonly rules: readonly RuleRow[]
  readonly merges: ReviewSetting['merges']
  /** The version of the rules that was read; `null`: any. */
  readonly ifVersion: number | null
}

/** Sets the rules of review. They hold at once, also for changes under way. Throws `group_not_found`, `version_conflict`. */
export async function setRules(
  db: Database,
  ask: { readonly workspaceId: string; readonly by: string },
  { rules, merges, ifVersion }: ReviewRules,
): Promise<void> {
  const { workspaceId } = ask
  await changeWorkspace(db, ask, async (tx) => {
    const { version } = await readReviewSetting(tx, workspaceId)
    if (ifVersion !== null && ifVersion !== version) {
      throw new RoutingError('version_conflict', { given: ifVersion, current: version })
    }
    for (const { groupId } of rules) {
      if (groupId !== null && !(await hasGroup(tx, workspaceId, groupId))) throw new RoutingError('group_not_found')
    }
    await replaceRules(tx, workspaceId, { rules, merges })
    const told = rules.map(({ part, groupId, approvals }) => ({ part, group_id: groupId, approvals }))
    return {
      kind: 'changed',
      result: null,
      versions: {},
      event: { kind: 'review.changed', body: { rules: told, merges } },
      subject: { kind: 'review_rules', id: workspaceId },
    }
  })
}

import { type ErrorItem, RoutingError } from '@rightful/contract'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { readRoster } from '../people/read.ts'
import { changeWorkspace, findDesk, type WorkspaceChange } from '../workspaces/read.ts'
import { requireSoundPolicy } from './check-policy-text.ts'
import { contentOf, type PolicyText } from './policy-content.ts'
import { activateVersion, findPolicyVersion, isReviewed } from './queries.ts'
import { storePolicyVersion } from './store-policy-version.ts'

/** A policy to be stored and to decide by from now on. */
export type PolicyPost = PolicyText & {
  readonly workspaceId: string
  readonly by: string
  /** The active version that it is based on; `null`: any. */
  readonly ifVersion: number | null
}

/** The version that is active now, whether it is new, and what the check found worth knowing. */
export type PolicyActivated = {
  readonly version: number
  readonly isNew: boolean
  readonly warnings: readonly ErrorItem[]
}

type Sound = ReturnType<typeof requireSoundPolicy>

/**
 * Parses and checks a policy, with the roster as it stands, stores it as a new version and makes the desk decide by it. The
 * very text of the active version makes none. Throws `policy_invalid` with every error by line and column, `version_conflict`,
 * `workspace_not_found`, and `review_required` where changes are reviewed.
 */
export async function activatePolicy(db: Database, post: PolicyPost): Promise<PolicyActivated> {
  const { workspaceId, by, ifVersion } = post
  const desk = await findDesk(db, workspaceId)
  if (desk === null) throw new RoutingError('workspace_not_found')
  const { rosterVersion } = desk
  const checked = await requireSound(db, post, rosterVersion)
  const content = contentOf(post, checked.policy)
  return changeWorkspace(db, { workspaceId, by }, async (tx, held): Promise<WorkspaceChange<PolicyActivated>> => {
    const { policyVersion } = held
    if (await isReviewed(tx, workspaceId)) throw new RoutingError('review_required')
    if (ifVersion !== null && ifVersion !== policyVersion) {
      throw new RoutingError('version_conflict', { given: ifVersion, current: policyVersion })
    }
    // Whoever edited the roster meanwhile may have ended what the policy names.
    const { warnings } =
      held.rosterVersion === rosterVersion ? checked : await requireSound(tx, post, held.rosterVersion)
    const active = await findPolicyVersion(tx, workspaceId, policyVersion)
    if (active?.contentHash === content.contentHash) {
      return { kind: 'unchanged', result: { version: policyVersion, isNew: false, warnings } }
    }
    const version = await storePolicyVersion(tx, { workspaceId, createdBy: by }, content)
    await activateVersion(tx, { workspaceId, version, kind: 'direct', changeId: null, by })
    const { name, hash } = content
    return {
      kind: 'changed',
      result: { version, isNew: true, warnings },
      versions: { policyVersion: version },
      event: { kind: 'policy.activated', body: { policy_version: version, name, hash } },
      subject: { kind: 'policy_version', id: String(version) },
    }
  })
}

async function requireSound(db: Queryable, post: PolicyPost, rosterVersion: number): Promise<Sound> {
  return requireSoundPolicy(post, await readRoster(db, post.workspaceId, rosterVersion))
}

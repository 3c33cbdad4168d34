import { type ErrorItem, RoutingError } from '@rightful/contract'
import { checkPolicy, compilePolicy, parsePolicy, type Policy, type Problem } from '@rightful/engine'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { readRoster } from '../people/read.ts'
import { changeWorkspace, findDesk, type WorkspaceChange } from '../workspaces/read.ts'
import { findLastPolicyVersion, findPolicyVersion, insertPolicyVersion } from './queries.ts'

/** A policy to be stored and to decide by from now on. */
export type PolicyPost = {
  readonly workspaceId: string
  readonly by: string
  readonly document: string
  /** The text of each decision table by file name. */
  readonly tables: Readonly<Record<string, string>>
  /** The active version that it is based on; `null`: any. */
  readonly ifVersion: number | null
}

/** The version that is active now, whether it is new, and what the check found worth knowing. */
export type PolicyActivated = {
  readonly version: number
  readonly isNew: boolean
  readonly warnings: readonly ErrorItem[]
}

const itemsAtMost = 100

/**
 * Parses and checks a policy, with the roster as it stands, stores it as a new version and makes the desk decide by it. The
 * very text of the active version makes none. Throws `policy_invalid` with every error by line and column, `version_conflict`, `workspace_not_found`.
 */
export async function activatePolicy(db: Database, post: PolicyPost): Promise<PolicyActivated> {
  const { workspaceId, by, document, ifVersion } = post
  const desk = await findDesk(db, workspaceId)
  if (desk === null) throw new RoutingError('workspace_not_found')
  const { rosterVersion } = desk
  const checked = await requireSound(db, post, rosterVersion)
  const { name, hash } = checked.policy
  const tables = JSON.stringify(post.tables)
  return changeWorkspace(db, { workspaceId, by }, async (tx, held): Promise<WorkspaceChange<PolicyActivated>> => {
    const { policyVersion } = held
    if (ifVersion !== null && ifVersion !== policyVersion) {
      throw new RoutingError('version_conflict', { given: ifVersion, current: policyVersion })
    }
    // Whoever edited the roster meanwhile may have ended what the policy names.
    const { warnings } =
      held.rosterVersion === rosterVersion ? checked : await requireSound(tx, post, held.rosterVersion)
    const active = await findPolicyVersion(tx, workspaceId, policyVersion)
    if (active?.document === document && active.tables === tables) {
      return { kind: 'unchanged', result: { version: policyVersion, isNew: false, warnings } }
    }
    const version = (await findLastPolicyVersion(tx, workspaceId)) + 1
    await insertPolicyVersion(tx, { workspaceId, version, createdBy: by }, { name, hash, document, tables })
    return {
      kind: 'changed',
      result: { version, isNew: true, warnings },
      versions: { policyVersion: version },
      event: { kind: 'policy.activated', body: { policy_version: version, name, hash } },
      subject: { kind: 'policy_version', id: String(version) },
    }
  })
}

async function requireSound(
  db: Queryable,
  { workspaceId, document, tables }: PolicyPost,
  rosterVersion: number,
): Promise<{ readonly policy: Policy; readonly warnings: readonly ErrorItem[] }> {
  const { policy, problems } = parsePolicy(document, { tables })
  if (policy === null) throw invalid(problems)
  const roster = await readRoster(db, workspaceId, rosterVersion)
  const found = [...problems, ...checkPolicy(compilePolicy(policy), { roster }).problems]
  if (found.some(isError)) throw invalid(found)
  return {
    policy,
    warnings: found
      .filter(({ severity }) => severity === 'warning')
      .slice(0, itemsAtMost)
      .map(itemOf),
  }
}

function isError({ severity }: Problem): boolean {
  return severity === 'error'
}

function invalid(problems: readonly Problem[]): RoutingError {
  return new RoutingError('policy_invalid', {}, { items: problems.filter(isError).slice(0, itemsAtMost).map(itemOf) })
}

function itemOf({ place: { file, line, column }, message, hint }: Problem): ErrorItem {
  return { where: `${file}:${line}:${column}`, what: message, mend: hint ?? null }
}

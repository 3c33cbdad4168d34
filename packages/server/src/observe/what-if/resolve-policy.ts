import { type PolicyChoice, RoutingError } from '@rightful/contract'
import { findChange } from '../../control/changes/read.ts'
import {
  findPolicyContent,
  findPolicyVersion,
  readyPolicy,
  type ReadyPolicy,
  requireParsedPolicy,
  textOf,
} from '../../control/policies/read.ts'
import { findDesk } from '../../control/workspaces/read.ts'
import type { Queryable } from '../../platform/db/database.ts'
import type { AskedPolicy } from './what-if-ask.ts'

/**
 * Finds a policy that is asked about. `null`: the active version. Throws `policy_missing`, `policy_not_found`,
 * `change_not_found` and `policy_invalid`.
 */
export async function resolvePolicy(
  db: Queryable,
  workspaceId: string,
  choice: PolicyChoice | null,
): Promise<AskedPolicy> {
  if (choice === null) return askedVersion(db, workspaceId, await activeVersion(db, workspaceId))
  if ('version' in choice) return askedVersion(db, workspaceId, choice.version)
  if ('change_id' in choice) return askedChange(db, workspaceId, choice.change_id)
  const { name, hash } = requireParsedPolicy(choice)
  return { version: null, changeId: null, name, hash, texts: choice }
}

async function activeVersion(db: Queryable, workspaceId: string): Promise<number> {
  const version = (await findDesk(db, workspaceId))?.policyVersion ?? 0
  if (version === 0) throw new RoutingError('policy_missing')
  return version
}

async function askedVersion(db: Queryable, workspaceId: string, version: number): Promise<AskedPolicy> {
  const row = await findPolicyVersion(db, workspaceId, version)
  if (row === null) throw new RoutingError('policy_not_found', { version })
  return { version, changeId: null, name: row.name, hash: row.hash, texts: null }
}

/** A change as it stands now: a later edit of it is another question. */
async function askedChange(db: Queryable, workspaceId: string, changeId: string): Promise<AskedPolicy> {
  const change = await findChange(db, workspaceId, changeId)
  const content = change === null ? null : await findPolicyContent(db, workspaceId, change.contentHash)
  if (content === null) throw new RoutingError('change_not_found', { change: changeId })
  return { version: null, changeId, name: content.name, hash: content.hash, texts: textOf(content) }
}

/** A policy that is asked about, ready to decide by. `policyOf` reads stored versions. */
export async function readyPolicyOf(
  { version, texts }: Pick<AskedPolicy, 'version' | 'texts'>,
  policyOf: (version: number) => Promise<ReadyPolicy>,
): Promise<ReadyPolicy> {
  if (texts !== null) return readyPolicy(requireParsedPolicy(texts), 0)
  if (version === null) throw new Error('A what-if names neither a version nor a text.')
  return policyOf(version)
}

export { insertPolicyVersion } from './queries.ts'
import { type CompiledPolicy, compilePolicy, type LeadSchema, parsePolicy, prepareFields } from '@rightful/engine'
import type { Queryable } from '../../platform/db/database.ts'
import { findPolicyVersion } from './queries.ts'

/** A stored version of the policy, ready to decide by. */
export type ReadyPolicy = { readonly version: number; readonly policy: CompiledPolicy; readonly schema: LeadSchema }

/** Reads and compiles a version of the workspace's policy. Throws when there is none, or when it does not parse: it was checked when it was stored. */
export async function readPolicy(db: Queryable, workspaceId: string, version: number): Promise<ReadyPolicy> {
  const row = await findPolicyVersion(db, workspaceId, version)
  if (row === null) throw new Error(`Policy version ${version} of workspace ${workspaceId} is not stored.`)
  const { policy, problems } = parsePolicy(row.document, { tables: JSON.parse(row.tables) })
  if (policy === null) throw new Error(`Policy version ${version} does not parse: ${problems[0]?.message ?? 'unknown'}`)
  return { version, policy: compilePolicy(policy), schema: prepareFields(policy.fields) }
}

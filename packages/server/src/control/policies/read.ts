export { checkPolicyText, requireParsedPolicy, requireSoundPolicy } from './check-policy-text.ts'
export { fieldsIn, fieldsReadBy } from './fields-read-by.ts'
export { contentOf, type PolicyText, textOf } from './policy-content.ts'
export {
  activateVersion,
  type ActivationKind,
  findPolicyContent,
  findPolicyVersion,
  insertPolicyContent,
  isReviewed,
  type PolicyContentRow,
} from './queries.ts'
export { storePolicyVersion } from './store-policy-version.ts'
import {
  type CompiledPolicy,
  compilePolicy,
  type LeadSchema,
  parsePolicy,
  type Policy,
  prepareFields,
} from '@rightful/engine'
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
  return readyPolicy(policy, version)
}

/** A policy made ready to decide by. */
export function readyPolicy(policy: Policy, version: number): ReadyPolicy {
  return { version, policy: compilePolicy(policy), schema: prepareFields(policy.fields) }
}

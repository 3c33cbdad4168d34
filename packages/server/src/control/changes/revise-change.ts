import { RoutingError } from '@rightful/contract'
import type { Queryable } from '../../platform/db/queryable.ts'
import type { Caller } from '../../platform/http/caller.ts'
import {
  contentOf,
  findPolicyVersion,
  insertPolicyContent,
  type PolicyContentRow,
  type PolicyText,
  requireParsedPolicy,
  textOf,
} from '../policies/read.ts'
import { reviewPartsBetween, touchedBetween } from './changed-parts.ts'
import { insertRevision, type NewRevision } from './queries.ts'
import { findKeyMaker } from './review-queries.ts'

/** Who edits: as records name them, and the person behind it. */
export type Author = { readonly by: string; readonly authorId: string | null }

/** The author that a caller is: what an API key writes, whoever made it wrote too. */
export async function authorOf(db: Queryable, { workspaceId, actor, userId, keyId }: Caller): Promise<Author> {
  return { by: actor, authorId: keyId === null ? userId : await findKeyMaker(db, workspaceId, keyId) }
}

/** What a change says after an edit, ready to be stored. */
export type PreparedRevision = {
  readonly content: PolicyContentRow
  readonly revision: Pick<NewRevision, 'baseVersion' | 'contentHash' | 'parts' | 'touched'>
}

/** Reads what a change is to say, and finds the parts that differ from its base. Throws `policy_invalid` where it does not parse, and `policy_not_found`. */
export async function prepareRevision(
  db: Queryable,
  of: { readonly workspaceId: string; readonly baseVersion: number; readonly text: PolicyText },
): Promise<PreparedRevision> {
  const { workspaceId, baseVersion, text } = of
  const policy = requireParsedPolicy(text)
  const base = textOf(await requireVersion(db, workspaceId, baseVersion))
  const content = contentOf(text, policy)
  const parts = JSON.stringify(reviewPartsBetween(requireParsedPolicy(base), policy))
  const touched = JSON.stringify(touchedBetween(base, text))
  return { content, revision: { baseVersion, contentHash: content.contentHash, parts, touched } }
}

/** Stores what a change says after an edit. */
export async function storeRevision(
  tx: Queryable,
  of: { readonly workspaceId: string; readonly changeId: string; readonly revision: number; readonly author: Author },
  prepared: PreparedRevision,
): Promise<void> {
  const { workspaceId, changeId, revision, author } = of
  await insertPolicyContent(tx, workspaceId, prepared.content)
  const { by: createdBy, authorId } = author
  await insertRevision(tx, workspaceId, { ...prepared.revision, changeId, revision, createdBy, authorId })
}

/** A stored version. Throws `policy_not_found`. */
export async function requireVersion(db: Queryable, workspaceId: string, version: number): Promise<PolicyContentRow> {
  const row = await findPolicyVersion(db, workspaceId, version)
  if (row === null) throw new RoutingError('policy_not_found', { version })
  return row
}

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

/** What a change says after an edit. */
export type Revising = {
  readonly workspaceId: string
  readonly changeId: string
  readonly revision: number
  readonly baseVersion: number
  readonly text: PolicyText
}

/** Stores what a change says after an edit, with the parts that differ from its base. Throws `policy_invalid` where it does not parse, and `policy_not_found`. */
export async function reviseChange(tx: Queryable, revising: Revising, { by, authorId }: Author): Promise<NewRevision> {
  const { workspaceId, changeId, revision, baseVersion, text } = revising
  const policy = requireParsedPolicy(text)
  const base = textOf(await requireVersion(tx, workspaceId, baseVersion))
  const content = contentOf(text, policy)
  await insertPolicyContent(tx, workspaceId, content)
  const stored: NewRevision = {
    changeId,
    revision,
    baseVersion,
    contentHash: content.contentHash,
    parts: JSON.stringify(reviewPartsBetween(requireParsedPolicy(base), policy)),
    touched: JSON.stringify(touchedBetween(base, text)),
    createdBy: by,
    authorId,
  }
  await insertRevision(tx, workspaceId, stored)
  return stored
}

/** A stored version. Throws `policy_not_found`. */
export async function requireVersion(db: Queryable, workspaceId: string, version: number): Promise<PolicyContentRow> {
  const row = await findPolicyVersion(db, workspaceId, version)
  if (row === null) throw new RoutingError('policy_not_found', { version })
  return row
}

import type { Queryable } from '../../platform/db/queryable.ts'
import { newId } from '../../platform/ids/new-id.ts'
import { canonicalJson } from './canonical-json.ts'
import { insertEntry } from './queries.ts'

/** Something that was done, to be told in the audit log. */
export type AuditRecord = {
  readonly workspaceId: string
  /** Who did it: `key:NAME`, `user:ID` or `system`. */
  readonly actor: string
  /** What was done, such as `policy.activated`. */
  readonly action: string
  /** To what. */
  readonly subject: { readonly kind: string; readonly id: string }
  /** Plain JSON without personal data: ids, hashes, settings before and after. It is kept for good. */
  readonly details: Readonly<Record<string, unknown>>
}

/** Tells the audit log of something, within the transaction that does it. It joins the chain within a second of the commit. */
export async function recordAudit(tx: Queryable, { details, ...entry }: AuditRecord): Promise<void> {
  await insertEntry(tx, { ...entry, entryId: newId(), details: canonicalJson(details) })
}

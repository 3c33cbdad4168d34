import type { Queryable } from '../../platform/db/queryable.ts'

/** An entry to be stored; `details` are canonical JSON. */
export type NewEntry = {
  readonly workspaceId: string
  readonly entryId: string
  readonly actor: string
  readonly action: string
  readonly subject: { readonly kind: string; readonly id: string }
  readonly details: string
}

/** Stores an entry, to be sealed once the transaction is through. */
export async function insertEntry(tx: Queryable, entry: NewEntry): Promise<void> {
  const { workspaceId, entryId, actor, action, subject, details } = entry
  await tx.execute(
    {
      name: 'insert_audit_entry',
      text: `
    with pending as (
      insert into audit_pending (workspace_id, entry_id) values ($1, $2)
    )
    insert into audit_entry (workspace_id, entry_id, at, actor, action, subject_kind, subject_id, details)
    values ($1, $2, date_trunc('milliseconds', clock_timestamp()), $3, $4, $5, $6, $7)`,
    },
    [workspaceId, entryId, actor, action, subject.kind, subject.id, details],
  )
}

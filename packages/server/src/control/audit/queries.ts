import type { Queryable } from '../../platform/db/queryable.ts'
import { entryColumns, type LinkRow } from './chain-queries.ts'

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

/** Which entries are asked for; what is `null` does not matter. */
export type EntriesAsk = {
  readonly workspaceId: string
  /** Whether those that seal decisions are, or all others. */
  readonly isSealing: boolean
  readonly actor: string | null
  /** The action, or how it begins. */
  readonly action: { readonly text: string; readonly isPrefix: boolean } | null
  readonly subjectKind: string | null
  readonly subjectId: string | null
  /** Instants as PostgreSQL reads them. */
  readonly from: string | null
  readonly until: string | null
  /** The last entry of the page before. */
  readonly before: { readonly at: string; readonly entryId: string } | null
  readonly limit: number
}

/** Entries of the chain, the newest first. */
export async function findEntries(db: Queryable, ask: EntriesAsk): Promise<readonly LinkRow[]> {
  return db.query<LinkRow>(
    `
    select audit_link.seq, audit_link.previous, audit_link.hash, ${entryColumns}
      from audit_entry
      join audit_link on audit_link.workspace_id = audit_entry.workspace_id and audit_link.entry_id = audit_entry.entry_id
     where audit_entry.workspace_id = $1 and (audit_entry.action = 'decisions.sealed') = $2
       and ($3::text is null or audit_entry.actor = $3)
       and ($4::text is null or audit_entry.action = $4 or ($5 and starts_with(audit_entry.action, $4)))
       and ($6::text is null or audit_entry.subject_kind = $6)
       and ($7::text is null or audit_entry.subject_id = $7)
       and audit_entry.at >= coalesce($8::text::timestamptz, '-infinity')
       and audit_entry.at < coalesce($9::text::timestamptz, 'infinity')
       and (audit_entry.at, audit_entry.entry_id) < (coalesce($10::text::timestamptz, 'infinity'),
             coalesce($11::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     order by audit_entry.at desc, audit_entry.entry_id desc
     limit $12`,
    [
      ask.workspaceId,
      ask.isSealing,
      ask.actor,
      ask.action?.text ?? null,
      ask.action?.isPrefix ?? false,
      ask.subjectKind,
      ask.subjectId,
      ask.from,
      ask.until,
      ask.before?.at ?? null,
      ask.before?.entryId ?? null,
      ask.limit,
    ],
  )
}

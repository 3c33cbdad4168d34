import type { AuditEntry } from '@rightful/contract'
import type { Queryable } from '../../platform/db/queryable.ts'
import { genesis, type VersionDigest } from './audit-entry.ts'

/** How far the chain of a workspace has come. */
export type ChainHead = {
  readonly seq: number
  readonly hash: string
  /** The decisions of versions up to this one are in the chain. */
  readonly sealedVersion: number
}

/** Whether anything was told or decided that is not in the chain yet. */
export async function hasUnsealed(db: Queryable, workspaceId: string): Promise<boolean> {
  const rows = await db.query<{ isDue: boolean }>(
    {
      name: 'has_unsealed',
      text: `
    select exists (select 1 from audit_pending where audit_pending.workspace_id = $1)
        or exists (
             select 1
               from decision
              where decision.workspace_id = $1 and decision.version > coalesce((
                      select audit_chain.sealed_version from audit_chain where audit_chain.workspace_id = $1), 0))
           as "isDue"`,
    },
    [workspaceId],
  )
  return rows[0]?.isDue ?? false
}

/** Takes the head of the chain until the transaction ends. `null`: somebody else has it. */
export async function lockChain(tx: Queryable, workspaceId: string): Promise<ChainHead | null> {
  await tx.execute(
    {
      name: 'begin_chain',
      text: `
    insert into audit_chain (workspace_id, seq, hash, sealed_version, published_seq) values ($1, 0, $2, 0, 0)
        on conflict (workspace_id) do nothing`,
    },
    [workspaceId, genesis],
  )
  const rows = await tx.query<ChainHead>(
    {
      name: 'lock_chain',
      text: `
    select audit_chain.seq, audit_chain.hash, audit_chain.sealed_version as "sealedVersion"
      from audit_chain
     where audit_chain.workspace_id = $1
       for update skip locked`,
    },
    [workspaceId],
  )
  return rows[0] ?? null
}

/** An entry as it is stored; `details` is canonical JSON, `at` as in `ChainedEntry`. */
export type EntryRow = {
  readonly entryId: string
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly details: string
}

/** The columns of an entry, for whoever reads some. */
export const entryColumns = `audit_entry.entry_id as "entryId",
           to_char(audit_entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
           audit_entry.actor, audit_entry.action, audit_entry.subject_kind as "subjectKind",
           audit_entry.subject_id as "subjectId", audit_entry.details`

/** The oldest entries that are not in the chain yet. */
export async function findPending(tx: Queryable, workspaceId: string, limit: number): Promise<readonly EntryRow[]> {
  return tx.query<EntryRow>(
    {
      name: 'find_pending_entries',
      text: `
    select ${entryColumns}
      from audit_pending
      join audit_entry on audit_entry.workspace_id = audit_pending.workspace_id and audit_entry.entry_id = audit_pending.entry_id
     where audit_pending.workspace_id = $1
     order by audit_entry.at, audit_entry.entry_id
     limit $2`,
    },
    [workspaceId, limit],
  )
}

/** Stores an entry of the chain's own, which joins it at once. */
export async function insertOwnEntry(
  tx: Queryable,
  entry: { readonly workspaceId: string; readonly entryId: string; readonly action: string; readonly details: string },
): Promise<EntryRow> {
  const { workspaceId, entryId, action, details } = entry
  const rows = await tx.query<EntryRow>(
    {
      name: 'insert_own_entry',
      text: `
    insert into audit_entry (workspace_id, entry_id, at, actor, action, subject_kind, subject_id, details)
    values ($1, $2, date_trunc('milliseconds', clock_timestamp()), 'system', $3, 'workspace', $1::uuid::text, $4)
    returning ${entryColumns}`,
    },
    [workspaceId, entryId, action, details],
  )
  const [row] = rows
  if (row === undefined) throw new Error('An entry that was just stored is not there.')
  return row
}

/** Adds entries to the chain, in order, and moves its head behind the last of them. The caller holds it. */
export async function insertLinks(
  tx: Queryable,
  workspaceId: string,
  { links, sealedVersion }: { readonly links: readonly AuditEntry[]; readonly sealedVersion: number },
): Promise<void> {
  const last = links.at(-1)
  if (last === undefined) return
  await tx.execute(
    {
      name: 'insert_audit_links',
      text: `
    with linked as (
      insert into audit_link (workspace_id, seq, entry_id, previous, hash)
      select $1, link.seq, link.entry_id, link.previous, link.hash
        from unnest($2::bigint[], $3::uuid[], $4::text[], $5::text[]) as link (seq, entry_id, previous, hash)
    ), told as (
      delete from audit_pending where audit_pending.workspace_id = $1 and audit_pending.entry_id = any ($3::uuid[])
    )
    update audit_chain
       set seq = $6, hash = $7, sealed_version = $8
     where audit_chain.workspace_id = $1`,
    },
    [
      workspaceId,
      links.map(({ seq }) => seq),
      links.map(({ entry_id }) => entry_id),
      links.map(({ previous }) => previous),
      links.map(({ hash }) => hash),
      last.seq,
      last.hash,
      sealedVersion,
    ],
  )
}

// Each decision is a JSON array as RFC 8785 writes it (PostgreSQL escapes texts the same way), a version the array of those. What
// was read and traced is long, and stands in it by its own hash.
const decisionText = `'["' || decision.decision_id || '","' || decision.lead_id || '",' || decision.version || ','
           || decision.position || ',' || to_json(decision.cause) || ',' || decision.policy_version || ','
           || decision.roster_version || ',' || to_json(decision.outcome) || ','
           || coalesce(to_json(decision.reason)::text, 'null') || ',' || coalesce(to_json(decision.owner_id)::text, 'null') || ','
           || coalesce(to_json(decision.pool_id)::text, 'null') || ',' || coalesce(to_json(decision.route_id)::text, 'null') || ','
           || (extract(epoch from decision.at) * 1000000)::bigint || ',"'
           || encode(sha256(convert_to(decision.record, 'UTF8')), 'hex') || '"]'`

/**
 * The digests of the first versions after one that have decisions, at most `limit` of them and none after `toVersion`. A version
 * is committed whole and after those before it, so that what is seen is complete.
 */
export async function digestVersions(
  db: Queryable,
  workspaceId: string,
  {
    afterVersion,
    toVersion,
    limit,
  }: { readonly afterVersion: number; readonly toVersion: number; readonly limit: number },
): Promise<readonly VersionDigest[]> {
  return db.query<VersionDigest>(
    {
      name: 'digest_versions',
      text: `
    select decided.version, decided.count, encode(sha256(convert_to(decided.texts, 'UTF8')), 'hex') as digest
      from (
        select decision.version, count(*) as count,
               '[' || string_agg(${decisionText}, ',' order by decision.position) || ']' as texts
          from decision
         where decision.workspace_id = $1 and decision.version > $2 and decision.version <= $3
         group by decision.version
         order by decision.version
         limit $4) as decided
     order by decided.version`,
    },
    [workspaceId, afterVersion, toVersion, limit],
  )
}

/** A link of the chain with what it links; the entry's columns are `null` where the entry is not there. */
export type LinkRow = Omit<EntryRow, 'at'> & {
  readonly seq: number
  readonly previous: string
  readonly hash: string
  readonly at: string | null
}

/** Links after a place in the chain, in order. */
export async function findLinks(
  db: Queryable,
  workspaceId: string,
  { afterSeq, limit }: { readonly afterSeq: number; readonly limit: number },
): Promise<readonly LinkRow[]> {
  return db.query<LinkRow>(
    {
      name: 'find_audit_links',
      text: `
    select audit_link.seq, audit_link.previous, audit_link.hash, ${entryColumns}
      from audit_link
      left join audit_entry on audit_entry.workspace_id = audit_link.workspace_id and audit_entry.entry_id = audit_link.entry_id
     where audit_link.workspace_id = $1 and audit_link.seq > $2
     order by audit_link.seq
     limit $3`,
    },
    [workspaceId, afterSeq, limit],
  )
}

/** The head of the chain, without taking it; `null`: nothing was sealed yet. */
export async function findHead(db: Queryable, workspaceId: string): Promise<ChainHead | null> {
  const rows = await db.query<ChainHead>(
    `
    select audit_chain.seq, audit_chain.hash, audit_chain.sealed_version as "sealedVersion"
      from audit_chain
     where audit_chain.workspace_id = $1`,
    [workspaceId],
  )
  return rows[0] ?? null
}

/** Entries that are neither in the chain nor about to be: nobody told them. */
export async function findStrayEntries(
  db: Queryable,
  workspaceId: string,
  limit: number,
): Promise<readonly { readonly entryId: string }[]> {
  return db.query<{ entryId: string }>(
    `
    select audit_entry.entry_id as "entryId"
      from audit_entry
     where audit_entry.workspace_id = $1
       and not exists (
             select 1 from audit_link
              where audit_link.workspace_id = $1 and audit_link.entry_id = audit_entry.entry_id)
       and not exists (
             select 1 from audit_pending
              where audit_pending.workspace_id = $1 and audit_pending.entry_id = audit_entry.entry_id)
     limit $2`,
    [workspaceId, limit],
  )
}

/** The decisions of versions up to this one are in the chain; 0: none. */
export async function findSealedVersion(db: Queryable, workspaceId: string): Promise<number> {
  return (await findHead(db, workspaceId))?.sealedVersion ?? 0
}

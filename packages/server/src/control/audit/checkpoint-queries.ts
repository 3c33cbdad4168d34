import type { AuditCheckpoint } from '@rightful/contract'
import type { Queryable } from '../../platform/db/queryable.ts'

const exactly = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

const columns = `audit_checkpoint.workspace_id, audit_checkpoint.seq, audit_checkpoint.hash, ${exactly('audit_checkpoint.at')} as at,
           audit_checkpoint.key_id, audit_checkpoint.signature`

/** When checkpoints are due: so many entries after the last one, or so many seconds after it if anything was sealed since. */
export type CheckpointRhythm = { readonly entries: number; readonly seconds: number }

/** Whether a checkpoint is due, or one was made and is not published. */
export async function isCheckpointDue(
  db: Queryable,
  workspaceId: string,
  { entries, seconds }: CheckpointRhythm,
): Promise<boolean> {
  const rows = await db.query<{ isDue: boolean }>(
    {
      name: 'is_checkpoint_due',
      text: `
    select coalesce(last.seq, 0) > audit_chain.published_seq
        or audit_chain.seq >= coalesce(last.seq, 0) + $2
        or (audit_chain.seq > coalesce(last.seq, 0)
            and coalesce(last.at, '-infinity') < clock_timestamp() - $3::float8 * interval '1 second') as "isDue"
      from audit_chain
      left join lateral (
        select audit_checkpoint.seq, audit_checkpoint.at
          from audit_checkpoint
         where audit_checkpoint.workspace_id = $1
         order by audit_checkpoint.seq desc
         limit 1) as last on true
     where audit_chain.workspace_id = $1`,
    },
    [workspaceId, entries, seconds],
  )
  return rows[0]?.isDue ?? false
}

/** Where the chain ends and what time it is; `null`: at a checkpoint already, or nowhere. */
export async function findUncheckedEnd(
  tx: Queryable,
  workspaceId: string,
): Promise<{ readonly seq: number; readonly hash: string; readonly at: string } | null> {
  const rows = await tx.query<{ seq: number; hash: string; at: string }>(
    `
    select audit_chain.seq, audit_chain.hash, ${exactly('clock_timestamp()')} as at
      from audit_chain
     where audit_chain.workspace_id = $1 and audit_chain.seq > coalesce((
             select max(audit_checkpoint.seq) from audit_checkpoint where audit_checkpoint.workspace_id = $1), 0)`,
    [workspaceId],
  )
  return rows[0] ?? null
}

/** Stores a checkpoint, with the public key by which it is verified. */
export async function insertCheckpoint(tx: Queryable, made: AuditCheckpoint, publicKey: string): Promise<void> {
  const { workspace_id, seq, hash, at, key_id, signature } = made
  await tx.execute(
    `
    with known as (
      insert into audit_key (workspace_id, key_id, public_key, created_at) values ($1, $5, $7, clock_timestamp())
          on conflict (workspace_id, key_id) do nothing
    )
    insert into audit_checkpoint (workspace_id, seq, hash, at, key_id, signature)
    values ($1, $2, $3, $4::text::timestamptz, $5, $6)
        on conflict (workspace_id, seq) do nothing`,
    [workspace_id, seq, hash, at, key_id, signature, publicKey],
  )
}

/** Checkpoints after a place in the chain, in order. */
export async function findCheckpoints(
  db: Queryable,
  workspaceId: string,
  { afterSeq, limit }: { readonly afterSeq: number; readonly limit: number },
): Promise<readonly AuditCheckpoint[]> {
  return db.query<AuditCheckpoint>(
    `
    select ${columns}
      from audit_checkpoint
     where audit_checkpoint.workspace_id = $1 and audit_checkpoint.seq > $2
     order by audit_checkpoint.seq
     limit $3`,
    [workspaceId, afterSeq, limit],
  )
}

/** Checkpoints that were made and not published yet. */
export async function findUnpublished(
  db: Queryable,
  workspaceId: string,
  limit: number,
): Promise<readonly AuditCheckpoint[]> {
  return db.query<AuditCheckpoint>(
    `
    select ${columns}
      from audit_checkpoint
      join audit_chain on audit_chain.workspace_id = audit_checkpoint.workspace_id
     where audit_checkpoint.workspace_id = $1 and audit_checkpoint.seq > audit_chain.published_seq
     order by audit_checkpoint.seq
     limit $2`,
    [workspaceId, limit],
  )
}

/** Notes that checkpoints up to a place are published. */
export async function notePublished(tx: Queryable, workspaceId: string, seq: number): Promise<void> {
  await tx.execute(
    `
    update audit_chain
       set published_seq = greatest(audit_chain.published_seq, $2)
     where audit_chain.workspace_id = $1`,
    [workspaceId, seq],
  )
}

/** Checkpoints that say of an entry what the chain does not. */
export async function findFalseCheckpoints(
  db: Queryable,
  workspaceId: string,
): Promise<readonly { readonly seq: number; readonly isThere: boolean }[]> {
  return db.query<{ seq: number; isThere: boolean }>(
    `
    select audit_checkpoint.seq, audit_link.hash is not null as "isThere"
      from audit_checkpoint
      left join audit_link on audit_link.workspace_id = audit_checkpoint.workspace_id and audit_link.seq = audit_checkpoint.seq
     where audit_checkpoint.workspace_id = $1 and audit_link.hash is distinct from audit_checkpoint.hash
     order by audit_checkpoint.seq`,
    [workspaceId],
  )
}

/** The public keys of a workspace's checkpoints, the oldest first; instants in epoch milliseconds. */
export async function listKeys(
  db: Queryable,
  workspaceId: string,
): Promise<readonly { readonly keyId: string; readonly publicKey: string; readonly createdMs: number }[]> {
  return db.query<{ keyId: string; publicKey: string; createdMs: number }>(
    `
    select audit_key.key_id as "keyId", audit_key.public_key as "publicKey", audit_key.created_at as "createdMs"
      from audit_key
     where audit_key.workspace_id = $1
     order by audit_key.created_at, audit_key.key_id`,
    [workspaceId],
  )
}

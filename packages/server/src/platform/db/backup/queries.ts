import type { Queryable } from '../queryable.ts'

/** Where a backup begins or ends in the write-ahead log: the name of the segment file. */
export type LogPlace = { readonly segment: string }

/** What the server wants to lie beside the copied files. */
export type BackupLabels = LogPlace & { readonly label: string; readonly tablespaces: string }

/** Keeps the server from removing log files that the backup still needs, until the session ends. */
export async function keepLog(session: Queryable, name: string): Promise<void> {
  await session.query(`select pg_create_physical_replication_slot($1, true, true)`, [name])
}

/** Frees what `keepLog` kept. */
export async function releaseLog(session: Queryable, name: string): Promise<void> {
  await session.query(`select pg_drop_replication_slot($1)`, [name])
}

/** Tells the server that its files are being copied; it writes a checkpoint at once. The session must stay open. */
export async function startBackup(session: Queryable, label: string): Promise<LogPlace> {
  const rows = await session.query<LogPlace>(`select pg_walfile_name(pg_backup_start($1, true)) as "segment"`, [label])
  return rows[0] ?? { segment: '' }
}

/** Tells the server that its files are copied, and asks what a restored copy needs to know. */
export async function stopBackup(session: Queryable): Promise<BackupLabels> {
  const rows = await session.query<BackupLabels>(
    `select pg_walfile_name(stopped.lsn) as "segment", stopped.labelfile as "label",
            coalesce(stopped.spcmapfile, '') as "tablespaces"
       from pg_backup_stop(false) as stopped`,
  )
  return rows[0] ?? { segment: '', label: '', tablespaces: '' }
}

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type BackupReport, RoutingError } from '@rightful/contract'
import { backUp } from '../../platform/db/backup/back-up.ts'
import { DbError } from '../../platform/db/db-error.ts'

/** What a backup is made of, and where backups go. */
export type BackupSource = {
  readonly embedded: { readonly connection: string; readonly directory: string } | null
  readonly backupDirectory: string
}

/** Backs up the embedded server into a folder of the backup directory. Throws `backup_not_here` and `backup_exists`. */
export async function makeBackup({ embedded, backupDirectory }: BackupSource, name: string): Promise<BackupReport> {
  if (embedded === null) throw new RoutingError('backup_not_here')
  await mkdir(backupDirectory, { recursive: true, mode: 0o700 })
  const path = join(backupDirectory, name)
  try {
    const { startedAt, endedAt, files } = await backUp({ server: embedded, target: path })
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    return { path, started_at: startedAt, ended_at: endedAt, files: files.length, bytes }
  } catch (error) {
    if (error instanceof DbError && error.code === 'backup_target_exists') {
      throw new RoutingError('backup_exists', {}, { cause: error })
    }
    throw error
  }
}

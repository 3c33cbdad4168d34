import { resolve } from 'node:path'
import type { BackupReport } from '@rightful/contract'
import { backUp } from '@rightful/server'
import type { CliContext } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { askedServer } from '../operating/ask-server.ts'
import { requireSettings } from '../operating/read-settings.ts'
import { withStore } from '../operating/with-store.ts'
import type { BackupFlags } from './backup.ts'

/** Makes a backup and says where it is. */
export async function runBackup(context: CliContext, flags: BackupFlags, target: string): Promise<void> {
  const { process } = context
  const { reached, report } = await makeBackup(context, flags, target)
  if (flags.json) process.stdout.write(`${JSON.stringify({ database: reached, ...report })}\n`)
  else {
    const { path, files, bytes } = report
    const size = `${files.toLocaleString('en-US')} files, ${(bytes / 1024 ** 2).toFixed(1)} MB`
    process.stdout.write(
      `Backed up ${reached}: ${size}, in ${path}.\nTo restore it: rightful restore ${path}\nThe keys of what is sealed in it are not there: keep a copy of secret-keys of the data directory, or of RIGHTFUL_SECRET_KEYS.\n`,
    )
  }
}

async function makeBackup(
  { process }: CliContext,
  flags: BackupFlags,
  target: string,
): Promise<{ readonly reached: string; readonly report: BackupReport }> {
  const server = askedServer(flags, process)
  if (server !== null) {
    const report = await server.ask((client) => client.backUp(target))
    return { reached: `the server at ${server.url}`, report }
  }
  return withStore(requireSettings(flags, process), async ({ url, directory, reached }) => {
    if (directory === null) {
      const what = 'It is a PostgreSQL of your own, which is not backed up from here.'
      throw new CliError('database_failed', {
        where: 'DATABASE_URL',
        what,
        hint: 'Use its own tools, such as pg_basebackup.',
      })
    }
    const path = resolve(target)
    const { startedAt, endedAt, files } = await backUp({ server: { connection: url, directory }, target: path })
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    return { reached, report: { path, started_at: startedAt, ended_at: endedAt, files: files.length, bytes } }
  })
}

import { dataDirectoryOf, restore } from '@rightful/server'
import type { CliContext } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { requireSettings } from '../operating/read-settings.ts'
import { tellingFailures } from '../operating/with-store.ts'
import type { RestoreFlags } from './restore.ts'

/** Restores a backup into the data directory of the settings. */
export async function runRestore({ process }: CliContext, flags: RestoreFlags, backup: string): Promise<void> {
  const config = requireSettings(flags, process)
  if (config.databaseUrl !== null) {
    const what = 'It names a PostgreSQL of your own; a backup is restored into a data directory.'
    throw new CliError('settings_faulty', {
      where: 'DATABASE_URL',
      what,
      hint: 'Leave it out, or give --data-directory.',
    })
  }
  const directory = dataDirectoryOf(config)
  const { startedAt, endedAt, files } = await tellingFailures(backup, () => restore({ backup, directory }))
  if (flags.json) {
    const told = { directory, started_at: startedAt, ended_at: endedAt, files: files.length }
    process.stdout.write(`${JSON.stringify(told)}\n`)
  } else {
    process.stdout.write(
      `Restored what was committed until ${endedAt} into ${directory}. \`rightful serve\` opens it.\n`,
    )
  }
}

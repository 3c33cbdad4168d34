import { type Config, type ConfigReading, readConfig } from '@rightful/server'
import type { CliProcess } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import type { SettingsFlags } from './settings-flags.ts'

/** The server's settings as environment, file and flags have them, with everything that is wrong with them. */
export function readSettingsOf(flags: SettingsFlags, { env }: CliProcess): ConfigReading {
  const { config, dataDirectory } = flags
  return readConfig({
    ...env,
    ...(config === undefined ? {} : { RIGHTFUL_CONFIG: config }),
    ...(dataDirectory === undefined ? {} : { RIGHTFUL_DATA_DIRECTORY: dataDirectory, DATABASE_URL: '' }),
  })
}

/** The same, for commands that need all of them to be well. Throws `settings_faulty` with every problem. */
export function requireSettings(flags: SettingsFlags, process: CliProcess): Config {
  const reading = readSettingsOf(flags, process)
  if (reading.kind === 'ready') return reading.config
  const what = reading.problems.map((problem) => `${problem.where} ${problem.what}`).join('; ')
  const hint = 'See docs/reference/configuration.md, and `rightful doctor`.'
  throw new CliError('settings_faulty', { where: 'settings', what, hint })
}

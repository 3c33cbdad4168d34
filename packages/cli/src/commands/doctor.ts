import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { settingsFlags, type SettingsFlags } from '../operating/settings-flags.ts'
import { jsonFlag } from './json-flag.ts'

export type DoctorFlags = SettingsFlags & { readonly json: boolean }

/** `rightful doctor`: looks at everything that a server needs. */
export const doctorCommand = buildCommand<DoctorFlags, [], CliContext>({
  loader: async () => {
    const { runDoctor } = await import('./run-doctor.ts')
    return function (this: CliContext, flags: DoctorFlags) {
      return runDoctor(this, flags)
    }
  },
  parameters: {
    flags: { ...settingsFlags, json: jsonFlag },
  },
  docs: {
    brief: 'Look at everything that a server needs, and say how to mend it',
    fullDescription: `Looks at the settings, the data directory, the port, the database and its settings, the schema, the clock, and at what waits in
each workspace. Changes nothing; an embedded database that no server runs is started for it.

Examples:
  rightful doctor
  rightful doctor --data-directory /srv/rightful --json

Exit codes: 0 nothing fails; 1 something does; 2 wrong usage.`,
  },
})

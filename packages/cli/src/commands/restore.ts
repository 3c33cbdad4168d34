import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { settingsFlags, type SettingsFlags } from '../operating/settings-flags.ts'
import { jsonFlag } from './json-flag.ts'

export type RestoreFlags = SettingsFlags & { readonly json: boolean }

/** `rightful restore`: makes a data directory from a backup. */
export const restoreCommand = buildCommand<RestoreFlags, [string], CliContext>({
  loader: async () => {
    const { runRestore } = await import('./run-restore.ts')
    return function (this: CliContext, flags: RestoreFlags, backup: string) {
      return runRestore(this, flags, backup)
    }
  },
  parameters: {
    flags: { ...settingsFlags, json: jsonFlag },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: 'The backup', placeholder: 'DIR' }],
    },
  },
  docs: {
    brief: 'Restore a backup into an empty data directory',
    fullDescription: `Checks every file of a backup against its manifest, and copies it into the data directory, which must be empty or not there.
Nothing is written when the backup is damaged.

Examples:
  rightful restore /backups/2026-11-24
  rightful restore /backups/2026-11-24 --data-directory /srv/rightful

Exit codes: 0 done; 1 never; 2 wrong usage, or a server or database that cannot be used.`,
  },
})

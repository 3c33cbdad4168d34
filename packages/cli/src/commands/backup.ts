import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { serverFlags, type ServerFlags } from '../operating/server-flags.ts'
import { jsonFlag } from './json-flag.ts'

export type BackupFlags = ServerFlags & { readonly json: boolean }

/** `rightful backup`: a copy of the embedded database, also of one that serves. */
export const backupCommand = buildCommand<BackupFlags, [string], CliContext>({
  loader: async () => {
    const { runBackup } = await import('./run-backup.ts')
    return function (this: CliContext, flags: BackupFlags, directory: string) {
      return runBackup(this, flags, directory)
    }
  },
  parameters: {
    flags: { ...serverFlags, json: jsonFlag },
    positional: {
      kind: 'tuple',
      parameters: [
        {
          parse: String,
          brief: 'The folder to make; with --url a plain name, below the backup directory of the server',
          placeholder: 'DIR',
        },
      ],
    },
  },
  docs: {
    brief: 'Back up the embedded database, also while it serves',
    fullDescription: `Copies the embedded database with everything that is committed until the copy ends, whether a server runs on it or not, into a
folder with a manifest of sizes and hashes. One that was cut short never has the name of a whole one.

Examples:
  rightful backup /backups/2026-11-24
  RIGHTFUL_KEY=rf_live_… rightful backup --url http://127.0.0.1:8787 2026-11-24

Exit codes: 0 done; 1 the server refused; 2 wrong usage, or a server or database that cannot be used.`,
  },
})

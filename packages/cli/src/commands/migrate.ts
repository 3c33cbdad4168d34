import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { settingsFlags, type SettingsFlags } from '../operating/settings-flags.ts'
import { jsonFlag } from './json-flag.ts'

export type MigrateFlags = SettingsFlags & { readonly check: boolean; readonly json: boolean }

/** `rightful migrate`: brings the schema of the database up to date. */
export const migrateCommand = buildCommand<MigrateFlags, [], CliContext>({
  loader: async () => {
    const { runMigrate } = await import('./run-migrate.ts')
    return function (this: CliContext, flags: MigrateFlags) {
      return runMigrate(this, flags)
    }
  },
  parameters: {
    flags: {
      ...settingsFlags,
      check: { kind: 'boolean', brief: 'Only say what is missing', default: false, withNegated: false },
      json: jsonFlag,
    },
  },
  docs: {
    brief: 'Bring the schema of the database up to date',
    fullDescription: `Applies the migrations that the database lacks, each in a transaction of its own; a server that starts does the same. While
nodes of the release before are running, run this first and replace them afterwards.

Examples:
  rightful migrate
  rightful migrate --check
  DATABASE_URL=postgresql://rightful@db.internal/rightful rightful migrate --json

Exit codes: 0 done; 1 with --check, some are missing; 2 wrong usage, or a server or database that cannot be used.`,
  },
})

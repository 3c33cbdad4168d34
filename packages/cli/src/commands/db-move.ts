import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { settingsFlags, type SettingsFlags } from '../operating/settings-flags.ts'
import { jsonFlag } from './json-flag.ts'

export type DbMoveFlags = SettingsFlags & {
  readonly to: string
  readonly from: string | undefined
  readonly json: boolean
}

/** `rightful db move`: everything from one database into another. */
export const dbMoveCommand = buildCommand<DbMoveFlags, [], CliContext>({
  loader: async () => {
    const { runDbMove } = await import('./run-db-move.ts')
    return function (this: CliContext, flags: DbMoveFlags) {
      return runDbMove(this, flags)
    }
  },
  parameters: {
    flags: {
      to: {
        kind: 'parsed',
        parse: String,
        brief: 'The database to fill: a URL, or the data directory of an embedded one; empty or not there',
        placeholder: 'PLACE',
      },
      from: {
        kind: 'parsed',
        parse: String,
        brief: 'The database to read, likewise; that of the settings otherwise',
        placeholder: 'PLACE',
        optional: true,
      },
      ...settingsFlags,
      json: jsonFlag,
    },
  },
  docs: {
    brief: 'Move everything from one database into another',
    fullDescription: `Copies every table from the embedded database to a PostgreSQL of your own, or back, and compares what arrived by count and by
hash; unless all of it is the same, the target stays empty. Stop the server first. The source is left as it is. A password may
come from PGPASSWORD, where no list of processes shows it.

Examples:
  rightful db move --to postgresql://rightful@db.internal/rightful
  rightful db move --from postgresql://rightful@db.internal/rightful --to .rightful/data

Exit codes: 0 done; 1 never; 2 wrong usage, or a server or database that cannot be used.`,
  },
})

import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { settingsFlags, type SettingsFlags } from '../operating/settings-flags.ts'

export type ServeFlags = SettingsFlags & { readonly host: string | undefined; readonly port: string | undefined }

/** `rightful serve`: the server itself. */
export const serveCommand = buildCommand<ServeFlags, [], CliContext>({
  loader: async () => {
    const { runServe } = await import('./run-serve.ts')
    return function (this: CliContext, flags: ServeFlags) {
      return runServe(this, flags)
    }
  },
  parameters: {
    flags: {
      ...settingsFlags,
      host: {
        kind: 'parsed',
        parse: String,
        brief: 'The address to listen on, in place of RIGHTFUL_HOST',
        placeholder: 'ADDRESS',
        optional: true,
      },
      port: {
        kind: 'parsed',
        parse: String,
        brief: 'The port to listen on, in place of RIGHTFUL_PORT; 0 takes any that is free',
        placeholder: 'PORT',
        optional: true,
      },
    },
    aliases: { p: 'port' },
  },
  docs: {
    brief: 'Take leads in and route them',
    fullDescription: `Runs the server until it is told to stop: it takes leads in over HTTP, gives each its owner, and sees to what waits. Without
DATABASE_URL it keeps everything in an embedded PostgreSQL in its data directory. Ctrl+C or SIGTERM ends it in good order: what
is under way is finished; a second one ends it at once.

Examples:
  rightful serve
  rightful serve --port 9000 --data-directory /srv/rightful
  DATABASE_URL=postgresql://rightful@db.internal/rightful rightful serve --config rightful.json

Exit codes: 0 stopped as told; 1 it could not start; 78 the settings cannot be used.`,
  },
})

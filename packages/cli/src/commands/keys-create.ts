import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { serverFlags, type ServerFlags } from '../operating/server-flags.ts'
import { workspaceFlag } from '../operating/workspace-flag.ts'
import { jsonFlag } from './json-flag.ts'
import { parseInstant } from './parse-instant.ts'

export type KeysCreateFlags = ServerFlags & {
  readonly workspace: string | undefined
  readonly scopes: string
  readonly expires: Temporal.Instant | undefined
  readonly json: boolean
}

/** `rightful keys create`: a new API key, shown once. */
export const keysCreateCommand = buildCommand<KeysCreateFlags, [string], CliContext>({
  loader: async () => {
    const { runKeysCreate } = await import('./run-keys-create.ts')
    return function (this: CliContext, flags: KeysCreateFlags, name: string) {
      return runKeysCreate(this, flags, name)
    }
  },
  parameters: {
    flags: {
      ...serverFlags,
      workspace: workspaceFlag,
      scopes: {
        kind: 'parsed',
        parse: String,
        brief: 'What the key may do, separated by commas; admin is everything',
        placeholder: 'SCOPES',
        default: 'leads:write,leads:read',
      },
      expires: {
        kind: 'parsed',
        parse: parseInstant,
        brief: 'When it stops working; never otherwise',
        placeholder: 'INSTANT',
        optional: true,
      },
      json: jsonFlag,
    },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: 'What people call it', placeholder: 'NAME' }],
    },
  },
  docs: {
    brief: 'Make an API key, shown once',
    fullDescription: `Makes a key for a workspace and shows it; only its hash is stored, so that it cannot be shown again.

Examples:
  rightful keys create website
  rightful keys create nightly --scopes imports:write --expires 2027-01-01T00:00:00Z
  rightful keys create operator --scopes admin --json

Exit codes: 0 done; 1 the server refused; 2 wrong usage, or a server or database that cannot be used.`,
  },
})

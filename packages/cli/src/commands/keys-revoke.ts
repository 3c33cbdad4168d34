import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { serverFlags, type ServerFlags } from '../operating/server-flags.ts'
import { workspaceFlag } from '../operating/workspace-flag.ts'
import { jsonFlag } from './json-flag.ts'

export type KeysRevokeFlags = ServerFlags & { readonly workspace: string | undefined; readonly json: boolean }

/** `rightful keys revoke`: an API key that works no more. */
export const keysRevokeCommand = buildCommand<KeysRevokeFlags, [string], CliContext>({
  loader: async () => {
    const { runKeysRevoke } = await import('./run-keys-revoke.ts')
    return function (this: CliContext, flags: KeysRevokeFlags, which: string) {
      return runKeysRevoke(this, flags, which)
    }
  },
  parameters: {
    flags: { ...serverFlags, workspace: workspaceFlag, json: jsonFlag },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: 'The id of the key, or its first characters', placeholder: 'KEY' }],
    },
  },
  docs: {
    brief: 'Revoke an API key',
    fullDescription: `Revokes a key by its id or by its first characters, as the list shows them. Every node refuses it within five seconds.

Examples:
  rightful keys revoke rf_live_Sn3b2k
  rightful keys revoke 01a20f8d-7e48-754a-8daf-52d260d2c523

Exit codes: 0 done; 1 there is no such key, or the server refused; 2 wrong usage, or a server or database that cannot be used.`,
  },
})

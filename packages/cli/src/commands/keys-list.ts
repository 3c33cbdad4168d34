import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { serverFlags, type ServerFlags } from '../operating/server-flags.ts'
import { workspaceFlag } from '../operating/workspace-flag.ts'
import { jsonFlag } from './json-flag.ts'

export type KeysListFlags = ServerFlags & { readonly workspace: string | undefined; readonly json: boolean }

/** `rightful keys list`: the API keys of a workspace. */
export const keysListCommand = buildCommand<KeysListFlags, [], CliContext>({
  loader: async () => {
    const { runKeysList } = await import('./run-keys-list.ts')
    return function (this: CliContext, flags: KeysListFlags) {
      return runKeysList(this, flags)
    }
  },
  parameters: {
    flags: { ...serverFlags, workspace: workspaceFlag, json: jsonFlag },
  },
  docs: {
    brief: 'List the API keys of a workspace',
    fullDescription: `Lists keys with their first characters, scopes and last use; revoked and expired ones too.

Examples:
  rightful keys list
  RIGHTFUL_KEY=rf_live_… rightful keys list --url http://127.0.0.1:8787 --json

Exit codes: 0 done; 1 the server refused; 2 wrong usage, or a server or database that cannot be used.`,
  },
})

import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { serverFlags } from '../operating/server-flags.ts'
import type { UsersFlags } from '../operating/users.ts'
import { workspaceFlag } from '../operating/workspace-flag.ts'
import { jsonFlag } from './json-flag.ts'

export type UsersDisableFlags = UsersFlags & { readonly json: boolean }

/** `rightful users disable`: somebody who may not sign in any more. */
export const usersDisableCommand = buildCommand<UsersDisableFlags, [string], CliContext>({
  loader: async () => {
    const { runUsersDisable } = await import('./run-users-disable.ts')
    return function (this: CliContext, flags: UsersDisableFlags, email: string) {
      return runUsersDisable(this, flags, email)
    }
  },
  parameters: {
    flags: { ...serverFlags, workspace: workspaceFlag, json: jsonFlag },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: 'The address by which they signed in', placeholder: 'EMAIL' }],
    },
  },
  docs: {
    brief: 'End somebody’s access',
    fullDescription: `Ends every session of a user, who cannot sign in any more; every node goes by it within five seconds. What they did stays.

Examples:
  rightful users disable bo@example.com

Exit codes: 0 done; 1 there is no such user, it is the last owner, or the server refused; 2 wrong usage, or a server or database that cannot be used.`,
  },
})

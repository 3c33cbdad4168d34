import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { serverFlags } from '../operating/server-flags.ts'
import type { UsersFlags } from '../operating/users.ts'
import { workspaceFlag } from '../operating/workspace-flag.ts'
import { jsonFlag } from './json-flag.ts'

export type UsersResetFlags = UsersFlags & { readonly json: boolean }

/** `rightful users reset`: a link for a new password, shown once. */
export const usersResetCommand = buildCommand<UsersResetFlags, [string], CliContext>({
  loader: async () => {
    const { runUsersReset } = await import('./run-users-reset.ts')
    return function (this: CliContext, flags: UsersResetFlags, email: string) {
      return runUsersReset(this, flags, email)
    }
  },
  parameters: {
    flags: { ...serverFlags, workspace: workspaceFlag, json: jsonFlag },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: 'The address by which they sign in', placeholder: 'EMAIL' }],
    },
  },
  docs: {
    brief: 'Give somebody a link for a new password',
    fullDescription: `Prints a link by which the person sets a new password within an hour, or accepts the invitation where they have not yet. The password before
works until then; setting the new one ends every session.

Examples:
  rightful users reset ada@example.com

Exit codes: 0 done; 1 there is no such user, or the server refused; 2 wrong usage, or a server or database that cannot be used.`,
  },
})

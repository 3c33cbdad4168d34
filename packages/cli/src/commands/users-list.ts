import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { serverFlags } from '../operating/server-flags.ts'
import type { UsersFlags } from '../operating/users.ts'
import { workspaceFlag } from '../operating/workspace-flag.ts'
import { jsonFlag } from './json-flag.ts'

export type UsersListFlags = UsersFlags & { readonly json: boolean }

/** `rightful users list`: who may sign in. */
export const usersListCommand = buildCommand<UsersListFlags, [], CliContext>({
  loader: async () => {
    const { runUsersList } = await import('./run-users-list.ts')
    return function (this: CliContext, flags: UsersListFlags) {
      return runUsersList(this, flags)
    }
  },
  parameters: { flags: { ...serverFlags, workspace: workspaceFlag, json: jsonFlag } },
  docs: {
    brief: 'List who may sign in',
    fullDescription: `Lists the users of a workspace with their roles, who they are in the roster, and when they signed in last.

Examples:
  rightful users list
  RIGHTFUL_KEY=rf_live_… rightful users list --url https://rightful.example --json

Exit codes: 0 done; 1 the server refused; 2 wrong usage, or a server or database that cannot be used.`,
  },
})

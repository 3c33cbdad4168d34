import { buildCommand } from '@stricli/core'
import type { CliContext } from '../cli-context.ts'
import { serverFlags } from '../operating/server-flags.ts'
import type { UsersFlags } from '../operating/users.ts'
import { workspaceFlag } from '../operating/workspace-flag.ts'
import { jsonFlag } from './json-flag.ts'

export type UsersInviteFlags = UsersFlags & {
  readonly name: string | undefined
  readonly roles: string
  readonly owner: string | undefined
  readonly teams: string | undefined
  readonly json: boolean
}

/** `rightful users invite`: somebody may sign in, by a link that is shown once. */
export const usersInviteCommand = buildCommand<UsersInviteFlags, [string], CliContext>({
  loader: async () => {
    const { runUsersInvite } = await import('./run-users-invite.ts')
    return function (this: CliContext, flags: UsersInviteFlags, email: string) {
      return runUsersInvite(this, flags, email)
    }
  },
  parameters: {
    flags: {
      ...serverFlags,
      workspace: workspaceFlag,
      name: {
        kind: 'parsed',
        parse: String,
        brief: 'What people call them; the address otherwise',
        placeholder: 'NAME',
        optional: true,
      },
      roles: {
        kind: 'parsed',
        parse: String,
        brief: 'viewer, rep, manager, marketing_ops, sales_ops or owner; several separated by commas',
        placeholder: 'ROLES',
        default: 'viewer',
      },
      owner: {
        kind: 'parsed',
        parse: String,
        brief: 'Who they are in the roster',
        placeholder: 'OWNER',
        optional: true,
      },
      teams: {
        kind: 'parsed',
        parse: String,
        brief: 'Teams that they look after beside their own, separated by commas',
        placeholder: 'TEAMS',
        optional: true,
      },
      json: jsonFlag,
    },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: 'The address by which they sign in', placeholder: 'EMAIL' }],
    },
  },
  docs: {
    brief: 'Invite somebody to sign in',
    fullDescription: `Makes a user and prints the link by which they set their password within seven days; it is shown only now. On the server's own machine
this also gets back in who has lost every owner of the installation.

Examples:
  rightful users invite ada@example.com --name "Ada Lovelace" --roles owner
  rightful users invite bo@example.com --roles rep --owner bo

Exit codes: 0 done; 1 there is such a user, or the server refused; 2 wrong usage, or a server or database that cannot be used.`,
  },
})

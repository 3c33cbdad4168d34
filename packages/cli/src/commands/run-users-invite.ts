import { isRoleName, type RoleName, roleNames } from '@rightful/contract'
import type { CliContext } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { withUsers } from '../operating/users.ts'
import { writeUserToken } from './write-user-token.ts'
import type { UsersInviteFlags } from './users-invite.ts'

/** Invites somebody and shows the link this once. */
export async function runUsersInvite({ process }: CliContext, flags: UsersInviteFlags, email: string): Promise<void> {
  const roles = flags.roles.split(',').map(readRole)
  const teamIds = (flags.teams ?? '').split(',').flatMap((team) => (team.trim() === '' ? [] : [team.trim()]))
  const user = { email, name: flags.name ?? email, roles, ownerId: flags.owner ?? null, teamIds }
  const made = await withUsers(flags, process, async ({ invite, pagesAt }) => ({ ...(await invite(user)), pagesAt }))
  writeUserToken(process, made, { isJson: flags.json })
}

function readRole(text: string): RoleName {
  const name = text.trim()
  if (isRoleName(name)) return name
  throw new CliError('user_role_unknown', { where: `--roles ${name}`, hint: `There are ${roleNames.join(', ')}.` })
}

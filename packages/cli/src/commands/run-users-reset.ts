import type { CliContext } from '../cli-context.ts'
import { withUsers } from '../operating/users.ts'
import type { UsersResetFlags } from './users-reset.ts'
import { writeUserToken } from './write-user-token.ts'

/** Makes a token for a new password and shows it this once. */
export async function runUsersReset({ process }: CliContext, flags: UsersResetFlags, email: string): Promise<void> {
  const made = await withUsers(flags, process, ({ reset }) => reset(email))
  const path = made.status === 'invited' ? '/v1/invitations/accept' : '/v1/password/reset'
  writeUserToken(process, made, { isJson: flags.json, path })
}

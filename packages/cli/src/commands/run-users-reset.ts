import type { CliContext } from '../cli-context.ts'
import { withUsers } from '../operating/users.ts'
import type { UsersResetFlags } from './users-reset.ts'
import { writeUserToken } from './write-user-token.ts'

/** Makes a link for a new password and shows it this once. */
export async function runUsersReset({ process }: CliContext, flags: UsersResetFlags, email: string): Promise<void> {
  const made = await withUsers(flags, process, async ({ reset, pagesAt }) => ({ ...(await reset(email)), pagesAt }))
  writeUserToken(process, made, { isJson: flags.json })
}

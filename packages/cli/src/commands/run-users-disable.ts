import type { CliContext } from '../cli-context.ts'
import { withUsers } from '../operating/users.ts'
import type { UsersDisableFlags } from './users-disable.ts'

/** Ends somebody's access. */
export async function runUsersDisable({ process }: CliContext, flags: UsersDisableFlags, email: string): Promise<void> {
  const user = await withUsers(flags, process, ({ disable }) => disable(email))
  if (flags.json) process.stdout.write(`${JSON.stringify(user)}\n`)
  else process.stdout.write(`${user.email} cannot sign in any more, and is signed out everywhere.\n`)
}

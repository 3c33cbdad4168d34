import type { UserAnswer } from '@rightful/contract'
import type { CliContext } from '../cli-context.ts'
import { withUsers } from '../operating/users.ts'
import { formatTable } from '../terminal/format-table.ts'
import type { UsersListFlags } from './users-list.ts'

/** Prints the users of a workspace. */
export async function runUsersList({ process }: CliContext, flags: UsersListFlags): Promise<void> {
  const users = await withUsers(flags, process, ({ list }) => list())
  if (flags.json) process.stdout.write(`${JSON.stringify({ users })}\n`)
  else process.stdout.write(users.length === 0 ? 'There are no users.\n' : `${toTable(users).join('\n')}\n`)
}

function toTable(users: readonly UserAnswer[]): readonly string[] {
  const rows = users.map((user) => [
    user.email,
    user.name,
    user.roles.join(','),
    user.owner_id ?? '',
    user.last_sign_in_at === null ? 'never' : user.last_sign_in_at.slice(0, 16),
    user.status,
  ])
  return formatTable(['address', 'name', 'roles', 'owner', 'last sign-in', 'status'], rows)
}

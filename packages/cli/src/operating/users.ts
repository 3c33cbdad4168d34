import { RoutingError, type UserAnswer, type UserWithTokenAnswer } from '@rightful/contract'
import {
  pagesUrlOf,
  changeUser,
  type Database,
  findUserByEmail,
  inviteUser,
  listUsers,
  makeReset,
  userView,
  userWithTokenView,
} from '@rightful/server'
import type { CliProcess } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { askedServer } from './ask-server.ts'
import { chooseWorkspace } from './choose-workspace.ts'
import { requireSettings } from './read-settings.ts'
import type { ServerFlags } from './server-flags.ts'
import { withStore } from './with-store.ts'

/** Where users are: a server, or the database and a workspace in it. */
export type UsersFlags = ServerFlags & { readonly workspace: string | undefined }

/** Somebody to be invited. */
export type Invitation = Parameters<typeof inviteUser>[2]

/** What is done with users, on either way. A person is named by their address. */
export type UsersDoor = {
  /** Where browsers reach the server; `null`: not known. */
  readonly pagesAt: string | null
  readonly list: () => Promise<readonly UserAnswer[]>
  readonly invite: (user: Invitation) => Promise<UserWithTokenAnswer>
  readonly disable: (email: string) => Promise<UserAnswer>
  readonly reset: (email: string) => Promise<UserWithTokenAnswer>
}

const USERS_SHOWN = 2000

/** Opens the way to users for as long as `work` takes: a server that is named, else the database. */
export async function withUsers<Result>(
  flags: UsersFlags,
  process: CliProcess,
  work: (users: UsersDoor) => Promise<Result>,
): Promise<Result> {
  const server = askedServer(flags, process)
  if (server !== null) return work({ pagesAt: server.url, ...usersOfServer(server.ask) })
  const config = requireSettings(flags, process)
  return withStore(config, async ({ db }) => {
    const { workspaceId } = await chooseWorkspace(db, flags.workspace)
    return tellingRefusals(() => work({ pagesAt: pagesUrlOf(config), ...usersOfDatabase(db, workspaceId) }))
  })
}

function usersOfServer(ask: NonNullable<ReturnType<typeof askedServer>>['ask']): Omit<UsersDoor, 'pagesAt'> {
  const list = async (): Promise<readonly UserAnswer[]> => (await ask((client) => client.listUsers())).data
  const idOf = async (email: string): Promise<string> => {
    const found = (await list()).find((user) => user.email === email.toLowerCase())
    if (found === undefined) throw new CliError('user_unknown', { where: email })
    return found.user_id
  }
  return {
    list,
    invite: ({ email, name, roles, ownerId, teamIds }) => {
      const body = { email, name, roles: [...roles], owner_id: ownerId, team_ids: [...teamIds] }
      return ask((client) => client.inviteUser(body))
    },
    disable: async (email) => {
      const userId = await idOf(email)
      return ask((client) => client.updateUser(userId, { status: 'disabled' }))
    },
    reset: async (email) => {
      const userId = await idOf(email)
      return ask((client) => client.makeUserToken(userId))
    },
  }
}

function usersOfDatabase(db: Database, workspaceId: string): Omit<UsersDoor, 'pagesAt'> {
  // Whoever can open the database may do anything.
  const doer = { workspaceId, by: 'command line', giver: null }
  const find = async (email: string): Promise<NonNullable<Awaited<ReturnType<typeof findUserByEmail>>>> => {
    const row = await findUserByEmail(db, workspaceId, email.toLowerCase())
    if (row === null) throw new CliError('user_unknown', { where: email })
    return row
  }
  return {
    list: async () => (await listUsers(db, workspaceId, { status: null, limit: USERS_SHOWN })).map(userView),
    invite: async (user) => {
      const made = await db.transaction((tx) => inviteUser(tx, doer, { ...user, email: user.email.toLowerCase() }))
      return userWithTokenView(made.user, made.token)
    },
    disable: async (email) => {
      const { userId } = await find(email)
      const change = { status: 'disabled' } as const
      return userView(await db.transaction((tx) => changeUser(tx, doer, { userId, change })))
    },
    reset: async (email) => {
      const row = await find(email)
      return userWithTokenView(row, await db.transaction((tx) => makeReset(tx, doer, row)))
    },
  }
}

async function tellingRefusals<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof RoutingError) throw new CliError('user_refused', { where: 'database', what: error.message })
    throw error
  }
}

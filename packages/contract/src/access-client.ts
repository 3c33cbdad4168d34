import type { z } from 'zod'
import { type changeUserRequest, type inviteUserRequest, user, userList, userWithToken } from './access.ts'
import { type ClientOptions, createSender } from './client.ts'

/** Who has access, as functions. Each throws a `RoutingError` with the code of the catalogue. */
export type AccessClient = {
  readonly listUsers: () => Promise<z.output<typeof userList>>
  readonly inviteUser: (ask: z.input<typeof inviteUserRequest>) => Promise<z.output<typeof userWithToken>>
  readonly updateUser: (userId: string, change: z.input<typeof changeUserRequest>) => Promise<z.output<typeof user>>
  readonly makeUserToken: (userId: string) => Promise<z.output<typeof userWithToken>>
}

/** A client for users: its key needs `access:read` for reading, and `access:write` by name for changing. */
export function createAccessClient(options: ClientOptions): AccessClient {
  const send = createSender(options)
  const one = (userId: string): string => `/v1/users/${encodeURIComponent(userId)}`
  return {
    listUsers: () => send('/v1/users', { method: 'GET', answer: userList }),
    inviteUser: (body) => send('/v1/users', { method: 'POST', answer: userWithToken, body }),
    updateUser: (userId, body) => send(one(userId), { method: 'PATCH', answer: user, body }),
    makeUserToken: (userId) => send(`${one(userId)}/token`, { method: 'POST', answer: userWithToken }),
  }
}

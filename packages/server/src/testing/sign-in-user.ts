import type { Problem, RoleName } from '@rightful/contract'
import { startSession } from '../control/access/sessions/start-session.ts'
import { addUser } from '../control/access/users/invite-user.ts'
import type { TestService } from './open-test-service.ts'

/** Who is to be signed in. */
export type TestUser = {
  readonly roles: readonly RoleName[]
  readonly ownerId?: string | null
  readonly teamIds?: readonly string[]
  /** Whether they gave their password just now, as after signing in; otherwise it was long ago. */
  readonly isSteppedUp?: boolean
}

/** Somebody who is signed in. */
export type SignedInUser = {
  readonly userId: string
  readonly sessionId: string
  /** The Cookie header. */
  readonly cookie: string
  /** Calls as a page of the server would. */
  readonly call: (
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<{ readonly status: number; readonly body: CalledBody }>
}

/** What an answer may have; tests ask only for what is there. */
export type CalledBody = Problem & Readonly<Record<string, never>>

let made = 0

type SignInAt = Pick<TestService, 'db' | 'workspaceId' | 'url'>

/** Makes a user and signs them in, without a password. */
export async function signInUser({ db, workspaceId, url }: SignInAt, user: TestUser): Promise<SignedInUser> {
  const { roles, ownerId = null, teamIds = [], isSteppedUp = true } = user
  made += 1
  const person = { email: `user-${made}@example.com`, name: `User ${made}`, roles, ownerId, teamIds }
  const { userId, session } = await db.transaction(async (tx) => {
    const doer = { workspaceId, by: 'system', giver: null }
    const { userId } = await addUser(tx, doer, { ...person, status: 'active' })
    const of = { workspaceId, userId, method: 'password', isSteppedUp, ip: '127.0.0.1', userAgent: 'test' } as const
    return { userId, session: await startSession(tx, of) }
  })
  const cookie = `rightful=${session.token}`
  return { userId, sessionId: session.sessionId, cookie, call: callAs(url, cookie) }
}

/** Calls with a cookie, as a page of the server would. */
export function callAs(url: string, cookie: string): SignedInUser['call'] {
  return async (method, path, body) => {
    const response = await fetch(url + path, {
      method,
      headers: { cookie, origin: url, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const text = await response.text()
    return { status: response.status, body: JSON.parse(text === '' ? '{}' : text) }
  }
}

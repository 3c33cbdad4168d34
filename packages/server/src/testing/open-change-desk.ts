import assert from 'node:assert/strict'
import type { ChangeDetail, RoleName } from '@rightful/contract'
import { openTestService, type TestService } from './open-test-service.ts'
import { type SignedInUser, signInUser } from './sign-in-user.ts'

/** What a call of the routes of changes answers: a change, or a failure. Tests ask only for what is there. */
export type ChangeAnswer = ChangeDetail & {
  readonly code: string
  readonly errors: readonly { readonly where: string; readonly what: string }[]
  readonly details: Readonly<Record<string, unknown>>
}

/** Somebody who works on changes. */
export type ChangeUser = {
  readonly userId: string
  readonly call: (
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<{ readonly status: number; readonly body: ChangeAnswer }>
}

/** A service whose policy can be read and edited, and people in it. */
export type ChangeDesk = TestService & {
  readonly addUser: (...roles: readonly RoleName[]) => Promise<ChangeUser>
  /** The text of the active version. */
  readonly activeText: () => Promise<string>
  readonly activeVersion: () => Promise<number>
  /** A text as no other call gave it, to be proposed. */
  readonly nextText: () => Promise<string>
  /** A draft of such a text, by somebody. */
  readonly draft: (by: ChangeUser) => Promise<ChangeAnswer>
  /** Calls with an API key. */
  readonly callWith: (key: string) => ChangeUser['call']
}

/** Opens a service for tests of changes. */
export async function openChangeDesk(): Promise<ChangeDesk> {
  const service = await openTestService()
  const read = async (): Promise<{ readonly version: number; readonly document: string }> => {
    const [row] = await service.db.query<{ version: number; document: string }>(
      `
      select desk.policy_version as version, policy_content.document
        from desk
        join policy_version
          on policy_version.workspace_id = desk.workspace_id and policy_version.policy_version = desk.policy_version
        join policy_content
          on policy_content.workspace_id = desk.workspace_id and policy_content.content_hash = policy_version.content_hash
       where desk.workspace_id = $1`,
      [service.workspaceId],
    )
    if (row === undefined) throw new Error('No version is active.')
    return row
  }
  let texts = 0
  const nextText = async (): Promise<string> => `${(await read()).document}\n# ${(texts += 1)}\n`
  return {
    ...service,
    nextText,
    draft: async (by) => {
      const { status, body } = await by.call('POST', '/v1/changes', { title: 'A change', document: await nextText() })
      assert.equal(status, 201, JSON.stringify(body))
      return body
    },
    addUser: async (...roles) => userOf(await signInUser(service, { roles })),
    activeText: async () => (await read()).document,
    activeVersion: async () => (await read()).version,
    callWith: (key) => (method, path, body) => call(service.url + path, method, { key, body }),
  }
}

function userOf({ userId, call: byCookie }: SignedInUser): ChangeUser {
  const read = async (
    ...asked: Parameters<ChangeUser['call']>
  ): Promise<{ readonly status: number; readonly body: ChangeAnswer }> => {
    const { status, body } = await byCookie(...asked)
    return { status, body: JSON.parse(JSON.stringify(body)) }
  }
  return { userId, call: read }
}

async function call(
  url: string,
  method: string,
  { key, body }: { readonly key: string; readonly body: unknown },
): Promise<{ readonly status: number; readonly body: ChangeAnswer }> {
  const response = await fetch(url, {
    method,
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, body: JSON.parse(text === '' ? '{}' : text) }
}

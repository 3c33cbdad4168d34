import type { TestService } from './open-test-service.ts'

/** What came back to a directory; `body` is whatever resource it is. */
export type Answered = {
  readonly status: number
  readonly body: Readonly<Record<string, never>>
  readonly etag: string | null
  readonly type: string | null
}

/** Calls as a directory does, with its own content type. */
export type CallAsDirectory = (
  method: string,
  path: string,
  options?: { readonly body?: unknown; readonly ifMatch?: string },
) => Promise<Answered>

/** A caller with a key of the scope `scim` alone. */
export async function callAsDirectory(
  service: TestService,
  workspaceId = service.workspaceId,
): Promise<CallAsDirectory> {
  const key = await service.makeKey(['scim'], workspaceId)
  return async (method, path, { body, ifMatch } = {}) => {
    const response = await fetch(`${service.url}/scim/v2${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/scim+json; charset=utf-8',
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const text = await response.text()
    const { headers, status } = response
    return {
      status,
      body: JSON.parse(text === '' ? '{}' : text),
      etag: headers.get('etag'),
      type: headers.get('content-type'),
    }
  }
}

/** The body of a PATCH. */
export function patchOf(...operations: readonly object[]): object {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations }
}

import { errorCatalogue, type ErrorCode, RoutingError } from '@rightful/contract'
import { type Answer, json } from '../../../platform/http/answer.ts'
import type { Resource } from './resource-view.ts'

const type = { 'Content-Type': 'application/scim+json' } as const

/** What some failures are called by SCIM. */
const scimTypes: Readonly<Partial<Record<ErrorCode, string>>> = {
  already_exists: 'uniqueness',
  last_owner: 'mutability',
}

/** An answer of SCIM. */
export function scimJson(status: number, body: unknown): Answer {
  return json(status, body, type)
}

/** A resource, with its version as ETag; `shown` is what of it is answered. */
export function scimResource(status: number, { meta }: Resource, shown: unknown): Answer {
  return json(status, shown, { ...type, ETag: meta.version })
}

/** Does what a directory asks for; a failure that was foreseen is answered as SCIM says it. */
export async function answering(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof RoutingError)) throw error
    const { status } = errorCatalogue[error.code]
    if (status >= 500) throw error
    const given = error.details['scim_type']
    const scimType = typeof given === 'string' ? given : scimTypes[error.code]
    return scimJson(status, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(status),
      ...(scimType === undefined ? {} : { scimType }),
      detail: error.message,
    })
  }
}

import { type ErrorCode, errorCatalogue, type Problem, PROBLEM_TYPE, RoutingError } from '@rightful/contract'
import { classifyDatabaseError } from '../db/classify-database-error.ts'
import type { Answer } from './answer.ts'
import { requestItems, type SchemaIssue } from './request-item.ts'

/** Without a better figure: what a caller waits before trying again. */
const retryAfterSeconds = 1

/**
 * The failure behind whatever was thrown. A foreseen one is itself; a database that cannot be had at the moment is
 * `service_unavailable`; anything else is a bug and becomes `internal_error`, which tells the caller nothing.
 */
export function routingErrorOf(thrown: unknown): RoutingError {
  if (thrown instanceof RoutingError) return thrown
  const failure = classifyDatabaseError(thrown)
  const isOutage = failure.isTransient || failure.kind === 'commit_unknown'
  return new RoutingError(isOutage ? 'service_unavailable' : 'internal_error', {}, { cause: thrown })
}

/** A failure as problem+json. */
export function problemOf(error: RoutingError, requestId: string): Answer {
  const { status, retryable, title, mend } = errorCatalogue[error.code]
  const body: Problem = {
    type: `/v1/errors/${error.code}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    retryable,
    mend,
    request_id: requestId,
    details: error.details,
    errors: error.items.map(({ where, what, mend }) => ({ where, what, mend })),
  }
  return { kind: 'json', status, body, headers: { 'Content-Type': PROBLEM_TYPE, ...headersOf(error) } }
}

function headersOf(error: RoutingError): Readonly<Record<string, string>> {
  if (error.code === 'unauthenticated' || error.code === 'sign_in_failed') return { 'WWW-Authenticate': 'Bearer' }
  if (error.code === 'method_not_allowed') return { Allow: String(error.details['allowed']) }
  if (error.retryAfterSeconds !== null)
    return { 'Retry-After': String(Math.max(1, Math.ceil(error.retryAfterSeconds))) }
  return errorCatalogue[error.code].status === 503 ? { 'Retry-After': String(retryAfterSeconds) } : {}
}

const itemsAtMost = 50

/** Throws `invalid_request` with one item for each issue that a schema found; `part` is where it looked: `body`, `query`. */
export function refuse(part: string, issues: readonly SchemaIssue[]): never {
  const items = issues.flatMap((issue) => requestItems(part, issue)).slice(0, itemsAtMost)
  throw new RoutingError('invalid_request', {}, { items })
}

/**
 * The failure, of those that a route may meet, that says of a thing that it is not there. Where a path names several things, it is the
 * one whose parameter is among `named`.
 */
export function missingOf(codes: readonly ErrorCode[], named: readonly string[] = []): ErrorCode {
  const missing = codes.filter((code) => errorCatalogue[code].status === 404)
  const wanted = named.map((name) => `${name.replace(/_id$/, '')}_not_found`)
  return missing.find((code) => wanted.includes(code)) ?? missing[0] ?? 'not_found'
}

import type { ErrorSpec } from './error-spec.ts'

/** Failures that any request can meet, before or beside what it asks for. */
export const requestErrors = {
  malformed_request: {
    status: 400,
    retryable: false,
    title: 'The request is not well-formed HTTP.',
    mend: 'Look at its first line, its Host header and the size of its headers.',
  },
  malformed_json: {
    status: 400,
    retryable: false,
    title: 'The body is not JSON.',
    mend: 'Send one JSON object in UTF-8; `errors` names the place at which reading stopped.',
  },
  cursor_invalid: {
    status: 400,
    retryable: false,
    title: 'This cursor is damaged, or belongs to another list.',
    mend: 'Pass `next_cursor` of the last page on as it is, with the same filters; or start again without a cursor.',
  },
  idempotency_key_invalid: {
    status: 400,
    retryable: false,
    title: 'The Idempotency-Key is not usable.',
    mend: 'Send 1 to 200 visible ASCII characters, such as a UUID.',
  },
  unauthenticated: {
    status: 401,
    retryable: false,
    title: 'The request names no valid API key, and nobody is signed in.',
    mend: 'Send `Authorization: Bearer rf_live_…` with a key that is neither expired nor revoked, or sign in.',
  },
  forbidden: {
    status: 403,
    retryable: false,
    title: 'The caller may not do that.',
    mend: 'Use a key that has the scope named in `details`, or ask for a role that has it.',
  },
  host_not_allowed: {
    status: 403,
    retryable: false,
    title: 'The server does not answer to this host name.',
    mend: 'Use the address that the server printed when it started, or add the host name to its configuration.',
  },
  origin_not_allowed: {
    status: 403,
    retryable: false,
    title: 'Pages of this origin may not call the server.',
    mend: 'Call from a server of yours, or add the origin to the configuration.',
  },
  not_found: {
    status: 404,
    retryable: false,
    title: 'Nothing is at this path.',
    mend: 'Compare the path with /v1/openapi.json.',
  },
  method_not_allowed: {
    status: 405,
    retryable: false,
    title: 'This path does not take this method.',
    mend: 'Use one of the methods in the Allow header.',
  },
  idempotency_key_reused: {
    status: 409,
    retryable: false,
    title: 'This Idempotency-Key was used for another request.',
    mend: 'Send the first request again as it was, or take a new key for a new lead.',
  },
  idempotency_in_progress: {
    status: 409,
    retryable: true,
    title: 'The first request with this Idempotency-Key is still under way.',
    mend: 'Send it again after the seconds in Retry-After.',
  },
  already_exists: {
    status: 409,
    retryable: false,
    title: 'There is one with this id already.',
    mend: 'Change the one that exists, or choose another id.',
  },
  version_conflict: {
    status: 412,
    retryable: false,
    title: 'It changed since you read it.',
    mend: 'Read it again and send the new ETag in If-Match.',
  },
  body_too_large: {
    status: 413,
    retryable: false,
    title: 'The body is larger than this path takes.',
    mend: 'Send less at once: `details` names the limit in bytes. Many leads go through an import.',
  },
  unsupported_media_type: {
    status: 415,
    retryable: false,
    title: 'The body has a type that this path does not read.',
    mend: 'Send one of the content types in `details`, and name it in Content-Type.',
  },
  invalid_request: {
    status: 422,
    retryable: false,
    title: 'The request has fields that do not fit.',
    mend: 'Mend what `errors` lists: each has its place, what is wrong and how to mend it.',
  },
  precondition_required: {
    status: 428,
    retryable: false,
    title: 'This change needs the version that it is based on.',
    mend: 'Read it and send its ETag in If-Match.',
  },
  rate_limited: {
    status: 429,
    retryable: true,
    title: 'Too many requests.',
    mend: 'Wait for the seconds in Retry-After.',
  },
  internal_error: {
    status: 500,
    retryable: true,
    title: 'Something went wrong on our side.',
    mend: 'Try again with the same Idempotency-Key; if it stays, tell the operator the `request_id`.',
  },
  service_unavailable: {
    status: 503,
    retryable: true,
    title: 'The service cannot be reached at the moment.',
    mend: 'Try again after the seconds in Retry-After, with the same Idempotency-Key where you used one.',
  },
  overloaded: {
    status: 503,
    retryable: true,
    title: 'More is waiting than the server takes at once.',
    mend: 'Try again after the seconds in Retry-After, with the same Idempotency-Key where you used one.',
  },
} as const satisfies Record<string, ErrorSpec>

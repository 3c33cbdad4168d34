import { accessErrors } from './errors/access-errors.ts'
import { changeErrors } from './errors/change-errors.ts'
import { controlErrors } from './errors/control-errors.ts'
import type { ErrorSpec } from './errors/error-spec.ts'
import { intakeErrors } from './errors/intake-errors.ts'
import { leadErrors } from './errors/lead-errors.ts'
import { operationErrors } from './errors/operation-errors.ts'
import { reportErrors } from './errors/report-errors.ts'
import { requestErrors } from './errors/request-errors.ts'
import { singleSignOnErrors } from './errors/single-sign-on-errors.ts'
import { whatIfErrors } from './errors/what-if-errors.ts'

/** Every failure a caller can meet, by code. Codes never change their meaning. A test keeps docs/reference/errors-http.md in step. */
export const errorCatalogue = {
  ...requestErrors,
  ...leadErrors,
  ...controlErrors,
  ...changeErrors,
  ...accessErrors,
  ...singleSignOnErrors,
  ...intakeErrors,
  ...operationErrors,
  ...reportErrors,
  ...whatIfErrors,
} as const satisfies Record<string, ErrorSpec>

/** The name of a failure: stable, for programs. */
export type ErrorCode = keyof typeof errorCatalogue

/** One thing that is wrong with a request, a document or a row: where, what, and how to mend it. */
export type ErrorItem = {
  /** `body/attributes/email`, `query/limit`, `header/if-match`, or a place in a document such as `roster.yaml:14:5`. */
  readonly where: string
  readonly what: string
  /** `null` when what is wrong says it already. */
  readonly mend: string | null
}

/** What a failure may carry beside its code. */
export type RoutingErrorOptions = ErrorOptions & {
  readonly items?: readonly ErrorItem[]
  /** When to try again, in seconds; sent as Retry-After. */
  readonly retryAfterSeconds?: number
  /** Ids that the log tells beside the code, and the caller never hears. */
  readonly logged?: Readonly<Record<string, string>>
}

/** A failure we foresaw. Anything else that is thrown is a bug and leaves as a bare 500. */
export class RoutingError extends Error {
  override readonly name = 'RoutingError'
  readonly code: ErrorCode
  /** Sent to the caller: ids and numbers only. Secrets and SQL belong in `cause`, which only the log sees. */
  readonly details: Readonly<Record<string, string | number>>
  /** Sent to the caller, one by one. */
  readonly items: readonly ErrorItem[]
  /** `null`: the code alone says whether trying again helps. */
  readonly retryAfterSeconds: number | null
  readonly logged: Readonly<Record<string, string>>

  constructor(code: ErrorCode, details: RoutingError['details'] = {}, options: RoutingErrorOptions = {}) {
    super(describeError(code, details), options)
    this.code = code
    this.details = details
    this.items = options.items ?? []
    this.retryAfterSeconds = options.retryAfterSeconds ?? null
    this.logged = options.logged ?? {}
  }
}

/** The title of a failure with its details: `It changed since you read it. (current: 12, given: 11)`. */
export function describeError(code: ErrorCode, details: RoutingError['details']): string {
  const said = Object.entries(details).map(([name, value]) => `${name}: ${value}`)
  const { title } = errorCatalogue[code]
  return said.length === 0 ? title : `${title} (${said.join(', ')})`
}

/** Whether a text from the wire names a failure of the catalogue. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorCatalogue, text)
}

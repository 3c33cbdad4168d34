/** Why a call did not come to an answer, by code, as a clause that follows the name of the destination. */
export const outboundFailures = {
  url_invalid: 'has an address that is no URL',
  scheme_forbidden: 'has to be called by https',
  credentials_in_url: 'has a name or password in its address',
  address_forbidden: 'has an address that is not public',
  host_unknown: 'has a host name that is not known',
  redirected: 'answered that it is elsewhere; give the address it has now',
  timed_out: 'did not answer in time',
  unreachable: 'could not be reached, or hung up',
} as const satisfies Record<string, string>

/** One of the codes of `outboundFailures`. */
export type OutboundFailure = keyof typeof outboundFailures

/** A call that is refused, or came to no answer. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError'
  readonly code: OutboundFailure

  constructor(code: OutboundFailure, options?: ErrorOptions) {
    super(outboundFailures[code], options)
    this.code = code
  }
}

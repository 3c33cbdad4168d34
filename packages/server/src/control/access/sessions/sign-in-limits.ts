import { createRateLimit, type RateLimit } from '../../../platform/http/rate-limit.ts'

/** What guessing passwords is bounded by; counted by each node for itself. */
export type SignInLimits = {
  /** By the address that a request comes from: everything that takes a password or a token. */
  readonly address: RateLimit
  /** By the account that is named, whether there is one or not; a right password begins anew. */
  readonly account: RateLimit
  /** By the address, of what goes by an identity provider: nothing can be guessed there, and a whole office has one address. */
  readonly provider: RateLimit
}

const WINDOW_SECONDS = 900

/** Ten tries an account and sixty an address in a quarter of an hour: nobody mistypes so often, and nobody guesses so slowly. */
export function createSignInLimits(): SignInLimits {
  return {
    address: createRateLimit({ name: 'sign-in-address', count: 60, seconds: WINDOW_SECONDS }),
    account: createRateLimit({ name: 'sign-in-account', count: 10, seconds: WINDOW_SECONDS }),
    provider: createRateLimit({ name: 'sign-in-provider', count: 1200, seconds: WINDOW_SECONDS }),
  }
}

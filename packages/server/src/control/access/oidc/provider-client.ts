import { RoutingError } from '@rightful/contract'
import * as oauth from 'oauth4webapi'
import type { Outbound } from '../../../platform/outbound/create-outbound.ts'
import type { AttemptRow } from './attempt-queries.ts'
import { createProviderFetch } from './provider-fetch.ts'
import type { ProviderRow } from './queries.ts'

/** What a provider says of somebody, checked to be its word, for us, and an answer to what was asked. */
export type Claims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string }

/** Somebody who is to be sent to a provider. */
export type Sending = Pick<AttemptRow, 'state' | 'nonce' | 'verifier'> & {
  readonly redirectUri: string
  readonly scopes: readonly string[]
  /** Whether they have to give their password there again. */
  readonly isStepUp: boolean
}

/** A browser that came back from a provider. */
export type Returning = Sending & {
  readonly url: URL
  readonly secret: string | null
  readonly needs: readonly string[]
}

/** Talks to providers of identities. */
export type ProviderClient = {
  /** Where to send the browser. Throws `identity_provider_failed`. */
  readonly begin: (provider: ProviderRow, sending: Sending) => Promise<URL>
  /**
   * Who came back. Throws `sign_in_not_begun` when the answer belongs to another sign-in, `identity_provider_denied` when nobody is
   * vouched for, and `identity_provider_failed`.
   */
  readonly finish: (provider: ProviderRow, returning: Returning) => Promise<Claims>
}

/** How long what a provider says of itself is remembered. */
const REMEMBERED_MS = 3_600_000
const REMEMBERED_MAX = 200
/** Between the provider's clock and ours, in seconds. */
const CLOCK_TOLERANCE = 30
/** How long ago somebody may have given their password when they prove anew who they are, in seconds. */
const STEP_UP_AGE = 60

/** Makes a client that remembers what providers say of themselves, their keys included, for an hour. */
export function createProviderClient(outbound: Outbound): ProviderClient {
  const fetch = createProviderFetch(outbound)
  const known = new Map<string, { readonly server: oauth.AuthorizationServer; readonly untilMs: number }>()

  const discover = async (issuer: URL, options: HttpOptions): Promise<oauth.AuthorizationServer> => {
    const found = known.get(issuer.href)
    if (found !== undefined && performance.now() < found.untilMs) return found.server
    const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options))
    if (known.size >= REMEMBERED_MAX) known.clear()
    known.set(issuer.href, { server, untilMs: performance.now() + REMEMBERED_MS })
    return server
  }
  const open = async (provider: ProviderRow): Promise<Opened> => {
    const issuer = new URL(provider.issuer)
    // Plain http is let through here where the one way out lets it through.
    const options = { [oauth.customFetch]: fetch, [oauth.allowInsecureRequests]: issuer.protocol === 'http:' }
    const client = { client_id: provider.clientId, [oauth.clockTolerance]: CLOCK_TOLERANCE }
    return { server: await discover(issuer, options), client, options }
  }

  return {
    begin: (provider, sending) => orFailed(async () => authorizationUrl(await open(provider), sending)),
    finish: (provider, returning) =>
      orFailed(async () => {
        const opened = await open(provider)
        const answer = await exchange(opened, returning)
        return withUserInfo(opened, answer, returning.needs)
      }),
  }
}

type HttpOptions = {
  readonly [oauth.customFetch]: ReturnType<typeof createProviderFetch>
  readonly [oauth.allowInsecureRequests]: boolean
}
type Opened = {
  readonly server: oauth.AuthorizationServer
  readonly client: oauth.Client
  readonly options: HttpOptions
}
type Answered = { readonly claims: oauth.IDToken; readonly accessToken: string }

async function authorizationUrl({ server, client, options }: Opened, sending: Sending): Promise<URL> {
  const url = URL.parse(server.authorization_endpoint ?? '')
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && options[oauth.allowInsecureRequests])
  if (url === null || !isSafe) throw new Error('The provider names no address to send browsers to.')
  const asked = {
    client_id: client.client_id,
    redirect_uri: sending.redirectUri,
    response_type: 'code',
    scope: ['openid', ...sending.scopes.filter((scope) => scope !== 'openid')].join(' '),
    state: sending.state,
    nonce: sending.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(sending.verifier),
    code_challenge_method: 'S256',
    ...(sending.isStepUp ? { prompt: 'login', max_age: '0' } : {}),
  }
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
  return url
}

async function exchange({ server, client, options }: Opened, returning: Returning): Promise<Answered> {
  const { url, state, nonce, verifier, redirectUri, secret, isStepUp } = returning
  const parameters = checkReturn({ server, client, options }, url, state)
  const authentication = authenticationOf(server, secret)
  const response = await oauth.authorizationCodeGrantRequest(
    ...([server, client, authentication, parameters, redirectUri, verifier, options] as const),
  )
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: nonce,
    requireIdToken: true,
    ...(isStepUp ? { maxAge: STEP_UP_AGE } : {}),
  })
  // It came over a connection of our own, but within a company's network that may be plain http.
  await oauth.validateApplicationLevelSignature(server, response, options)
  const claims = oauth.getValidatedIdTokenClaims(tokens)
  if (claims === undefined) throw new Error('An ID token that was asked for is not there.')
  return { claims, accessToken: tokens.access_token }
}

/** The answer's parameters, when it is one to what this very browser was sent for. */
function checkReturn({ server, client }: Opened, url: URL, state: string): URLSearchParams {
  try {
    return oauth.validateAuthResponse(server, client, url, state)
  } catch (error) {
    if (error instanceof oauth.AuthorizationResponseError) throw error
    throw new RoutingError('sign_in_not_begun', {}, { cause: plainCause(error) })
  }
}

function authenticationOf(server: oauth.AuthorizationServer, secret: string | null): oauth.ClientAuth {
  if (secret === null) return oauth.None()
  const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  return taken.includes('client_secret_basic') ? oauth.ClientSecretBasic(secret) : oauth.ClientSecretPost(secret)
}

/** Some providers keep addresses and groups out of the ID token and tell them when asked. */
async function withUserInfo(
  { server, client, options }: Opened,
  { claims, accessToken }: Answered,
  needs: readonly string[],
): Promise<Claims> {
  const isComplete = needs.every((name) => claims[name] !== undefined)
  if (isComplete || server.userinfo_endpoint === undefined) return claims
  const response = await oauth.userInfoRequest(server, client, accessToken, options)
  const told = await oauth.processUserInfoResponse(server, client, claims.sub, response)
  return { ...told, ...claims }
}

async function orFailed<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw failureOf(error)
  }
}

/** What is wrong with an ID token, or with the key that signed it. */
const untrue = new Set<unknown>([
  oauth.INVALID_RESPONSE,
  oauth.JWT_CLAIM_COMPARISON,
  oauth.JWT_TIMESTAMP_CHECK,
  oauth.KEY_SELECTION,
])

function failureOf(error: unknown): unknown {
  if (error instanceof RoutingError) return error
  const cause = plainCause(error)
  if (error instanceof oauth.AuthorizationResponseError || error instanceof oauth.ResponseBodyError) {
    const said = /^[\w.-]{1,60}$/.test(error.error) ? error.error : 'unreadable'
    return new RoutingError('identity_provider_denied', { error: said }, { cause })
  }
  const isUntrue = error instanceof oauth.OperationProcessingError && untrue.has(error.code)
  if (isUntrue) return new RoutingError('identity_provider_denied', { error: 'id_token' }, { cause })
  return new RoutingError('identity_provider_failed', {}, { cause })
}

/** Without what the library keeps with its errors: tokens and claims belong in no log. */
function plainCause(error: unknown): Error {
  return new Error(error instanceof Error ? `${error.name}: ${error.message}` : 'no error')
}

import { Agent, type Dispatcher, errors, request as send } from 'undici'
import { type AddressRules, isCallable, literalAddress } from './address-rules.ts'
import { createCheckedLookup, type Resolve, resolveBySystem, resolveChecked } from './checked-lookup.ts'
import { OutboundError, type OutboundFailure } from './outbound-error.ts'

/** How the server may call others. Times are in milliseconds. */
export type OutboundOptions = AddressRules & {
  /** Whether plain http, and mail without encryption, is allowed. */
  readonly allowPlain: boolean
  readonly connectTimeoutMs?: number
  /** From the request to the head of the answer. */
  readonly headersTimeoutMs?: number
  /** Between two parts of the answer's body. */
  readonly bodyTimeoutMs?: number
  /** For all of it. */
  readonly totalTimeoutMs?: number
  /** In place of the system's table of hosts and DNS. */
  readonly resolve?: Resolve
}

/** A message to somebody else's server. */
export type OutboundPost = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What came of a call. Whatever was answered counts, also when its body broke off or was too long to be read. */
export type OutboundReply =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly retryAfter: string | null
      /** The body's first 64 kB. */
      readonly text: string
    }
  | { readonly kind: 'failed'; readonly code: OutboundFailure }

/** A text to be read from somebody else's server. */
export type OutboundGet = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Beyond it nothing is read. */
  readonly bytesMax: number
}

/** What came of reading. A body that broke off is a failure. */
export type OutboundFetched =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly etag: string | null
      readonly text: string
      /** Whether the body goes on beyond what was read. */
      readonly isCut: boolean
    }
  | { readonly kind: 'failed'; readonly code: OutboundFailure }

/** Calls addresses that users of the server gave, without letting them reach into its own network. */
export type Outbound = {
  readonly post: (post: OutboundPost) => Promise<OutboundReply>
  readonly get: (get: OutboundGet) => Promise<OutboundFetched>
  /** What can be said against a URL without calling it; `null`: nothing. */
  readonly objection: (url: string) => OutboundFailure | null
  /** A checked address of a host, for what does not speak HTTP. Throws an `OutboundError`. */
  readonly addressOf: (hostname: string) => Promise<string>
  readonly allowsPlain: boolean
  /** How long a call may take at most. */
  readonly totalTimeoutMs: number
  readonly close: () => Promise<void>
}

const REPLY_BYTES_MAX = 65_536
const CONNECTIONS_MAX = 16

/** Makes the one way out. Redirects are not followed: each is a failure of its own. */
export function createOutbound(options: OutboundOptions): Outbound {
  const { allowPlain, allowPrivate, resolve = resolveBySystem, totalTimeoutMs = 15_000 } = options
  const rules = { allowPrivate }
  const agent = new Agent({
    connections: CONNECTIONS_MAX,
    connect: { lookup: createCheckedLookup({ resolve, rules }), timeout: options.connectTimeoutMs ?? 5000 },
    headersTimeout: options.headersTimeoutMs ?? 10_000,
    bodyTimeout: options.bodyTimeoutMs ?? 5000,
    maxHeaderSize: 16_384,
  })
  const objection = (url: string): OutboundFailure | null => objectionTo(url, { allowPlain, rules })
  return {
    objection,
    allowsPlain: allowPlain,
    totalTimeoutMs,
    post: async (post) => {
      const code = objection(post.url)
      if (code !== null) return { kind: 'failed', code }
      try {
        return await call(post, { dispatcher: agent, signal: AbortSignal.timeout(totalTimeoutMs) })
      } catch (error) {
        return { kind: 'failed', code: failureOf(error) }
      }
    },
    get: async (get) => {
      const code = objection(get.url)
      if (code !== null) return { kind: 'failed', code }
      try {
        return await fetchText(get, { dispatcher: agent, signal: AbortSignal.timeout(totalTimeoutMs) })
      } catch (error) {
        return { kind: 'failed', code: failureOf(error) }
      }
    },
    addressOf: async (hostname) => {
      const literal = literalAddress(new URL(`http://${hostname}/`))
      if (literal === null) return (await resolveChecked(hostname, { resolve, rules }))[0].address
      if (!isCallable(literal, rules)) throw new OutboundError('address_forbidden')
      return literal
    },
    close: () => agent.destroy(),
  }
}

/** Sockets look no address up that is written in the URL itself, so that it has to be checked here. */
function objectionTo(
  text: string,
  { allowPlain, rules }: { readonly allowPlain: boolean; readonly rules: AddressRules },
): OutboundFailure | null {
  const url = URL.parse(text)
  if (url === null) return 'url_invalid'
  if (url.protocol !== 'https:' && !(allowPlain && url.protocol === 'http:')) return 'scheme_forbidden'
  if (url.username !== '' || url.password !== '') return 'credentials_in_url'
  const literal = literalAddress(url)
  return literal === null || isCallable(literal, rules) ? null : 'address_forbidden'
}

async function call(
  { url, headers, body }: OutboundPost,
  by: { readonly dispatcher: Dispatcher; readonly signal: AbortSignal },
): Promise<OutboundReply> {
  const answer = await send(url, { method: 'POST', headers: { ...headers }, body, ...by })
  const status = answer.statusCode
  const text = await readBounded(answer.body)
  if (status >= 300 && status < 400) return { kind: 'failed', code: 'redirected' }
  const retryAfter = answer.headers['retry-after']
  return { kind: 'answered', status, retryAfter: typeof retryAfter === 'string' ? retryAfter : null, text }
}

async function fetchText(
  { url, headers, bytesMax }: OutboundGet,
  by: { readonly dispatcher: Dispatcher; readonly signal: AbortSignal },
): Promise<OutboundFetched> {
  const answer = await send(url, { method: 'GET', headers: { ...headers }, ...by })
  const { statusCode: status, body } = answer
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk)
    chunks.push(bytes.subarray(0, bytesMax - length))
    length += bytes.length
    if (length > bytesMax) break
  }
  body.destroy()
  if (status >= 300 && status < 400 && status !== 304) return { kind: 'failed', code: 'redirected' }
  const { etag } = answer.headers
  const text = Buffer.concat(chunks).toString('utf8')
  return { kind: 'answered', status, etag: typeof etag === 'string' ? etag : null, text, isCut: length > bytesMax }
}

/** What is too long or breaks off is cut there: what counts was in the head. */
async function readBounded(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of body) {
      const bytes = Buffer.from(chunk)
      chunks.push(bytes.subarray(0, REPLY_BYTES_MAX - length))
      length += bytes.length
      if (length >= REPLY_BYTES_MAX) break
    }
  } catch {
    // The answer stands without the rest of its body.
  }
  body.destroy()
  return Buffer.concat(chunks).toString('utf8')
}

function failureOf(error: unknown): OutboundFailure {
  if (error instanceof OutboundError) return error.code
  if (error instanceof AggregateError) return error.errors.map(failureOf)[0] ?? 'unreachable'
  if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) return 'timed_out'
  if (error instanceof errors.ConnectTimeoutError) return 'timed_out'
  return error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')
    ? 'timed_out'
    : 'unreachable'
}

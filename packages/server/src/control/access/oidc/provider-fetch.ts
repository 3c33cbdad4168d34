import { type Outbound } from '../../../platform/outbound/create-outbound.ts'
import { OutboundError } from '../../../platform/outbound/outbound-error.ts'

const BYTES_MAX = 1_048_576

/** What oauth4webapi asks of a server. */
type Asked = {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: URLSearchParams | undefined
}

/** Calls a provider by the one way out, which looks at addresses and follows no redirect. Throws an `OutboundError`. */
export function createProviderFetch(outbound: Outbound): (url: string, asked: Asked) => Promise<Response> {
  return async (url, { method, headers, body }) => {
    const form = { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' }
    const reply =
      method === 'POST'
        ? await outbound.post({ url, headers: { ...form, ...headers }, body: body?.toString() ?? '' })
        : await outbound.get({ url, headers, bytesMax: BYTES_MAX })
    if (reply.kind === 'failed') throw new OutboundError(reply.code)
    const { status, text } = reply
    // All that is asked of providers is answered in JSON, so that its type need not be looked at.
    return new Response(text === '' ? null : text, { status, headers: { 'content-type': 'application/json' } })
  }
}

import { securityHeaders } from './security-headers.ts'

/** What a route answers. Headers are added to those every answer has. */
export type Answer =
  | { readonly kind: 'json'; readonly status: number; readonly body: unknown; readonly headers?: HeaderRecord }
  /** `headers` names the content type. */
  | { readonly kind: 'text'; readonly status: number; readonly text: string; readonly headers: HeaderRecord }
  /** `headers` names the content type. */
  | {
      readonly kind: 'bytes'
      readonly status: number
      readonly bytes: Uint8Array<ArrayBuffer>
      readonly headers: HeaderRecord
    }
  | { readonly kind: 'empty'; readonly status: number; readonly headers?: HeaderRecord }
  /** A body that comes bit by bit, such as a stream of events; the response carries its own headers. */
  | { readonly kind: 'stream'; readonly response: Response }

/** Headers by name. */
export type HeaderRecord = Readonly<Record<string, string>>

/** An answer of JSON. */
export function json(status: number, body: unknown, headers: HeaderRecord = {}): Answer {
  return { kind: 'json', status, body, headers }
}

const jsonAlways = { 'Content-Type': 'application/json', ...securityHeaders } as const

/** The response of an answer. `headers` are those of this request (its id, what is left of its limits) and are added to. */
export function responseOf(answer: Answer, headers: Record<string, string>): Response {
  switch (answer.kind) {
    case 'json':
      return new Response(JSON.stringify(answer.body), {
        status: answer.status,
        headers: Object.assign(headers, jsonAlways, answer.headers),
      })
    case 'text':
      return new Response(answer.text, {
        status: answer.status,
        headers: Object.assign(headers, securityHeaders, answer.headers),
      })
    case 'bytes':
      return new Response(answer.bytes, {
        status: answer.status,
        headers: Object.assign(headers, securityHeaders, answer.headers),
      })
    case 'empty':
      return new Response(null, {
        status: answer.status,
        headers: Object.assign(headers, securityHeaders, answer.headers),
      })
    case 'stream':
      for (const [name, value] of Object.entries({ ...securityHeaders, ...headers }))
        answer.response.headers.set(name, value)
      return answer.response
  }
}

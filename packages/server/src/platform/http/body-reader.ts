import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { RoutingError } from '@rightful/contract'
import type { z } from 'zod'
import { refuse } from './problem-of.ts'

/** Reads the body of a request, and says for the API's description what it takes. */
export type BodyReader<Body> = {
  readonly read: (incoming: IncomingMessage) => Promise<Body> | Body
  /** Content types with their schemas; none when there is no body. */
  readonly content: Readonly<Record<string, { readonly schema: z.ZodType }>>
  readonly isRequired: boolean
}

/** The largest body of JSON or of a form, in bytes. */
export const BODY_BYTES_MAX = 1_048_576

/** For requests without a body; one that comes nevertheless is not read. */
export const noBody: BodyReader<null> = { read: () => null, content: {}, isRequired: false }

/** Reads one JSON object of at most 1 MB, or `bytesMax`. With `isOptional`, an empty body is an empty object. */
export function jsonBody<Schema extends z.ZodType>(
  schema: Schema,
  { isOptional = false, bytesMax = BODY_BYTES_MAX }: { readonly isOptional?: boolean; readonly bytesMax?: number } = {},
): BodyReader<z.output<Schema>> {
  return {
    content: { 'application/json': { schema } },
    isRequired: !isOptional,
    read: async (incoming) => {
      if (isOptional && !hasBody(incoming)) return check(schema, {})
      requireType(incoming, ['application/json'])
      const bytes = await readBytes(incoming, bytesMax)
      return check(schema, isOptional && bytes.length === 0 ? {} : parseJson(bytes))
    },
  }
}

/** Hands the body on as a stream, after checking its type; the reader bounds it. `schema` describes it. */
export function streamBody(types: readonly string[], schema: z.ZodType): BodyReader<IncomingMessage> {
  return {
    content: Object.fromEntries(types.map((type) => [type, { schema }])),
    isRequired: true,
    read: (incoming) => {
      requireType(incoming, types)
      return incoming
    },
  }
}

/** Reads what an HTML form sends, or JSON of the same: texts by name. Several values of one name become a list. */
export function formBody(schema: z.ZodType): BodyReader<Readonly<Record<string, unknown>>> {
  const types = ['application/x-www-form-urlencoded', 'application/json']
  return {
    content: Object.fromEntries(types.map((type) => [type, { schema }])),
    isRequired: true,
    read: async (incoming) => {
      requireType(incoming, types)
      const bytes = await readBytes(incoming)
      const given = isJson(incoming) ? parseJson(bytes) : parseForm(bytes)
      if (!isObject(given)) return refuse('body', [{ path: [], message: 'is no object of fields' }])
      return given
    },
  }
}

function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const read = schema.safeParse(value)
  return read.success ? read.data : refuse('body', read.error.issues)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

function isJson(incoming: IncomingMessage): boolean {
  return mediaType(incoming) === 'application/json'
}

function mediaType({ headers }: IncomingMessage): string {
  const type = headers['content-type'] ?? ''
  if (type === 'application/json') return type
  const end = type.indexOf(';')
  const media = (end === -1 ? type : type.slice(0, end)).trim().toLowerCase()
  return /^application\/[\w.+-]+\+json$/.test(media) ? 'application/json' : media
}

function requireType(incoming: IncomingMessage, types: readonly string[]): void {
  const given = mediaType(incoming)
  if (types.includes(given)) return
  throw new RoutingError('unsupported_media_type', { given: given === '' ? 'none' : given, taken: types.join(', ') })
}

/** The whole body. What is announced as too large is not read at all; what grows too large is read no further. */
function readBytes(incoming: IncomingMessage, bytesMax = BODY_BYTES_MAX): Promise<Buffer> {
  const tooLarge = (): RoutingError => new RoutingError('body_too_large', { limit_bytes: bytesMax })
  if (Number(incoming.headers['content-length'] ?? 0) > bytesMax) return Promise.reject(tooLarge())
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= bytesMax) chunks.push(chunk)
      else reject(tooLarge())
    })
    incoming.on('end', () =>
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
    )
    // The caller went away; nobody reads the answer.
    incoming.on('error', () => reject(new RoutingError('malformed_json')))
  })
}

function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw malformed('is not UTF-8')
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch (cause) {
    throw malformed(whereItBreaks(cause))
  }
}

function malformed(what: string): RoutingError {
  return new RoutingError('malformed_json', {}, { items: [{ where: 'body', what, mend: null }] })
}

/** The place at which reading stopped, without the words around it: they may name a person, and belong in no log. */
function whereItBreaks(error: unknown): string {
  const said = error instanceof Error ? error.message : ''
  const [, place] = /\((line \d+ column \d+)\)/.exec(said) ?? []
  if (place !== undefined) return `breaks at ${place}`
  return /end of JSON/.test(said) ? 'ends before it is complete' : 'is not JSON'
}

function parseForm(bytes: Buffer): Readonly<Record<string, unknown>> {
  const values = new Map<string, string | string[]>()
  for (const [field, value] of new URLSearchParams(bytes.toString('utf8'))) {
    const before = values.get(field)
    values.set(field, before === undefined ? value : [before, value].flat())
  }
  return Object.fromEntries(values)
}

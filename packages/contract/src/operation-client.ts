import type { z } from 'zod'
import { auditKeys } from './audit.ts'
import { type ClientOptions, createSender, errorOf } from './client.ts'
import { RoutingError } from './errors.ts'
import {
  apiKey,
  apiKeyList,
  apiKeyMade,
  backupReport,
  operationProgress,
  operationStatus,
  type postApiKeyRequest,
  replayReport,
  type replayRequest,
  verifyReport,
  type verifyRequest,
} from './operation.ts'

/** Told how far long work has come; `total` is `null` where the end is not known. */
export type ProgressSink = (done: number, total: number | null) => void

/** What operators do with a running server, as functions. Each throws a `RoutingError` with the code of the catalogue. */
export type OperationClient = {
  readonly status: () => Promise<z.output<typeof operationStatus>>
  readonly verify: (
    ask: z.input<typeof verifyRequest>,
    onProgress?: ProgressSink,
  ) => Promise<z.output<typeof verifyReport>>
  readonly replay: (
    ask: z.input<typeof replayRequest>,
    onProgress?: ProgressSink,
  ) => Promise<z.output<typeof replayReport>>
  readonly backUp: (name: string) => Promise<z.output<typeof backupReport>>
  readonly listKeys: () => Promise<z.output<typeof apiKeyList>>
  readonly createKey: (ask: z.input<typeof postApiKeyRequest>) => Promise<z.output<typeof apiKeyMade>>
  readonly revokeKey: (apiKeyId: string) => Promise<z.output<typeof apiKey>>
  /** The text of an export of the audit log, as it comes. */
  readonly exportAudit: (fromSeq: number) => Promise<AsyncIterable<string>>
  readonly auditKeys: () => Promise<z.output<typeof auditKeys>>
}

/** A client for operating a server: its key needs the scope `admin`. */
export function createOperationClient(options: ClientOptions): OperationClient {
  const send = createSender(options)
  const follow = createFollower(options)
  return {
    status: () => send('/v1/operation/status', { method: 'GET', answer: operationStatus }),
    verify: (body, onProgress) => follow('/v1/operation/verify', { body, answer: verifyReport, onProgress }),
    replay: (body, onProgress) => follow('/v1/operation/replay', { body, answer: replayReport, onProgress }),
    backUp: (name) => send('/v1/operation/backup', { method: 'POST', answer: backupReport, body: { name } }),
    listKeys: () => send('/v1/api-keys', { method: 'GET', answer: apiKeyList }),
    createKey: (body) => send('/v1/api-keys', { method: 'POST', answer: apiKeyMade, body }),
    exportAudit: (fromSeq) => stream(options, `/v1/audit/export?from_seq=${fromSeq}`),
    auditKeys: () => send('/v1/audit/key', { method: 'GET', answer: auditKeys }),
    revokeKey: (id) => send(`/v1/api-keys/${encodeURIComponent(id)}`, { method: 'DELETE', answer: apiKey }),
  }
}

async function stream({ baseUrl, apiKey: key, fetch = globalThis.fetch }: ClientOptions, path: string) {
  const headers = { Authorization: `Bearer ${key}` }
  const response = await fetch(new URL(path, baseUrl), { headers }).catch((cause: unknown) => {
    throw new RoutingError('service_unavailable', {}, { cause })
  })
  if (!response.ok || response.body === null) throw errorOf(await response.json().catch(() => null), response.status)
  return response.body.pipeThrough(new TextDecoderStream())
}

type Followed<Answer extends z.ZodType> = {
  readonly body: unknown
  readonly answer: Answer
  readonly onProgress: ProgressSink | undefined
}

/** Sends work that takes long, and reads what is told of it line by line; the last line is the answer. */
function createFollower({ baseUrl, apiKey: key, fetch = globalThis.fetch }: ClientOptions) {
  return async function follow<Answer extends z.ZodType>(
    path: string,
    call: Followed<Answer>,
  ): Promise<z.output<Answer>> {
    const response = await fetch(new URL(path, baseUrl), {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${key}`,
        'Content-Type': 'application/json',
        Accept: 'application/x-ndjson',
      },
      body: JSON.stringify(call.body),
    }).catch((cause: unknown) => {
      throw new RoutingError('service_unavailable', {}, { cause })
    })
    if (!response.ok || response.body === null) throw errorOf(await response.json().catch(() => null), response.status)
    for await (const line of linesOf(response.body)) {
      const progress = operationProgress.safeParse(line)
      if (progress.success) {
        call.onProgress?.(progress.data.done, progress.data.total)
        continue
      }
      const answer = call.answer.safeParse(line)
      if (answer.success) return answer.data
      throw errorOf(line, response.status)
    }
    throw new RoutingError('service_unavailable')
  }
}

/** The lines of NDJSON, parsed, as they come; one that is cut off is left out. */
async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true })
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') yield JSON.parse(line)
  }
}

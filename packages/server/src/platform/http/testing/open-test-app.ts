import { request } from 'node:http'
import type { Scope } from '@rightful/contract'
import { createLog } from '../../log/create-log.ts'
import { createMetrics, type Metrics } from '../../metrics/create-metrics.ts'
import { type AllowedHosts, loopbackHosts } from '../allowed-hosts.ts'
import { keyCaller } from '../caller.ts'
import { createHttpApp, type HttpApp } from '../create-http-app.ts'
import { type RateLimit, unlimited } from '../rate-limit.ts'
import { startHttpServer } from '../start-http-server.ts'
import type { StaticPages } from '../static-pages.ts'

/** An app of a test's own, served on loopback. */
export type TestApp = {
  readonly url: string
  readonly metrics: Metrics
  /** What was logged, line by line. */
  readonly logged: () => readonly Readonly<Record<string, unknown>>[]
  /** Tells streams to end and stops; resolves with how many connections were cut off. */
  readonly stop: () => Promise<number>
}

/** What a test may replace. */
export type TestAppOptions = {
  readonly addRoutes: (http: HttpApp) => void
  readonly scopes?: readonly Scope[]
  readonly keyLimit?: RateLimit
  readonly allowed?: AllowedHosts
  readonly proxyHops?: number
  readonly stopWithinMs?: number
  readonly pages?: StaticPages
}

/** Serves routes on a free port. The key `good` belongs to a caller with the given scopes. */
export async function openTestApp(options: TestAppOptions): Promise<TestApp> {
  const lines: string[] = []
  const log = createLog({ level: 'debug', destination: { write: (line) => void lines.push(line) } })
  const metrics = createMetrics()
  const stopping = new AbortController()
  const caller = keyCaller({
    workspaceId: 'workspace-1',
    keyId: 'key-1',
    actor: 'key:test',
    scopes: new Set(options.scopes ?? ['leads:read', 'leads:write']),
  })
  const http = createHttpApp({
    log,
    metrics,
    authenticator: {
      find: async (credential) => (credential.kind === 'key' && credential.key === 'good' ? caller : null),
      forget: () => undefined,
    },
    keyLimit: options.keyLimit ?? unlimited,
    allowed: options.allowed ?? { hosts: loopbackHosts, origins: new Set() },
    proxyHops: options.proxyHops ?? 0,
    stopping: stopping.signal,
    pages: options.pages ?? null,
  })
  options.addRoutes(http)
  const server = await startHttpServer(http, { host: '127.0.0.1', port: 0, stopWithinMs: options.stopWithinMs ?? 2000 })
  return {
    url: server.url,
    metrics,
    logged: () => lines.map((line) => JSON.parse(line)),
    stop: () => {
      stopping.abort()
      return server.stop()
    },
  }
}

/** A request as it goes over the wire, with headers that `fetch` does not let one set, and its answer. */
export function sendRaw(
  url: string,
  {
    method = 'GET',
    headers = {},
    chunks = [],
  }: {
    readonly method?: string
    readonly headers?: Readonly<Record<string, string>>
    readonly chunks?: readonly (string | Buffer)[]
  },
): Promise<{ readonly status: number; readonly body: string; readonly headers: NodeJS.Dict<string | string[]> }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (answer) => {
      let body = ''
      answer.on('data', (chunk: Buffer) => (body += chunk.toString()))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body, headers: answer.headers }))
    })
    sent.on('error', reject)
    for (const chunk of chunks) sent.write(chunk)
    sent.end()
  })
}

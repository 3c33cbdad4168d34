import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ErrorItem, RecordVersion, Scope } from '@rightful/contract'
import { parse } from 'yaml'
import { createWorkspace } from '../control/workspaces/create-workspace.ts'
import type { Database } from '../platform/db/database.ts'
import { openTestDatabase } from '../platform/db/testing/open-test-database.ts'
import { loopbackHosts } from '../platform/http/allowed-hosts.ts'
import { type Authenticator, keyCaller } from '../platform/http/caller.ts'
import { createHttpApp } from '../platform/http/create-http-app.ts'
import { unlimited } from '../platform/http/rate-limit.ts'
import type { Routes } from '../platform/http/route.ts'
import { startHttpServer } from '../platform/http/start-http-server.ts'
import { createLog } from '../platform/log/create-log.ts'
import { createMetrics } from '../platform/metrics/create-metrics.ts'

/** What a call may carry. */
export type CallOptions = {
  readonly body?: unknown
  /** Sent as it is, in place of JSON. */
  readonly text?: string
  readonly type?: string
  readonly ifMatch?: string
  /** `admin` unless told. */
  readonly scope?: Scope
}

/** What an answer of the control plane may have: a record, a page of them, a failure, a report. Tests ask only for what is there. */
export type AnsweredBody = RecordVersion & {
  readonly data: readonly RecordVersion[]
  readonly next_cursor: string | null
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>
  readonly errors: readonly ErrorItem[]
}

/** What came back; `body` is parsed where it is JSON, and else has nothing. */
export type Called = {
  readonly status: number
  readonly body: AnsweredBody
  readonly text: string
  readonly etag: string | null
}

/** A server of the control plane with the bundled example as its workspace. */
export type ControlService = {
  readonly url: string
  readonly db: Database
  readonly workspaceId: string
  readonly call: (method: string, path: string, options?: CallOptions) => Promise<Called>
  readonly close: () => Promise<void>
}

const example = join(import.meta.dirname, '../../../../examples/halden')

/** The roster of the bundled example, as plain data. */
export function exampleRoster(): Readonly<Record<string, unknown>> {
  return parse(readFileSync(join(example, 'roster.yaml'), 'utf8'))
}

/** The text of a file of the bundled example. */
export function exampleFile(name: string): string {
  return readFileSync(join(example, name), 'utf8')
}

/** Serves the routes that `add` adds, over real HTTP, on a database of the test's own. */
export async function openControlService(add: (routes: Routes, db: Database) => void): Promise<ControlService> {
  const { database: db, close: closeDatabase } = await openTestDatabase()
  const workspaceId = await createWorkspace(db, {
    name: 'halden',
    policy: { document: exampleFile('policy.yaml'), tables: { 'territories.csv': exampleFile('territories.csv') } },
    roster: exampleRoster(),
    accounts: [{ id: 'acme', name: 'Acme', domains: ['acme.example'], owner: 'lena-vogt' }],
    createdBy: 'test',
  })
  const find: Authenticator['find'] = async (credential) => {
    const keyId = credential.kind === 'key' ? credential.key : credential.token
    const scopes = new Set<Scope>(keyId === 'people:read' ? ['people:read'] : ['admin'])
    return keyCaller({ workspaceId, keyId, actor: 'key:test', scopes })
  }
  const stopping = new AbortController()
  const http = createHttpApp({
    log: createLog({ level: 'silent' }),
    metrics: createMetrics(),
    authenticator: { find, forget: () => undefined },
    keyLimit: unlimited,
    allowed: { hosts: loopbackHosts, origins: new Set() },
    proxyHops: 0,
    stopping: stopping.signal,
  })
  add(http.routes, db)
  const server = await startHttpServer(http, { host: '127.0.0.1', port: 0, stopWithinMs: 2000 })
  return {
    url: server.url,
    db,
    workspaceId,
    call: (method, path, options = {}) => call(new URL(path, server.url), method, options),
    close: async () => {
      stopping.abort()
      await server.stop()
      await closeDatabase()
    },
  }
}

async function call(url: URL, method: string, options: CallOptions): Promise<Called> {
  const sent = options.text ?? (options.body === undefined ? null : JSON.stringify(options.body))
  const response = await fetch(url, {
    method,
    headers: {
      Authorization: `Bearer ${options.scope ?? 'admin'}`,
      'Content-Type': options.type ?? 'application/json',
      ...(options.ifMatch === undefined ? {} : { 'If-Match': options.ifMatch }),
    },
    body: sent,
  })
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, body: JSON.parse(isJson ? text : '{}'), text, etag: response.headers.get('etag') }
}

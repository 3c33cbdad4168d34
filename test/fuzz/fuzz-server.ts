import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isScope, scopes } from '@rightful/contract'
import { createRandom } from '@rightful/engine/testing'
import { readConfig } from '../../packages/server/src/config.ts'
import { createApiKey } from '../../packages/server/src/control/access/create-api-key.ts'
import { openTestDatabase } from '../../packages/server/src/platform/db/testing/open-test-database.ts'
import { createLog } from '../../packages/server/src/platform/log/create-log.ts'
import { testSecretKey } from '../../packages/server/src/platform/secrets/testing/test-key.ts'
import { type RunningServer, startServer } from '../../packages/server/src/start-server.ts'
import { createRequestMaker, type MadeRequest } from './make-request.ts'
import { readNaughtyValues } from './naughty-values.ts'

/** How much is asked, from which seed, and when to stop at the latest, in milliseconds from the start. */
export type FuzzOptions = { readonly requests: number; readonly seed: number; readonly withinMs?: number }

/** What came of it. `faults` are answers of 500 and requests without an answer, with what was logged of them. */
export type FuzzReport = {
  readonly sent: number
  readonly byStatus: Readonly<Record<string, number>>
  readonly faults: readonly string[]
  readonly slowestMs: number
  readonly slowest: string
  readonly hasCollections: boolean
}

const HANGS_AFTER_MS = 20_000
const IN_FLIGHT = 8
const HEARD_MAX = 400
const FAULTS_MAX = 200

type Outcome = {
  readonly status: number | 'none' | 'unsendable'
  readonly text: string
  /** The connection was one kept from before, and was closed before anything was answered. */
  readonly isStale?: boolean
}

/** Asks a whole server, on a database of its own, what chance comes up with. */
export async function fuzzServer({ requests, seed, withinMs = Infinity }: FuzzOptions): Promise<FuzzReport> {
  const lines: string[] = []
  const folder = mkdtempSync(join(tmpdir(), 'rightful-fuzz-'))
  const { connection, close } = await openTestDatabase()
  const reading = readConfig({
    DATABASE_URL: connection,
    RIGHTFUL_SECRET_KEYS: testSecretKey,
    RIGHTFUL_PORT: '0',
    RIGHTFUL_DATA_DIRECTORY: folder,
    RIGHTFUL_BACKUP_DIRECTORY: join(folder, 'backups'),
    RIGHTFUL_KEY_REQUESTS_PER_MINUTE: '1000000000',
  })
  if (reading.kind === 'faulty') throw new Error(JSON.stringify(reading.problems))
  const server = await startServer(
    reading.config,
    createLog({ level: 'error', destination: { write: (line) => void lines.push(line) } }),
  )
  try {
    return await ask(server, { requests, seed, endsAtMs: performance.now() + withinMs, lines })
  } finally {
    await server.stop()
    await close()
    rmSync(folder, { recursive: true, force: true })
  }
}

type Asking = {
  readonly requests: number
  readonly seed: number
  readonly endsAtMs: number
  readonly lines: readonly string[]
}

async function ask(server: RunningServer, { requests, seed, endsAtMs, lines }: Asking): Promise<FuzzReport> {
  const naughty = readNaughtyValues()
  const heard: string[] = []
  const random = createRandom(seed)
  const make = createRequestMaker(await (await fetch(`${server.url}/v1/openapi.json`)).json(), {
    random,
    naughty,
    heard,
  })
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT })
  let key = await makeKey(server)
  let [sent, slowestMs, slowest] = [0, 0, '']
  const byStatus: Record<string, number> = {}
  const faults: string[] = []
  const work = async (): Promise<void> => {
    while (sent < requests && performance.now() < endsAtMs) {
      sent += 1
      const made = make()
      const isAnonymous = random.chance(0.03)
      const startMs = performance.now()
      const used = key
      const outcome = await send(server.url, { agent, made, key: isAnonymous ? null : used })
      const tookMs = performance.now() - startMs
      if (tookMs > slowestMs) [slowestMs, slowest] = [tookMs, `${made.method} ${made.path.slice(0, 200)}`]
      byStatus[outcome.status] = (byStatus[outcome.status] ?? 0) + 1
      hear(heard, outcome.text, random.below(HEARD_MAX))
      if ((outcome.status === 500 || outcome.status === 'none') && faults.length < FAULTS_MAX)
        faults.push(faultOf(made, outcome, lines))
      // A request may have revoked the very key.
      if (outcome.status === 401 && !isAnonymous && key === used) key = await makeKey(server)
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, work))
  agent.destroy()
  return { sent, byStatus, faults, slowestMs, slowest, hasCollections: naughty.hasCollections }
}

async function makeKey({ db, firstStart }: RunningServer): Promise<string> {
  const workspaceId = firstStart?.workspaceId
  if (workspaceId === undefined) throw new Error('A new database has a workspace.')
  const all = Object.keys(scopes).filter(isScope)
  return (await createApiKey(db, { workspaceId, name: 'fuzz', scopes: all, expiresAtMs: null, by: 'system' })).key
}

/** Keeps ids of what was answered, so that later requests meet something. */
function hear(heard: string[], text: string, at: number): void {
  for (const [, id = ''] of text.slice(0, 4000).matchAll(/"\w*(?:id|key|cursor|version)":"?([\w-]{1,200})/g)) {
    if (heard.length < HEARD_MAX) heard.push(id)
    else heard[at] = id
  }
}

function faultOf(made: MadeRequest, { status, text }: Outcome, lines: readonly string[]): string {
  const id = /"request_id":"([^"]+)"/.exec(text)?.[1] ?? 'none'
  const logged = lines.find((line) => line.includes(id)) ?? ''
  const body = made.body === null ? '' : Buffer.from(made.body).toString('utf8').slice(0, 1500)
  const said = status === 'none' ? `${text}\n` : ''
  return `${status} ${made.method} ${made.path.slice(0, 500)} ${JSON.stringify(made.headers)}\n${said}${body}\n${logged.slice(0, 2500)}`
}

type Sending = { readonly agent: Agent | false; readonly made: MadeRequest; readonly key: string | null }

/**
 * Sends a request, and reads at most the first part of what streams on. Behind a body that is too large the server closes, which whoever
 * sends on that connection just then cannot know: like any client, they send again on a new one.
 */
async function send(url: string, sending: Sending): Promise<Outcome> {
  const outcome = await sendOnce(url, sending)
  return outcome.isStale === true ? sendOnce(url, { ...sending, agent: false }) : outcome
}

function sendOnce(url: string, { agent, made, key }: Sending): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>()
  const { hostname, port } = new URL(url)
  const authorization = key === null ? {} : { authorization: `Bearer ${key}` }
  const length = made.body === null ? {} : { 'content-length': String(made.body.length) }
  const options = {
    agent,
    hostname,
    port,
    path: made.path,
    method: made.method,
    headers: { ...made.headers, ...authorization, ...length },
  }
  try {
    const outgoing = request(options, (answer) => {
      let text = ''
      const end = (): void => {
        clearTimeout(timer)
        resolve({ status: answer.statusCode ?? 'none', text })
      }
      answer.on('data', (chunk: Buffer) => {
        if (text.length < 100_000) text += chunk.toString()
      })
      answer.on('end', end)
      answer.on('error', end)
      if (/event-stream|ndjson/.test(answer.headers['content-type'] ?? '')) {
        answer.destroy()
        end()
      }
    })
    const timer = setTimeout(() => outgoing.destroy(new Error('hangs')), HANGS_AFTER_MS)
    outgoing.on('error', (error) => {
      clearTimeout(timer)
      // The server answers before it has read all of a body that is too long, and closes.
      const isCut = 'code' in error && (error.code === 'EPIPE' || error.code === 'ECONNRESET')
      const status = isCut && (made.body?.length ?? 0) > 1_000_000 ? 413 : 'none'
      resolve({ status, text: String(error), isStale: status === 'none' && isCut && outgoing.reusedSocket })
    })
    outgoing.end(made.body ?? undefined)
  } catch (error) {
    resolve({ status: 'unsendable', text: String(error) })
  }
  return promise
}

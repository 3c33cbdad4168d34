import { testSecretKey } from '../../../packages/server/src/platform/secrets/testing/test-key.ts'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..', '..')
const program = join(root, 'packages', 'server', 'src', 'main.ts')

/** How to start a node. */
export type NodeOptions = {
  readonly name: string
  /** Of the database; or where its embedded one lies. */
  readonly on: { readonly databaseUrl: string } | { readonly dataDirectory: string }
  /** How far its own clock is off, in milliseconds. */
  readonly skewMs?: number
}

/** A node that serves, as a process of its own. */
export type NodeProcess = {
  readonly url: string
  readonly pid: number
  /** Sends a signal and, where that ends the process, waits for the end. */
  readonly signal: (name: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT') => Promise<void>
  readonly isAlive: () => boolean
  /** What it wrote last on standard error. */
  readonly said: () => string
}

/** Starts a node and resolves once it serves. Rejects with what it said when it ends before. */
export async function startNode({ name, on, skewMs = 0 }: NodeOptions): Promise<NodeProcess> {
  const place = 'databaseUrl' in on ? { DATABASE_URL: on.databaseUrl } : { RIGHTFUL_DATA_DIRECTORY: on.dataDirectory }
  const skewed = skewMs === 0 ? [] : ['--import', join(import.meta.dirname, 'skew-clock.ts')]
  const child = spawn(process.execPath, [...skewed, program], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ...place,
      RIGHTFUL_PORT: '0',
      RIGHTFUL_NODE: name,
      RIGHTFUL_DEMO: 'false',
      RIGHTFUL_LOG_LEVEL: 'warn',
      RIGHTFUL_STOP_WITHIN_SECONDS: '2',
      RIGHTFUL_ALLOW_PRIVATE_DESTINATIONS: 'true',
      RIGHTFUL_SECRET_KEYS: testSecretKey,
      RIGHTFUL_TEST_SKEW_MS: String(skewMs),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-20_000)))
  const url = await urlOf(child, () => said)
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null
  return {
    url,
    pid: child.pid ?? 0,
    said: () => said,
    isAlive,
    signal: async (signal) => {
      if (!isAlive()) return
      const ended = once(child, 'exit')
      child.kill(signal)
      if (signal === 'SIGKILL' || signal === 'SIGTERM') await ended
    },
  }
}

function urlOf(child: ChildProcess, said: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let greeting = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      greeting += chunk.toString()
      const url = /serves at (?<url>\S+) /.exec(greeting)?.groups?.['url']
      if (url !== undefined) resolve(url)
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => reject(new Error(`The node ended with ${code ?? signal}: ${said()}`)))
  })
}

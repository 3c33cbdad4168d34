import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { testSecretKey } from '../../packages/server/src/platform/secrets/testing/test-key.ts'

/** A server process. */
export type ServerNode = {
  readonly url: string
  readonly pid: number
  /** What it printed for people until then. */
  readonly greeting: () => string
  /** Asks it to stop, and resolves when it is gone. */
  readonly stop: () => Promise<void>
  /** Kills it at once. */
  readonly kill: () => Promise<void>
}

const main = join(import.meta.dirname, '../../packages/server/src/main.ts')

/** What the server is started with beside the benchmarks' usual settings. */
export type NodeOptions = {
  /** Its environment, such as `DATABASE_URL`. */
  readonly environment: Readonly<Record<string, string>>
  /** Arguments of Node itself, such as `--cpu-prof`. */
  readonly nodeArguments?: readonly string[]
}

/** Starts the server as its users do, in a process of its own, and resolves when it takes leads. Throws what it printed when it does not start. */
export async function startNode({ environment, nodeArguments = [] }: NodeOptions): Promise<ServerNode> {
  const { PATH = '', HOME = '', TMPDIR = '/tmp' } = process.env
  const own = {
    PATH,
    HOME,
    TMPDIR,
    RIGHTFUL_PORT: '0',
    RIGHTFUL_LOG_LEVEL: 'error',
    RIGHTFUL_KEY_REQUESTS_PER_MINUTE: '100000000',
    RIGHTFUL_SECRET_KEYS: testSecretKey,
  }
  const child = spawn(process.execPath, [...nodeArguments, main], {
    env: { ...own, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = once(child, 'exit')
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString()
      const found = /serves at (\S+)/.exec(output)?.[1]
      if (found !== undefined) resolve(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      process.stderr.write(chunk)
    })
    child.once('exit', () => reject(new Error(`The server did not start: ${output}`)))
  })
  let isGone = false
  void gone.then(() => (isGone = true))
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (isGone) return
    child.kill(signal)
    await gone
  }
  return { url, pid: child.pid ?? 0, greeting: () => output, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}

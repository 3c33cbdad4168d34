import type { Config } from './config.ts'
import { DbError } from './platform/db/db-error.ts'
import type { Log } from './platform/log/create-log.ts'
import { type RunningServer, startServer } from './start-server.ts'

/** A lead that shows something: a large company in Germany, as somebody might type it into a form. */
const firstLead = {
  attributes: {
    email: 'petra.klein@kraftwerk-sued.example',
    company: 'Kraftwerk Süd GmbH',
    country: 'Deutschland',
    employees: '5,000',
    product: 'aurora',
    source: 'web',
    consent: 'yes',
  },
}

/** Serves until the process is told to end. Returns its exit code. */
export async function runServer(config: Config, log: Log): Promise<number> {
  const told = stopTold()
  let server: RunningServer
  try {
    server = await startServer(config, log)
  } catch (error) {
    process.stderr.write(`${startFailure(error, config)}\n`)
    return 1
  }
  process.stdout.write(greeting(server, config))
  await told
  log.info({ drainSeconds: config.drainSeconds, stopWithinSeconds: config.stopWithinSeconds }, 'stopping')
  const isQuiet = await server.stop()
  log.info('stopped')
  // What was given up would keep the process until it ends by itself.
  if (!isQuiet) process.exit(0)
  return 0
}

/** Signals closer together than this, in milliseconds, are one: a process group and whoever started the program send it twice. */
const SAME_SIGNAL_MS = 400

/**
 * Resolves when the process is told to end. Whoever tells it again does not want to wait, and it ends at once: what is committed
 * is safe, and what is not was not acknowledged.
 */
function stopTold(): Promise<void> {
  return new Promise((resolve) => {
    let firstAtMs: number | null = null
    const hear = (exitCode: number): void => {
      if (firstAtMs !== null && performance.now() - firstAtMs > SAME_SIGNAL_MS) process.exit(exitCode)
      firstAtMs ??= performance.now()
      resolve()
    }
    process.on('SIGINT', () => hear(130))
    process.on('SIGTERM', () => hear(143))
  })
}

function startFailure(error: unknown, { host, port }: Config): string {
  if (error instanceof DbError) return `rightful: ${error.message}`
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `rightful: ${host}:${port} is taken by another program. Stop that one, or choose another port with RIGHTFUL_PORT.`
  }
  return `rightful: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
}

/** What a person who started the server needs next. */
function greeting({ url, isEmbedded, firstStart, setupOffers }: RunningServer, { publicUrl }: Config): string {
  const database = isEmbedded ? 'its embedded PostgreSQL' : 'your PostgreSQL'
  const lines = [`Rightful serves at ${url} on ${database}. Stop it with Ctrl+C.`]
  for (const { workspace, token } of setupOffers) {
    // After the # it reaches no server and no log but the page itself.
    const link = `${new URL('/welcome', publicUrl ?? browserUrlOf(url)).href}#${token}`
    lines.push(
      '',
      `Nobody can sign in to "${workspace}" yet. Open this within a day to make the first user, who owns the installation:`,
      '',
      `    ${link}`,
    )
  }
  if (firstStart !== null) {
    lines.push(
      '',
      `Made the workspace "${firstStart.workspace}" and its first API key, which is shown only now:`,
      '',
      `    ${firstStart.key}`,
      '',
      'Programs post leads with it; to try it, in another terminal:',
      '',
      `    curl -s ${url}/v1/leads -H 'authorization: Bearer ${firstStart.key}' \\`,
      `      -H 'content-type: application/json' -d '${JSON.stringify(firstLead)}'`,
    )
  }
  return `${lines.join('\n')}\n`
}

/** An address that stands for all of this machine's is none that a browser can go to. */
function browserUrlOf(url: string): string {
  return url.replace(/\/\/(0\.0\.0\.0|\[::\]):/, '//localhost:')
}

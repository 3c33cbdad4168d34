/**
 * The newcomer's way, in a clone: `npm start`, the page that it says to open, the first user, the lead that it says to post, and why it went
 * where it went; then a second start, which has to find everything set up.
 *
 *     node run.mjs scripts/smoke-start.ts FOLDER
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

const startWithinMs = 300_000
const folder = process.argv[2]
if (folder === undefined) throw new Error('Say which clone to start.')

const first = await start(folder)
const [, url = ''] = /serves at (\S+)/.exec(first.said()) ?? []
const [, key = ''] = /^ {4}(rf_\S+)$/m.exec(first.said()) ?? []
const [, welcome = '', token = ''] = /^ {4}(http\S+\/welcome)#(rf_set_\S+)$/m.exec(first.said()) ?? []
await lookAtPage(welcome)
const person = { email: 'ada@example.com', name: 'Ada', password: 'correct horse battery staple' }
await ask('/v1/setup', { method: 'POST', body: JSON.stringify({ token, ...person }) })
const [, body = ''] = /-d '(.*)'/.exec(first.said()) ?? []
const lead = await ask('/v1/leads', { method: 'POST', body })
if (typeof lead['reason'] !== 'string' || !['assigned', 'held'].includes(String(lead['state'])))
  fail('the lead has no outcome')
const why = await ask(`/v1/decisions/${String(lead['decision_id'])}/why`, {})
process.stdout.write(`${String(why['text'])}\n`)
await stop(first.child)

const second = await start(folder)
if (/Setting up|Building/.test(second.said())) fail('the second npm start set up again')
if (/rf_live|rf_set/.test(second.said())) fail('the second npm start showed a key or a token')
await stop(second.child)
process.stdout.write('npm start: a lead was routed and explained, and the second start found everything there\n')

/** Starts the server as a person would, and resolves when it serves. */
async function start(cwd: string): Promise<{ readonly child: ChildProcess; readonly said: () => string }> {
  const env = { ...process.env, RIGHTFUL_PORT: '0' }
  const child = spawn('npm', ['start'], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let said = ''
  const hear = (chunk: Buffer): void => {
    said += chunk.toString()
    process.stdout.write(chunk)
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const untilMs = performance.now() + startWithinMs
  while (!/serves at/.test(said)) {
    if (child.exitCode !== null || performance.now() > untilMs) fail('npm start did not come to serve')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return { child, said: () => said }
}

/** The page is the console's, and the script that it names is there. */
async function lookAtPage(address: string): Promise<void> {
  const page = await (await fetch(address)).text()
  const [, script] = /<script type="module"[^>]* src="([^"]+)"/.exec(page) ?? []
  if (script === undefined) fail(`${address} is no page of the console: ${page.slice(0, 300)}`)
  const answer = await fetch(new URL(script, address))
  if (!answer.ok) fail(`${script} answered ${answer.status}`)
}

/** As Ctrl+C does, which goes to npm and to all that it started. */
async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  if (child.pid === undefined) fail('npm start has no process')
  process.kill(-child.pid, 'SIGINT')
  await ended
}

async function ask(path: string, init: RequestInit): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const response = await fetch(`${url}${path}`, { ...init, headers })
  const answer: unknown = await response.json()
  if (!response.ok || typeof answer !== 'object' || answer === null)
    fail(`${path} answered ${response.status} ${JSON.stringify(answer)}`)
  return { ...answer }
}

function fail(what: string): never {
  process.stderr.write(`${what}\n`)
  process.exit(1)
}

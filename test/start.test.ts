import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, before, describe, test } from 'node:test'
import { runServerProcess, type ServerProcess, startServerProcess } from './server-process.ts'

const folder = mkdtempSync('/tmp/rightful-start-')
chmodSync(folder, 0o755)
const directory = join(folder, 'data')
/** Long enough to look at a server that is about to stop. */
const env = { RIGHTFUL_DRAIN_SECONDS: '1', RIGHTFUL_STOP_WITHIN_SECONDS: '10', RIGHTFUL_LOG_LEVEL: 'debug' }

let server: ServerProcess
let key = ''
before(async () => {
  server = await startServerProcess(directory, env)
  key = /^ {4}(rf_live_\S+)$/m.exec(server.greeting())?.[1] ?? ''
})
after(async () => {
  if (server.child.exitCode === null) await server.end('SIGKILL')
  await sleep(500)
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function get(path: string): Promise<Response> {
  return fetch(server.url + path, { headers: { authorization: `Bearer ${key}` } })
}

describe('the first start, in an empty directory', () => {
  test('tells what it made, its key this once, and a command that posts a lead', () => {
    assert.match(server.greeting(), /^Rightful serves at http:\/\/127\.0\.0\.1:\d+ on its embedded PostgreSQL\./)
    assert.match(server.greeting(), /Made the workspace "demo" and its first API key, which is shown only now:/)
    assert.equal(server.greeting().split(key).length, 3, 'alone, and in the command')
    assert.equal(server.log().includes(key), false)
  })

  test('tells first, and as a link, how to make the user who can sign in', async () => {
    const [, welcome = '', token = ''] = /^ {4}(http:\/\/\S+\/welcome)#(rf_set_\S+)$/m.exec(server.greeting()) ?? []
    assert.equal(welcome, `${server.url}/welcome`)
    assert.ok(server.greeting().indexOf(token) < server.greeting().indexOf(key))
    assert.equal(server.log().includes(token), false)
    const made = await fetch(`${server.url}/v1/setup`, {
      method: 'POST',
      headers: { origin: server.url, 'content-type': 'application/json' },
      body: JSON.stringify({ token, email: 'ada@example.com', name: 'Ada', password: 'correct horse battery staple' }),
    })
    assert.equal(made.status, 201)
  })

  test('routes the lead that the command posts', async () => {
    const command = /curl -s [\s\S]*'$/m.exec(server.greeting().trimEnd())?.[0]
    assert.ok(command !== undefined)
    const lead: Record<string, unknown> = JSON.parse(execFileSync('bash', ['-c', command], { encoding: 'utf8' }))
    assert.ok(['assigned', 'held'].includes(String(lead['state'])), JSON.stringify(lead))
    assert.equal(typeof lead['reason'], 'string')
    const why = await get(`/v1/decisions/${String(lead['decision_id'])}/why`)
    assert.match(JSON.stringify(await why.json()), /by policy inbound/)
  })

  test('logs each batch on one line, with nothing that names the person', () => {
    const lines = server.log().trimEnd().split('\n')
    const batches = lines.filter((line) => line.includes('a batch was committed'))
    assert.ok(batches.length >= 1)
    for (const line of lines) {
      const parsed: unknown = JSON.parse(line)
      assert.ok(typeof parsed === 'object')
    }
    assert.doesNotMatch(server.log(), /petra|kraftwerk/i)
  })

  test('shows every figure of the reference, and no other', async () => {
    const page = readFileSync(join(import.meta.dirname, '../docs/reference/metrics.md'), 'utf8')
    const documented = [...page.matchAll(/^\| `(rightful_\w+)` \| (\w+) \| (.*?) \| (.+) \|$/gm)].map(
      ([, name, kind, , help]) => `${name} ${kind} ${help}`,
    )
    const text = await (await get('/metrics')).text()
    const kinds = new Map([...text.matchAll(/^# TYPE (rightful_\w+) (\w+)$/gm)].map(([, name, kind]) => [name, kind]))
    const served = [...text.matchAll(/^# HELP (rightful_\w+) (.*)$/gm)].map(
      ([, name, help]) => `${name} ${kinds.get(name)} ${help}`,
    )
    assert.ok(served.length >= 20)
    assert.deepEqual(documented.toSorted(), served.toSorted())
    assert.match(text, /^rightful_leads_total\{lane="web",outcome="(assigned|held)"\} 1$/m)
    assert.match(text, /^rightful_lead_commit_seconds_count\{lane="web"\} 1$/m)
  })

  test('keeps a second server off its directory, and says who has it', async () => {
    const second = await runServerProcess(directory)
    assert.equal(second.code, 1)
    assert.equal(second.stdout, '')
    assert.match(second.stderr, new RegExp(`Rightful \\(process ${server.child.pid}, .*serves .*Stop that one`))
    assert.equal((await get('/readyz')).status, 200)
  })
})

describe('settings that cannot be used', () => {
  test('are all told, and the server ends with 78', async () => {
    const refused = await runServerProcess(join(folder, 'other'), {
      RIGHTFUL_PORT: 'x',
      RIGHTFUL_HOST: '0.0.0.0',
      RIGHTFUL_COLOUR: 'red',
    })
    assert.equal(refused.code, 78)
    for (const name of ['RIGHTFUL_PORT', 'RIGHTFUL_HOST', 'RIGHTFUL_COLOUR'])
      assert.match(refused.stderr, new RegExp(`^${name}: `, 'm'))
  })
})

describe('a server that is told to stop', () => {
  test('says so at once, takes everything for a while yet, and ends with 0 in time', async () => {
    const beganMs = performance.now()
    const ended = server.end('SIGTERM')
    await sleep(200)
    const ready = await get('/readyz')
    assert.equal(ready.status, 503)
    assert.match(await ready.text(), /"stopping"/)
    const posted = await fetch(`${server.url}/v1/leads`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ attributes: { country: 'US' }, external_id: 'late' }),
    })
    assert.equal(posted.status, 201)
    assert.equal(await ended, 0)
    assert.ok(performance.now() - beganMs < 12_000)
    await assert.rejects(get('/readyz'))
  })

  test('finds everything there when it is started again, and shows no key', async () => {
    server = await startServerProcess(directory, { ...env, RIGHTFUL_DRAIN_SECONDS: '60' })
    assert.doesNotMatch(server.greeting(), /rf_live_|rf_set_|Made the workspace/)
    const answer: { readonly data: readonly unknown[] } = JSON.parse(await (await get('/v1/leads')).text())
    assert.equal(answer.data.length, 2)
  })

  test('ends at once when it is told again, but not by the echo of the first time', async () => {
    const ended = server.end('SIGTERM')
    server.child.kill('SIGTERM')
    while (!server.log().includes('"stopping"')) await sleep(10)
    await sleep(1000)
    assert.equal(server.child.exitCode, null)
    const beganMs = performance.now()
    server.child.kill('SIGTERM')
    assert.equal(await ended, 143)
    assert.ok(performance.now() - beganMs < 10_000)
  })
})

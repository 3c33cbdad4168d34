import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, before, describe, test } from 'node:test'
import { exampleFile } from '../testing/example-files.ts'
import { type CommandRun, runCommand } from '../testing/run-command.ts'

const folder = mkdtempSync('/tmp/rightful-apply-')
chmodSync(folder, 0o755)
const policyPath = join(folder, 'policy.yaml')
const main = join(import.meta.dirname, '..', 'main.ts')
const original = readFileSync(exampleFile('policy.yaml'), 'utf8')
writeFileSync(policyPath, original)
writeFileSync(join(folder, 'territories.csv'), readFileSync(exampleFile('territories.csv')))

let server: ChildProcess
let url = ''
let key = ''
let governor = ''
before(async () => {
  const directory = join(folder, 'data')
  const args = [main, 'serve', '--data-directory', directory, '--port', '0']
  server = spawn(process.execPath, args, { env: { PATH: process.env['PATH'] }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  server.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  server.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  while (!/serves at/.test(said) || !/-d '/.test(said)) {
    assert.equal(server.exitCode, null, said)
    await sleep(20)
  }
  url = /serves at (http:\S+) /.exec(said)?.[1] ?? ''
  key = await makeKey('ci', 'policies:read,policies:propose,policies:write,policies:apply', directory)
  governor = await makeKey('governor', 'access:write,policies:bypass,policies:apply', directory)
})
after(async () => {
  if (server.exitCode === null && server.signalCode === null) {
    server.kill('SIGKILL')
    await once(server, 'exit')
  }
  await sleep(300)
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function makeKey(name: string, scopes: string, directory: string): Promise<string> {
  const made = await runCommand(['keys', 'create', name, '--scopes', scopes, '--data-directory', directory, '--json'])
  return JSON.parse(made.stdout).key
}

function policy(...args: readonly string[]): Promise<CommandRun> {
  return runCommand(['policy', ...args], '', { RIGHTFUL_URL: url, RIGHTFUL_KEY: key })
}

async function govern(method: string, path: string, body: unknown): Promise<void> {
  const response = await fetch(url + path, {
    method,
    headers: { Authorization: `Bearer ${governor}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  assert.ok(response.ok, await response.text())
}

/** Writes the policy with a route more, and gives its id. */
function addRoute(id: string): void {
  const text = readFileSync(policyPath, 'utf8')
  writeFileSync(
    policyPath,
    text.replace('routes:\n', `routes:\n  - { id: ${id}, when: 'country == "LI"', to: [pool: dach] }\n`),
  )
}

describe('a policy in a repository', () => {
  test('means what is active until it is edited', async () => {
    const plan = await policy('plan', policyPath)
    assert.equal(plan.code, 0, plan.stdout + plan.stderr)
    assert.match(plan.stdout, /^active version 1 → .*policy\.yaml: it means the same\n/)
  })

  test('is active at once where nothing is reviewed yet', async () => {
    addRoute('first')
    const plan = await policy('plan', policyPath)
    assert.equal(plan.code, 3, plan.stdout + plan.stderr)
    assert.match(plan.stdout, /Route first was added at place 1[\s\S]*It would be active at once\.\n$/)
    const applied = await policy('apply', policyPath)
    assert.equal(applied.code, 0, applied.stdout + applied.stderr)
    assert.match(applied.stdout, /It is active\. Version 2\.\n$/)
  })

  test('waits for approval where it is reviewed; asked again, it is the same change', async () => {
    await govern('PUT', '/v1/review-rules', { rules: [] })
    addRoute('second')
    const waiting = await policy('apply', policyPath, '--json')
    assert.equal(waiting.code, 3, waiting.stdout + waiting.stderr)
    const again = await policy('apply', policyPath, '--json')
    const { state, change_id: changeId } = JSON.parse(again.stdout)
    assert.deepEqual([state, changeId], ['in_review', JSON.parse(waiting.stdout).change_id])
    await govern('POST', `/v1/changes/${changeId}/break-glass`, { reason: 'A test has nobody who approves.' })
    assert.equal((await policy('plan', policyPath)).code, 0)
  })

  test('shows what was made active elsewhere since', async () => {
    await govern('POST', '/v1/policies/rollback', { version: 1, reason: 'Elsewhere.' })
    const plan = await policy('plan', policyPath)
    assert.equal(plan.code, 3)
    assert.match(plan.stdout, /drift: version 4 was made elsewhere after version 3.*:\n {2}Route second was removed/)
  })

  test('with errors changes nothing', async () => {
    writeFileSync(policyPath, original.replaceAll('pool: dach]', 'pool: dachh]'))
    const plan = await policy('plan', policyPath)
    assert.equal(plan.code, 1)
    assert.match(plan.stdout, /dachh/)
    const applied = await policy('apply', policyPath)
    assert.equal(applied.code, 1)
    assert.match(applied.stderr, /The policy has errors\./)
  })

  test('needs a server', async () => {
    const run = await runCommand(['policy', 'plan', policyPath])
    assert.equal(run.code, 2)
    assert.match(run.stderr, /--url: A server has to be named\./)
  })
})

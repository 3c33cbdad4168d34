import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, before, describe, test } from 'node:test'
import { createClient } from '@rightful/contract'
import { type CommandRun, runCommand } from '../testing/run-command.ts'

const folder = mkdtempSync('/tmp/rightful-what-if-')
chmodSync(folder, 0o755)
const policyPath = join(folder, 'next.yaml')
const fields = 'policy: next\nfields:\n  country: { type: country }\n'
writeFileSync(policyPath, `${fields}routes:\n  - { id: all, when: true, to: [hold: later] }\n`)

let server: ChildProcess
let url = ''
let key = ''
before(async () => {
  const main = join(import.meta.dirname, '..', 'main.ts')
  const args = [main, 'serve', '--data-directory', join(folder, 'data'), '--port', '0']
  server = spawn(process.execPath, args, { env: { PATH: process.env['PATH'] }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  server.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  server.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  while (!/serves at/.test(said) || !/-d '/.test(said)) {
    assert.equal(server.exitCode, null, said)
    await sleep(20)
  }
  url = /serves at (http:\S+) /.exec(said)?.[1] ?? ''
  key = /^ {4}(rf_live_\S+)$/m.exec(said)?.[1] ?? ''
  const client = createClient({ baseUrl: url, apiKey: key })
  for (const country of ['DE', 'US', 'FR'])
    await client.postLead({ attributes: { country, employees: 800, consent: 'yes' } })
})
after(async () => {
  if (server.exitCode === null && server.signalCode === null) {
    server.kill('SIGKILL')
    await once(server, 'exit')
  }
  await sleep(300)
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

function whatIf(...args: readonly string[]): Promise<CommandRun> {
  return runCommand(['what-if', '--policy', policyPath, ...args], '', { RIGHTFUL_URL: url, RIGHTFUL_KEY: key })
}

describe('what-if', () => {
  test('says who loses how many leads, and ends with 1 when any goes elsewhere', async () => {
    const { code, stdout, stderr } = await whatIf('--days', '1')
    assert.equal(code, 1, stderr)
    assert.match(stdout, /^\S+ version 1 \(\w{7}\) → next \(\w{7}\): 3 of 3 leads/)
    assert.match(stdout, /assigned → held: 3/)
    assert.match(stdout, /^ *\(none\) +0 +3 +\+3 +-0$/m)
  })

  test('ends with 0 when nothing comes that would go elsewhere', async () => {
    const { code, stdout } = await whatIf('--filter', 'country == "JP"', '--json')
    const { state, result } = JSON.parse(stdout)
    assert.deepEqual([code, state, result.lead_count], [0, 'done', 0])
  })

  test('needs a server, and a filter that can be read', async () => {
    assert.equal((await runCommand(['what-if', '--policy', policyPath])).code, 2)
    const { code, stderr } = await whatIf('--filter', 'contry == "JP"')
    assert.equal(code, 1)
    assert.match(stderr, /contry/)
  })
})

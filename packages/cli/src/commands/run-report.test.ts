import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@rightful/contract'
import { runCommand } from '../testing/run-command.ts'

const folder = mkdtempSync('/tmp/rightful-report-')
chmodSync(folder, 0o755)
const here = ['--data-directory', join(folder, 'data')]

let server: ChildProcess
let asked: Record<string, string> = {}
before(async () => {
  const args = [join(import.meta.dirname, '..', 'main.ts'), 'serve', ...here, '--port', '0']
  server = spawn(process.execPath, args, { env: { PATH: process.env['PATH'] }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  server.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  server.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  while (!/serves at/.test(said) || !/-d '/.test(said)) {
    assert.equal(server.exitCode, null, said)
    await sleep(20)
  }
  const url = /serves at (http:\S+) /.exec(said)?.[1] ?? ''
  const key = /^ {4}(rf_live_\S+)$/m.exec(said)?.[1] ?? ''
  asked = { RIGHTFUL_URL: url, RIGHTFUL_KEY: key }
  const client = createClient({ baseUrl: url, apiKey: key })
  for (const country of ['DE', 'US', 'JP'])
    await client.postLead({ attributes: { country, employees: 800, consent: 'yes' } })
})
after(async () => {
  server.kill('SIGTERM')
  if (server.exitCode === null) await once(server, 'exit')
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

describe('rightful report', () => {
  const today = Temporal.Now.plainDateISO('UTC')
  const period = ['--from', today.toString(), '--to', today.add({ days: 1 }).toString()]
  const held = (format: string): readonly string[] => ['report', 'held', ...period, '--by', '', '--format', format]

  test('is the same beside the server and over HTTP, as JSON, as CSV and as a table', async () => {
    const [over, beside] = [await runCommand(held('json'), '', asked), await runCommand([...held('json'), ...here])]
    assert.equal(over.code, 0, over.stderr)
    const { rows }: { readonly rows: readonly unknown[] } = JSON.parse(over.stdout)
    assert.deepEqual(rows, JSON.parse(beside.stdout).rows)
    const csv = await runCommand(held('csv'), '', asked)
    assert.match(csv.stdout, /^leads,decided,held,.*\r\n3,3,/)
    assert.match(
      (await runCommand([...held('table'), ...here])).stdout,
      /^Leads that waited.*UTC\n\n {2}leads {2}decided/,
    )
  })

  test('says why it cannot be made', async () => {
    const unknown = await runCommand(['report', 'weather', ...here])
    assert.equal(unknown.code, 2)
    assert.match(unknown.stderr, /There are assignment-latency, /)
    assert.match((await runCommand([...held('json'), '--zone', 'Mars', ...here])).stderr, /Mars is no zone/)
    assert.match((await runCommand([...held('json'), '--zone', 'Mars'], '', asked)).stderr, /Mars is no zone/)
  })
})

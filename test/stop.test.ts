import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, test } from 'node:test'
import { openStore, readConfig, reportVerification } from '@rightful/server'
import { startServerProcess } from './server-process.ts'

const folder = mkdtempSync('/tmp/rightful-stop-')
chmodSync(folder, 0o755)
after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

const isLong = process.env['RIGHTFUL_LONG'] === '1'
const rounds = isLong ? 20 : 1
const clients = 16

/** What a client remembers of a lead that it posted. */
type Posted = { readonly id: string; readonly answer: 'acknowledged' | 'refused' | 'unknown' }

/** Posts one lead after the other until nobody listens any more, into a list that all clients share. */
async function postUntilClosed(
  url: string,
  key: string,
  to: { readonly name: string; readonly posted: Posted[] },
): Promise<void> {
  const { name, posted } = to
  for (let count = 0; ; count += 1) {
    const id = `${name}-${count}`
    try {
      const response = await fetch(`${url}/v1/leads`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ attributes: { country: 'US', employees: count }, external_id: id }),
      })
      const body: unknown = await response.json()
      assert.ok(response.status === 201 || response.status === 503, `${response.status} ${JSON.stringify(body)}`)
      posted.push({ id, answer: response.status === 201 ? 'acknowledged' : 'refused' })
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error
      // Refused at the door, or cut off: the latter may have been stored, which nobody was told.
      const isRefused = JSON.stringify(codesOf(error)).includes('ECONNREFUSED')
      posted.push({ id, answer: isRefused ? 'refused' : 'unknown' })
      if (isRefused) return
    }
  }
}

function codesOf(error: unknown): readonly unknown[] {
  if (!(error instanceof Error)) return []
  const code = 'code' in error ? error.code : null
  return [code, ...codesOf(error.cause)]
}

async function storedIds(directory: string): Promise<ReadonlySet<string>> {
  const reading = readConfig({ RIGHTFUL_DATA_DIRECTORY: directory })
  assert.ok(reading.kind === 'ready')
  const store = await openStore(reading.config)
  try {
    const rows = await store.db.query<{ workspaceId: string; key: string }>(
      `select lead_key.workspace_id as "workspaceId", lead_key.key from lead_key where lead_key.kind = 'external'`,
    )
    const workspaceId = rows[0]?.workspaceId ?? ''
    const report = await reportVerification(store.db, { workspaceId, workspace: 'demo' })
    assert.deepEqual(
      report.laws.flatMap(({ violations }) => violations),
      [],
    )
    return new Set(rows.map(({ key }) => key))
  } finally {
    await store.close()
  }
}

test('leads posted while a server stops are answered and stored, or refused; none that was acknowledged is lost', async () => {
  const directory = join(folder, 'data')
  let key = ''
  const all: Posted[] = []
  for (let round = 0; round < rounds; round += 1) {
    const server = await startServerProcess(directory)
    key = /^ {4}(rf_live_\S+)$/m.exec(server.greeting())?.[1] ?? key
    const posted: Posted[] = []
    const posting = Array.from({ length: clients }, (_, index) =>
      postUntilClosed(server.url, key, { name: `round-${round}-client-${index}`, posted }),
    )
    // In full swing, and not at the same point each time.
    while (posted.length < 100 + 37 * round) await sleep(10)
    assert.equal(await server.end('SIGTERM'), 0, server.log())
    await Promise.all(posting)
    all.push(...posted)
  }
  const stored = await storedIds(directory)
  const lost = all.filter(({ id, answer }) => answer === 'acknowledged' && !stored.has(id))
  const forgotten = all.filter(({ id, answer }) => answer === 'refused' && stored.has(id))
  assert.deepEqual([lost, forgotten], [[], []])
  const acknowledged = all.filter(({ answer }) => answer === 'acknowledged').length
  assert.ok(acknowledged >= 100 * rounds, `only ${acknowledged} were posted`)
})

test('a receiver that does not answer holds no server up', async () => {
  const receiver = createServer(() => undefined).listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  const address = receiver.address()
  assert.ok(typeof address === 'object' && address !== null)
  const server = await startServerProcess(join(folder, 'slow'), {
    RIGHTFUL_ALLOW_PRIVATE_DESTINATIONS: 'true',
    RIGHTFUL_STOP_WITHIN_SECONDS: '1',
  })
  const key = /^ {4}(rf_live_\S+)$/m.exec(server.greeting())?.[1] ?? ''
  const post = async (path: string, body: unknown): Promise<number> => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const sent = { method: 'POST', headers, body: JSON.stringify(body) }
    const response = await fetch(server.url + path, sent)
    await response.text()
    return response.status
  }
  const asked = once(receiver, 'request')
  const url = `http://127.0.0.1:${address.port}/`
  assert.equal(await post('/v1/destinations', { kind: 'webhook', name: 'slow', url }), 201)
  assert.equal(await post('/v1/leads', { attributes: { country: 'US' } }), 201)
  await asked
  const beganMs = performance.now()
  assert.equal(await server.end('SIGTERM'), 0)
  const tookMs = performance.now() - beganMs
  receiver.closeAllConnections()
  receiver.close()
  assert.ok(tookMs < 9000, `it took ${tookMs} ms`)
  assert.match(server.log(), /"late":\["workers"/)
})

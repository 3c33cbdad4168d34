import assert from 'node:assert/strict'
import { createServer, type RequestListener, type Server } from 'node:http'
import { after, describe, test } from 'node:test'
import { createOutbound, type OutboundOptions } from './create-outbound.ts'

const post = { headers: { 'content-type': 'application/json' }, body: '{}' }

async function listen(listener: RequestListener): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  after(() => {
    server.close()
    server.closeAllConnections()
  })
  return { server, url: `http://127.0.0.1:${address.port}/` }
}

function open(options: Partial<OutboundOptions> = {}) {
  const outbound = createOutbound({ allowPlain: true, allowPrivate: true, ...options })
  after(() => outbound.close())
  return outbound
}

describe('the way out', () => {
  const strict = open({ allowPrivate: false })

  for (const [url, what] of [
    ['http://127.0.0.1/', 'loopback'],
    ['http://127.1/', 'loopback in short'],
    ['http://2130706433/', 'loopback in decimal'],
    ['http://0x7f000001/', 'loopback in hexadecimal'],
    ['http://0177.0.0.1/', 'loopback in octal'],
    ['http://127.0.0.1./', 'loopback with a final dot'],
    ['http://１２７.0.0.1/', 'loopback in wide digits'],
    ['http://0.0.0.0/', 'no address'],
    ['http://[::]/', 'no address in IPv6'],
    ['http://[::1]/', 'loopback in IPv6'],
    ['http://[::ffff:127.0.0.1]/', 'loopback mapped into IPv6'],
    ['http://[::ffff:7f00:1]/', 'loopback mapped, in hexadecimal'],
    ['http://[::127.0.0.1]/', 'loopback in the oldest notation'],
    ['http://[64:ff9b::a9fe:a9fe]/', 'metadata behind a translator'],
    ['http://[2002:7f00:1::]/', 'loopback behind a tunnel'],
    ['http://169.254.169.254/latest/meta-data/', 'metadata of clouds'],
    ['http://[fd00:ec2::254]/', 'metadata of a cloud in IPv6'],
    ['http://[fe80::1]/', 'link-local'],
    ['http://[fec0::1]/', 'site-local'],
    ['http://10.1.2.3/', 'private'],
    ['http://172.16.0.1/', 'private'],
    ['http://192.168.1.1/', 'private'],
    ['http://100.100.100.200/', 'of a carrier'],
    ['http://224.0.0.1/', 'multicast'],
    ['http://255.255.255.255/', 'broadcast'],
    ['http://198.18.0.1/', 'for measurements'],
    ['http://192.0.2.1/', 'for documents'],
    ['http://[2001:db8::1]/', 'for documents in IPv6'],
  ] as const) {
    test(`does not lead to ${url}: ${what}`, async () => {
      assert.deepEqual(await strict.post({ ...post, url }), { kind: 'failed', code: 'address_forbidden' })
    })
  }

  test('leads to public addresses', () => {
    for (const url of ['http://93.184.216.34/', 'https://[2606:2800:220:1::1]/', 'https://example.com/']) {
      assert.equal(strict.objection(url), null, url)
    }
  })

  test('does not lead to names that mean an address of ours, not even beside a public one', async () => {
    for (const address of ['127.0.0.1', '10.0.0.7', '169.254.169.254', '::ffff:192.168.0.1', '::1']) {
      const family = address.includes(':') ? 6 : 4
      const outbound = open({
        allowPrivate: false,
        resolve: async () => [
          { address: '93.184.216.34', family: 4 },
          { address, family },
        ],
      })
      const reply = await outbound.post({ ...post, url: 'http://hooks.example/' })
      assert.deepEqual(reply, { kind: 'failed', code: 'address_forbidden' })
      await assert.rejects(outbound.addressOf('hooks.example'), { code: 'address_forbidden' })
    }
    const reply = await strict.post({ ...post, url: 'http://localhost/' })
    assert.deepEqual(reply, { kind: 'failed', code: 'address_forbidden' })
    await assert.rejects(strict.addressOf('127.1'), { code: 'address_forbidden' })
  })

  test('leads to private addresses where the operator allows it, and even then not to link-local ones', async () => {
    const { url } = await listen((_, answer) => answer.end('ok'))
    const outbound = open()
    assert.deepEqual(await outbound.post({ ...post, url }), {
      kind: 'answered',
      status: 200,
      retryAfter: null,
      text: 'ok',
    })
    assert.equal(outbound.objection('http://10.0.0.1/'), null)
    assert.equal(outbound.objection('http://169.254.169.254/'), 'address_forbidden')
    assert.equal(outbound.objection('http://[::ffff:169.254.169.254]/'), 'address_forbidden')
  })

  test('connects to the address that was checked, whatever the name means a moment later', async () => {
    const { url } = await listen((_, answer) => answer.end('first'))
    let asked = 0
    const outbound = open({
      resolve: async () => {
        asked += 1
        return [{ address: asked === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }]
      },
    })
    const named = url.replace('127.0.0.1', 'rebound.example')
    assert.equal((await outbound.post({ ...post, url: named })).kind, 'answered')
    assert.equal(asked, 1)
  })

  test('is by https unless plain http is allowed, without credentials, and to URLs only', () => {
    const outbound = open({ allowPlain: false })
    assert.equal(outbound.objection('http://example.com/'), 'scheme_forbidden')
    assert.equal(outbound.objection('ftp://example.com/'), 'scheme_forbidden')
    assert.equal(outbound.objection('file:///etc/passwd'), 'scheme_forbidden')
    assert.equal(outbound.objection('https://user:word@example.com/'), 'credentials_in_url')
    assert.equal(outbound.objection('example.com'), 'url_invalid')
  })

  test('ends at a redirect', async () => {
    let followed = 0
    const target = await listen((_, answer) => {
      followed += 1
      answer.end()
    })
    for (const status of [301, 302, 307, 308]) {
      const { url } = await listen((_, answer) => answer.writeHead(status, { location: target.url }).end())
      assert.deepEqual(await open().post({ ...post, url }), { kind: 'failed', code: 'redirected' })
    }
    assert.equal(followed, 0)
  })

  test('reads 64 kB of an answer and hangs up on the rest', async () => {
    let sent = 0
    const hungUp = Promise.withResolvers<void>()
    const { url } = await listen((_, answer) => {
      answer.on('close', () => hungUp.resolve())
      const more = (): void => {
        while (!answer.destroyed && answer.write('x'.repeat(16_384))) sent += 16_384
        sent += 16_384
        if (!answer.destroyed) answer.once('drain', more)
      }
      more()
    })
    const reply = await open().post({ ...post, url })
    assert.ok(reply.kind === 'answered' && reply.status === 200)
    assert.equal(reply.text.length, 65_536)
    await hungUp.promise
    assert.ok(sent < 50_000_000, `${sent} bytes were sent`)
  })

  test('gives up on those who say nothing, begin an answer and fall silent, or hang up', async () => {
    const short = { headersTimeoutMs: 100, bodyTimeoutMs: 100, totalTimeoutMs: 1500 }
    const silent = await listen(() => undefined)
    assert.deepEqual(await open(short).post({ ...post, url: silent.url }), { kind: 'failed', code: 'timed_out' })
    const trailing = await listen((_, answer) => answer.writeHead(500).write('x'))
    const reply = await open(short).post({ ...post, url: trailing.url })
    assert.ok(reply.kind === 'answered' && reply.status === 500)
    const closing = await listen((incoming) => incoming.socket.destroy())
    assert.deepEqual(await open(short).post({ ...post, url: closing.url }), { kind: 'failed', code: 'unreachable' })
    const dribbling = await listen((_, answer) => {
      answer.writeHead(200)
      const timer = setInterval(() => answer.write('x'), 20)
      answer.on('close', () => clearInterval(timer))
    })
    const began = performance.now()
    await open({ ...short, totalTimeoutMs: 300 }).post({ ...post, url: dribbling.url })
    assert.ok(performance.now() - began < 1400, 'a trickle is cut off when the time is over')
  })
})

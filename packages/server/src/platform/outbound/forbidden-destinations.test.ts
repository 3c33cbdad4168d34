import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { after, before, describe, test } from 'node:test'
import type { Resolve } from './checked-lookup.ts'
import { createOutbound } from './create-outbound.ts'

/** Hosts that must not be called, in every way they can be written; `PORT` is where something listens on this machine. */
const hosts: readonly string[] = `
  127.0.0.1 127.1 127.0.1 127.0.0.1. 127.255.255.254 2130706433 017700000001 0x7f000001 0x7f.0.0.1 0x7f.1
  0177.0.0.1 0177.1 0x7F.0x0.0x0.0x1 127.0x0.0.01 00000177.0.0.1 １２７.0.0.1 ①②⑦.⓪.⓪.① 127。0。0。1 %31%32%37.0.0.1
  127.0.0.%31 0.0.0.0 0 0x0 0.1.2.3 [::] [::1] [0:0:0:0:0:0:0:1] [0000::0001] [::ffff:127.0.0.1] [::ffff:7f00:1]
  [::FFFF:0a00:0001] [::127.0.0.1] [::7f00:1] [::ffff:0:127.0.0.1] [64:ff9b::127.0.0.1] [64:ff9b::a9fe:a9fe]
  [64:ff9b:1::7f00:1] [2002:7f00:1::] [2002:a9fe:a9fe::1] [2001:0:7f00:1::] [2001::1] [2606:4700::5efe:127.0.0.1]
  [2606:4700::200:5efe:a00:1] [fe80::1] [febf::1] [fec0::1] [fc00::1] [fd12:3456::1] [ff02::1] [100::1]
  [2001:db8::1] [2001:2::1] [2001:10::1] [3fff::1] [5f00::1] 10.0.0.1 10.255.255.255 0xa.1 167772161 172.16.0.1
  172.31.255.255 192.168.0.1 3232235521 100.64.0.1 100.127.255.255 169.254.0.1 192.0.0.1 192.0.2.1 198.18.0.1
  198.51.100.1 203.0.113.1 192.88.99.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 4294967295 localhost
  LOCALHOST LocalHost
`
  .trim()
  .split(/\s+/)

/** Where clouds keep secrets; not even where private addresses are allowed. */
const metadata: readonly string[] = `
  169.254.169.254 2852039166 0xa9fea9fe 0251.0376.0251.0376 169.254.43518 [::ffff:169.254.169.254]
  [::ffff:a9fe:a9fe] 169.254.170.2 168.63.129.16 0xa83f8110 100.100.100.200 192.0.0.192 [fd00:ec2::254]
  [fd20:ce::254] [fd00:0ec2:0:0::0254] [64:ff9b::a9fe:a9fe]
`
  .trim()
  .split(/\s+/)

/** URLs that are refused before any name is looked up. */
const urls: readonly (readonly [string, string])[] = [
  ['http://someone@127.0.0.1:PORT/', 'credentials_in_url'],
  ['http://example.com@127.0.0.1:PORT/', 'credentials_in_url'],
  ['http://example.com:80@127.0.0.1:PORT/', 'credentials_in_url'],
  ['http://:word@example.com:PORT/', 'credentials_in_url'],
  ['http://127.0.0.1:PORT#@example.com/', 'address_forbidden'],
  ['http://127.0.0.1:PORT?@example.com/', 'address_forbidden'],
  ['http:\\\\127.0.0.1:PORT\\', 'address_forbidden'],
  ['http:127.0.0.1:PORT', 'address_forbidden'],
  ['http:////127.0.0.1:PORT/', 'address_forbidden'],
  ['\thttp://127.0.0.1:PORT/\n', 'address_forbidden'],
  ['ht\ntp://127.0.\t0.1:PORT/', 'address_forbidden'],
  ['http://127.0.0.1:22/', 'address_forbidden'],
  ['http://127.0.0.1:6379/', 'address_forbidden'],
  ['https://[::1]:5432/', 'address_forbidden'],
  ['http://127.0.0.1%00.example.com/', 'url_invalid'],
  ['http://[fe80::1%25eth0]/', 'url_invalid'],
  ['http://256.256.256.256/', 'url_invalid'],
  ['http://127.0.0.1:99999/', 'url_invalid'],
  ['//127.0.0.1:PORT/', 'url_invalid'],
  ['file:///etc/passwd', 'scheme_forbidden'],
  ['gopher://127.0.0.1:PORT/_x', 'scheme_forbidden'],
  ['unix:///var/run/docker.sock', 'scheme_forbidden'],
  ['ftp://127.0.0.1:PORT/', 'scheme_forbidden'],
  ['data:text/plain,x', 'scheme_forbidden'],
  ['ws://127.0.0.1:PORT/', 'scheme_forbidden'],
]

const PUBLIC = '93.184.216.34'
let reached = 0
const listeners = ['127.0.0.1', '::1'].map((host) => ({ host, server: createServer((socket) => socket.destroy()) }))
let port = 0
before(async () => {
  for (const { host, server } of listeners) {
    server.on('connection', () => (reached += 1))
    const isListening = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(port, host, () => resolve(true))
    })
    const address = server.address()
    // A machine without IPv6 has one listener less, and nothing to be reached by it.
    if (isListening && address !== null && typeof address === 'object') port = address.port
  }
})
after(() => listeners.forEach(({ server }) => server.close()))

function open({ resolve, allowPrivate = false }: { readonly resolve?: Resolve; readonly allowPrivate?: boolean } = {}) {
  const outbound = createOutbound({ allowPlain: true, allowPrivate, ...(resolve === undefined ? {} : { resolve }) })
  after(() => outbound.close())
  return outbound
}

const message = { headers: {}, body: '{}' }
const isPlainName = (host: string): boolean => /^localhost/i.test(host)

describe('nothing of our own network is reached', () => {
  test('by any writing of an address, whether to be read, posted to, or sent mail', async () => {
    const outbound = open()
    const all = [...hosts, ...metadata]
    assert.ok(all.length >= 60 && new Set(all).size >= all.length - 1)
    for (const host of all) {
      const url = `http://${host}:${port}/`
      const refused = { kind: 'failed', code: 'address_forbidden' }
      if (!isPlainName(host)) assert.equal(outbound.objection(url), 'address_forbidden', host)
      assert.deepEqual(await outbound.post({ ...message, url }), refused, host)
      assert.deepEqual(await outbound.get({ headers: {}, bytesMax: 100, url }), refused, host)
      await assert.rejects(outbound.addressOf(host), { code: 'address_forbidden' }, host)
    }
    assert.equal(reached, 0)
  })

  test('by any writing of a URL', async () => {
    const outbound = open()
    for (const [written, code] of urls) {
      const url = written.replace('PORT', String(port))
      assert.deepEqual(await outbound.post({ ...message, url }), { kind: 'failed', code }, url)
      assert.deepEqual(await outbound.get({ headers: {}, bytesMax: 100, url }), { kind: 'failed', code }, url)
    }
    assert.equal(reached, 0)
  })

  test('nor the metadata of a cloud where private addresses are allowed', async () => {
    const outbound = open({ allowPrivate: true })
    for (const host of metadata) assert.equal(outbound.objection(`http://${host}/`), 'address_forbidden', host)
    for (const address of ['169.254.169.254', 'fd00:ec2::254', '168.63.129.16', '100.100.100.200']) {
      const named = open({
        allowPrivate: true,
        resolve: async () => [{ address, family: address.includes(':') ? 6 : 4 }],
      })
      const reply = await named.post({ ...message, url: 'http://metadata.google.internal/' })
      assert.deepEqual(reply, { kind: 'failed', code: 'address_forbidden' }, address)
    }
  })

  test('by a name that means something else each time it is asked', async () => {
    let asked = 0
    const answers = [PUBLIC, '127.0.0.1', '::1', '::ffff:127.0.0.1', '169.254.169.254', 'fd00:ec2::254', '0.0.0.0']
    const resolve: Resolve = async () => {
      const address = answers[asked % answers.length] ?? PUBLIC
      asked += 1
      return [{ address, family: address.includes(':') ? 6 : 4 }]
    }
    const outbound = open({ resolve })
    assert.equal(await outbound.addressOf('rebound.example'), PUBLIC)
    assert.equal(asked, 1, 'what was checked is what is connected to')
    for (const _ of answers.slice(1)) {
      const reply = await outbound.post({ ...message, url: `http://rebound.example:${port}/` })
      assert.deepEqual(reply, { kind: 'failed', code: 'address_forbidden' })
    }
    assert.equal(asked, answers.length)
    assert.equal(reached, 0)
  })

  test('by a name with one address that is ours among public ones, wherever it stands', async () => {
    for (const at of [0, 1, 2]) {
      const addresses = [PUBLIC, '93.184.216.35'].toSpliced(at, 0, '127.0.0.1')
      const outbound = open({ resolve: async () => addresses.map((address) => ({ address, family: 4 })) })
      const reply = await outbound.get({ headers: {}, bytesMax: 100, url: `http://mixed.example:${port}/` })
      assert.deepEqual(reply, { kind: 'failed', code: 'address_forbidden' })
    }
    assert.equal(reached, 0)
  })
})

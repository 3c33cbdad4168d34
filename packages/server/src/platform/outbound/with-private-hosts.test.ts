import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { createOutbound } from './create-outbound.ts'
import { withPrivateHosts } from './with-private-hosts.ts'

let calls = 0
const server = createServer((_, answer) => {
  calls += 1
  answer.end('inside')
})
const outbound = createOutbound({ allowPrivate: false, allowPlain: false })
const named = withPrivateHosts(outbound, ['127.0.0.1', 'Idp.Internal', '169.254.169.254'])
let url = ''
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}/`
})
after(async () => {
  server.close()
  await named.close()
  await outbound.close()
})

const get = { headers: {}, bytesMax: 100 }

describe('a way out with private hosts', () => {
  test('leads to those, and nothing else into the network', async () => {
    const reply = await named.get({ ...get, url })
    assert.equal(reply.kind === 'answered' ? reply.text : reply.code, 'inside')
    assert.equal(named.objection('http://idp.internal/'), null)
    calls = 0
    for (const [other, code] of [
      [url.replace('127.0.0.1', 'localhost'), 'scheme_forbidden'],
      [url.replace('127.0.0.1', '127.0.0.2'), 'scheme_forbidden'],
      [url.replace('http://127.0.0.1', 'https://localhost'), 'address_forbidden'],
      ['https://127.0.0.1.idp.internal.example.invalid/', 'host_unknown'],
    ] as const) {
      assert.deepEqual(await named.get({ ...get, url: other }), { kind: 'failed', code })
    }
    assert.equal(calls, 0)
  })

  test('leads to link-local addresses never, though they are named', async () => {
    const reply = await named.post({ url: 'http://169.254.169.254/', headers: {}, body: '' })
    assert.deepEqual(reply, { kind: 'failed', code: 'address_forbidden' })
  })
})

import assert from 'node:assert/strict'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { describe, test } from 'node:test'
import { pageLink } from './page-link.ts'

/** A request to `host`, which came to port 8787. */
function asking(host: string, remoteAddress = '127.0.0.1', proxyHops = 0) {
  const socket = new Socket()
  Object.defineProperty(socket, 'localPort', { value: 8787 })
  const incoming = new IncomingMessage(socket)
  incoming.headers.host = host
  return { incoming, remoteAddress, proxyHops }
}

describe('a link with a token', () => {
  test('leads to the address that was set, whatever the request says', () => {
    const link = pageLink('https://leads.example', asking('evil.example'))
    assert.equal(link('invite', 'rf_inv_x'), 'https://leads.example/accept#rf_inv_x')
    assert.equal(link('reset', 'rf_rst_x'), 'https://leads.example/reset#rf_rst_x')
  })

  test('leads to the port that the server listens on, for somebody on its machine', () => {
    assert.equal(pageLink(null, asking('localhost:1'))('reset', 't'), 'http://localhost:8787/reset#t')
    assert.equal(pageLink(null, asking('[::1]:8787', '::ffff:127.0.0.1'))('reset', 't'), 'http://[::1]:8787/reset#t')
  })

  test('is not made where the address is only what a request claims', () => {
    assert.equal(pageLink(null, asking('leads.example'))('reset', 't'), null)
    assert.equal(pageLink(null, asking('localhost', '203.0.113.9'))('reset', 't'), null)
    assert.equal(pageLink(null, asking('localhost', '127.0.0.1', 1))('reset', 't'), null)
  })
})

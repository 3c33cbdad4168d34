import assert from 'node:assert/strict'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { describe, test } from 'node:test'
import { RoutingError } from '@rightful/contract'
import fc from 'fast-check'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { etagOf, readIfMatch, requireIfMatch } from './etag.ts'
import { readIdempotencyKey } from './idempotency-key.ts'

function refusedWith(code: string): (error: unknown) => boolean {
  return (error) => error instanceof RoutingError && error.code === code
}

function incoming(headers: Readonly<Record<string, string>>): IncomingMessage {
  const message = new IncomingMessage(new Socket())
  Object.assign(message.headers, headers)
  Object.assign(message, { method: 'POST', url: '/v1/leads' })
  return message
}

describe('a cursor', () => {
  test('comes back as it was', () => {
    const part = fc.oneof(fc.string(), fc.integer())
    fc.assert(
      fc.property(fc.string(), fc.array(part), (list, position) => {
        assert.deepEqual(decodeCursor(list, encodeCursor(list, position)), position)
      }),
    )
  })

  test('of another list, or with any character changed, is refused', () => {
    const cursor = encodeCursor('leads {"state":"held"}', ['019ab2f0-3c1e-7c55-9d0e-5a3f9a1b2c3d'])
    assert.throws(() => decodeCursor('leads {}', cursor), refusedWith('cursor_invalid'))
    for (let index = 0; index < cursor.length; index += 1) {
      const changed = `${cursor.slice(0, index)}${cursor[index] === 'A' ? 'B' : 'A'}${cursor.slice(index + 1)}`
      assert.throws(() => decodeCursor('leads {"state":"held"}', changed), refusedWith('cursor_invalid'))
    }
    assert.throws(() => decodeCursor('leads {}', ''), refusedWith('cursor_invalid'))
  })
})

describe('If-Match', () => {
  test('is the version in quotes, or any', () => {
    assert.equal(readIfMatch(incoming({ 'if-match': etagOf(4711) })), 4711)
    assert.equal(readIfMatch(incoming({ 'if-match': '*' })), null)
    assert.equal(readIfMatch(incoming({})), null)
  })

  test('is refused when it is no ETag of ours, instead of being passed over', () => {
    for (const given of ['4711', 'W/"4711"', '"a"', '"1", "2"', '', '"-1"']) {
      assert.throws(() => readIfMatch(incoming({ 'if-match': given })), refusedWith('invalid_request'), given)
    }
  })

  test('is asked for where a change needs it', () => {
    assert.throws(() => requireIfMatch(incoming({})), refusedWith('precondition_required'))
    assert.equal(requireIfMatch(incoming({ 'if-match': '"3"' })), 3)
  })
})

describe('an Idempotency-Key', () => {
  test('is taken bare or quoted', () => {
    assert.equal(readIdempotencyKey(incoming({ 'idempotency-key': 'a-1' }), {})?.key, 'a-1')
    assert.equal(readIdempotencyKey(incoming({ 'idempotency-key': '"a-1"' }), {})?.key, 'a-1')
    assert.equal(readIdempotencyKey(incoming({}), {}), null)
  })

  test('is refused when it is empty, too long or not visible ASCII', () => {
    for (const key of ['', ' ', 'a b', 'é', 'x'.repeat(201)]) {
      assert.throws(
        () => readIdempotencyKey(incoming({ 'idempotency-key': key }), {}),
        refusedWith('idempotency_key_invalid'),
        key,
      )
    }
  })

  test('comes with the same fingerprint for the same request, whatever the order of its keys, and for no other', () => {
    const of = (body: unknown): string | undefined =>
      readIdempotencyKey(incoming({ 'idempotency-key': 'k' }), body)?.fingerprint
    assert.equal(of({ a: 1, b: { c: [1, 2], d: null } }), of({ b: { d: null, c: [1, 2] }, a: 1 }))
    assert.notEqual(of({ a: [1, 2] }), of({ a: [2, 1] }))
    assert.notEqual(of({ a: 1 }), of({ a: '1' }))
    assert.notEqual(of({ a: 1 }), of({ b: 1 }))
  })
})

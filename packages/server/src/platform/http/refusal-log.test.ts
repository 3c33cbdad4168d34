import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { RoutingError } from '@rightful/contract'
import { createLog } from '../log/create-log.ts'
import { type Caller, keyCaller } from './caller.ts'
import { createRefusalLog, type RefusalLog } from './refusal-log.ts'

const request = { requestId: 'r1', method: 'GET', route: '/v1/leads/{lead_id}', remoteAddress: '192.0.2.1' }
const key = keyCaller({ workspaceId: 'w1', keyId: 'k1', actor: 'key:Ada Lovelace', scopes: new Set() })
const forbidden = new RoutingError('forbidden', { scope: 'leads:read' })

function open(): { readonly refusals: RefusalLog; readonly lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = []
  const log = createLog({ level: 'info', destination: { write: (line) => void lines.push(JSON.parse(line)) } })
  return { refusals: createRefusalLog(log), lines }
}

function person(userId: string): Caller {
  return { ...key, keyId: null, userId, sessionId: 's1', actor: `user:${userId}` }
}

describe('the log of refusals', () => {
  test('says who asked for what by which route, and what was missing', () => {
    const { refusals, lines } = open()
    assert.equal(refusals.note({ ...request, caller: key, error: forbidden }), true)
    const { time: _, ...line } = lines[0] ?? {}
    assert.deepEqual(line, {
      level: 'warn',
      event: 'refused',
      code: 'forbidden',
      request_id: 'r1',
      method: 'GET',
      route: '/v1/leads/{lead_id}',
      ip: '192.0.2.1',
      scope: 'leads:read',
      workspace_id: 'w1',
      key_id: 'k1',
      msg: 'a request was refused',
    })
    refusals.note({ ...request, caller: person('u1'), error: new RoutingError('step_up_required') })
    assert.deepEqual([lines[1]?.['user_id'], lines[1]?.['code']], ['u1', 'step_up_required'])
    const failed = new RoutingError('sign_in_failed', {}, { logged: { user_id: 'u2' } })
    refusals.note({ ...request, caller: null, error: failed })
    assert.deepEqual([lines[2]?.['user_id'], lines[2]?.['ip']], ['u2', '192.0.2.1'])
    refusals.flush()
    assert.equal(lines.length, 3)
  })

  test('leaves other failures to others', () => {
    const { refusals, lines } = open()
    assert.equal(refusals.note({ ...request, caller: key, error: new RoutingError('lead_not_found') }), false)
    assert.deepEqual(lines, [])
  })

  test('counts the further ones of a caller instead of writing them, so that a flood fills no disk', () => {
    const { refusals, lines } = open()
    const error = new RoutingError('unauthenticated')
    for (let index = 0; index < 100_000; index += 1) {
      refusals.note({ ...request, caller: null, error, remoteAddress: `2001:db8::${index % 5000}` })
    }
    refusals.note({ ...request, caller: person('u1'), error: forbidden })
    assert.equal(lines.at(-1)?.['user_id'], 'u1')
    refusals.flush()
    assert.ok(lines.length < 400, String(lines.length))
    const sum = lines.reduce((total, { count = 1 }) => total + Number(count), 0)
    assert.equal(sum, 100_001)
    refusals.note({ ...request, caller: null, error })
    assert.equal(lines.at(-1)?.['ip'], '192.0.2.1')
    refusals.flush()
  })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isMeeting } from './is-meeting.ts'

test('a meeting has times, and is over within four hours', () => {
  const from = '2026-11-25T09:00:00Z'
  assert.equal(isMeeting({ from, until: '2026-11-25T13:00:00Z' }), true)
  assert.equal(isMeeting({ from, until: '2026-11-25T13:00:01Z' }), false)
  assert.equal(isMeeting({ from: '2026-11-25', until: '2026-11-26' }), false)
  assert.equal(isMeeting({ from, until: null }), false)
})

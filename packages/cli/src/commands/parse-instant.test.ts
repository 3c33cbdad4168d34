import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseInstant } from './parse-instant.ts'

describe('reading --at', () => {
  test('reads instants, and local times with their zone', () => {
    for (const text of ['2026-11-24T09:00:00Z', '2026-11-24T10:00+01:00', '2026-11-24T10:00[Europe/Berlin]']) {
      assert.equal(parseInstant(text).toString(), '2026-11-24T09:00:00Z')
    }
  })

  test('refuses a time that could be anywhere', () => {
    for (const text of ['2026-11-24', '2026-11-24T10:00', 'noon', ''])
      assert.throws(() => parseInstant(text), /not an instant/)
  })
})

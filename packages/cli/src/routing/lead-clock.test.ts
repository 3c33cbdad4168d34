import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { createLeadClock } from './lead-clock.ts'

describe('the clock of a file', () => {
  test('stands where it started for leads that name no instant', () => {
    const clock = createLeadClock(1000)
    assert.equal(clock.told(), null)
    assert.equal(clock.decideAt({ line: 2, atMs: null }), 1000)
    assert.equal(clock.decideAt({ line: 3, atMs: null }), 1000)
    assert.deepEqual(clock.told(), {
      from: '1970-01-01T00:00:01Z',
      until: '1970-01-01T00:00:01Z',
      outOfOrder: 0,
      outOfOrderLine: null,
    })
  })

  test('begins with the first lead, whatever it started at', () => {
    const clock = createLeadClock(9000)
    assert.equal(clock.decideAt({ line: 2, atMs: 1000 }), 1000)
  })

  test('never goes back, decides each lead at its own instant or later, and counts those that are late', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 1 }), (instants) => {
        const clock = createLeadClock(0)
        const decided = instants.map((atMs, index) => clock.decideAt({ line: index + 2, atMs }))
        decided.forEach((atMs, index) => assert.equal(atMs, Math.max(...instants.slice(0, index + 1))))
        const late = instants.flatMap((atMs, index) => (atMs < (decided[index] ?? 0) ? [index + 2] : []))
        assert.equal(clock.told()?.outOfOrder, late.length)
        assert.equal(clock.told()?.outOfOrderLine, late[0] ?? null)
      }),
    )
  })
})

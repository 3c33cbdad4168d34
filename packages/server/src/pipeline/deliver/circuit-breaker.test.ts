import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createCircuitBreaker } from './circuit-breaker.ts'

describe('a circuit breaker', () => {
  test('opens after five failures in a row, probes with one, and closes at a success', () => {
    const breaker = createCircuitBreaker()
    for (let count = 0; count < 4; count += 1) breaker.noteFailure(0, null)
    breaker.noteSuccess()
    for (let count = 0; count < 4; count += 1) breaker.noteFailure(0, null)
    assert.equal(breaker.allowance(0, 8), 8)
    breaker.noteFailure(0, null)
    assert.equal(breaker.allowance(4999, 8), 0)
    assert.equal(breaker.allowance(5000, 8), 1)
    breaker.noteSuccess()
    assert.equal(breaker.allowance(5000, 8), 8)
  })

  test('stays open twice as long after each probe in vain, up to five minutes', () => {
    const breaker = createCircuitBreaker()
    let nowMs = 0
    for (let count = 0; count < 5; count += 1) breaker.noteFailure(nowMs, null)
    for (const pauseMs of [5000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]) {
      assert.equal(breaker.allowance(nowMs + pauseMs - 1, 8), 0, `before ${pauseMs}`)
      nowMs += pauseMs
      assert.equal(breaker.allowance(nowMs, 8), 1, `after ${pauseMs}`)
      breaker.noteFailure(nowMs, null)
    }
  })

  test('learns nothing new from what was under way when it opened', () => {
    const breaker = createCircuitBreaker()
    for (let count = 0; count < 8; count += 1) breaker.noteFailure(count, null)
    assert.equal(breaker.allowance(5004, 8), 1)
  })

  test('leaves a receiver alone for as long as it asks, up to an hour', () => {
    const breaker = createCircuitBreaker()
    breaker.noteFailure(0, 60_000)
    assert.equal(breaker.allowance(59_999, 8), 0)
    assert.equal(breaker.allowance(60_000, 8), 8)
    breaker.noteFailure(60_000, 86_400_000)
    assert.equal(breaker.allowance(60_000 + 3_599_999, 8), 0)
    assert.equal(breaker.allowance(60_000 + 3_600_000, 8), 8)
  })
})

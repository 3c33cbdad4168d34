import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { wilsonInterval } from './wilson-interval.ts'

describe('the interval of a rate', () => {
  test('is that of published examples', () => {
    // Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I, method 3.
    const examples = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const
    for (const [part, whole, low, high] of examples) {
      const interval = wilsonInterval(part, whole)
      assert.equal(interval?.low.toFixed(4), low.toFixed(4))
      assert.equal(interval?.high.toFixed(4), high.toFixed(4))
    }
  })

  test('is none of nothing, and stays within 0 and 1', () => {
    assert.equal(wilsonInterval(0, 0), null)
    assert.equal(wilsonInterval(0, 3)?.low, 0)
    assert.equal(wilsonInterval(3, 3)?.high, 1)
  })
})

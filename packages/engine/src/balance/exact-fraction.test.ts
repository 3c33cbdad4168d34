import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { compareFractions, scaleRounded, scaleUp } from './exact-fraction.ts'

const whole = fc.maxSafeInteger()
const above0 = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
const fraction = fc.record({ numerator: whole, denominator: above0 })

describe('exact fractions', () => {
  test('compare as rational numbers do, however large', () => {
    fc.assert(
      fc.property(fraction, fraction, (a, b) => {
        const difference = BigInt(a.numerator) * BigInt(b.denominator) - BigInt(b.numerator) * BigInt(a.denominator)
        assert.equal(Math.sign(compareFractions(a, b)), difference === 0n ? 0 : difference > 0n ? 1 : -1)
      }),
    )
  })

  test('differ when the products differ by one beyond what a double can tell apart', () => {
    const a = { numerator: 9_007_199_254_740_991, denominator: 3 }
    const b = { numerator: 9_007_199_254_740_990, denominator: 3 }
    assert.equal(a.numerator * b.denominator === b.numerator * a.denominator + 1, false)
    assert.equal(Math.sign(compareFractions(a, b)), 1)
  })

  test('are scaled to the nearest whole number, halves up, and to the next one above', () => {
    const factor = fc.integer({ min: 1, max: 1000 })
    const numerator = fc.integer({ min: -9e12, max: 9e12 })
    fc.assert(
      fc.property(factor, numerator, above0, (times, over, under) => {
        const scaled = BigInt(times) * BigInt(over)
        const nearest = BigInt(scaleRounded(times, { numerator: over, denominator: under }))
        const twiceOff = (scaled - nearest * BigInt(under)) * 2n
        assert.ok(twiceOff < BigInt(under) && twiceOff >= -BigInt(under))
        const up = BigInt(scaleUp(times, { numerator: over, denominator: under })) * BigInt(under)
        assert.ok(up >= scaled && up - scaled < BigInt(under))
      }),
    )
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { textSieve } from './text-sieve.ts'

describe('a sieve of texts', () => {
  test('lets every text through that it was made of', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
        const mayHold = textSieve(texts)
        assert.ok(texts.every((text) => mayHold(text)))
      }),
    )
  })

  test('stops most others', () => {
    const mayHold = textSieve(Array.from({ length: 10_000 }, (_, index) => `listed-${index}.example`))
    const passed = Array.from({ length: 10_000 }, (_, index) => `other-${index}.example`).filter((text) =>
      mayHold(text),
    ).length
    assert.ok(passed < 1_500, `${passed} of 10,000 passed`)
  })
})

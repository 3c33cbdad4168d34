import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type LayeredPostings, isCutOff, positionsIn } from './layered-postings.ts'
import { type Postings, addPosting, emptyPostings } from './postings.ts'

function alone(base: Postings): LayeredPostings {
  return { max: base.max, base, upper: [] }
}

describe('postings', () => {
  test('give back what was added under a key, and nothing under others', () => {
    const key = fc.string({ maxLength: 3 })
    fc.assert(
      fc.property(fc.array(key, { maxLength: 60 }), fc.array(key), (added, asked) => {
        const postings = emptyPostings(1, 1000)
        for (const [position, text] of added.entries()) addPosting(postings, text, position)
        for (const text of [...added, ...asked]) {
          const expected = added.flatMap((other, position) => (other === text ? [position] : []))
          assert.deepEqual(positionsIn(alone(postings), text), expected)
        }
      }),
    )
  })

  test('keep a position once', () => {
    const postings = emptyPostings(10, 5)
    for (const position of [1, 1, 4, 4]) addPosting(postings, 'river', position)
    assert.deepEqual(positionsIn(alone(postings), 'river'), [1, 4])
  })

  test('keep one position more than the bound, which shows that there are more', () => {
    const postings = emptyPostings(10, 3)
    for (const position of [0, 1, 2]) addPosting(postings, 'river', position)
    assert.equal(isCutOff(alone(postings), positionsIn(alone(postings), 'river')), false)
    for (const position of [3, 4, 5]) addPosting(postings, 'river', position)
    assert.deepEqual(positionsIn(alone(postings), 'river'), [0, 1, 2, 3])
    assert.equal(isCutOff(alone(postings), positionsIn(alone(postings), 'river')), true)
  })
})

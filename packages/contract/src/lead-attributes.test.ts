import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { attributeLimits, leadAttributes } from './lead-attributes.ts'

function faultsOf(attributes: unknown): readonly string[] {
  const read = leadAttributes.safeParse(attributes)
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('/')}: ${message}`)
}

describe("a lead's attributes", () => {
  test('stay as they were given, whatever JSON they are, within bounds', () => {
    const scalar = fc.oneof(fc.string({ maxLength: 50 }), fc.integer(), fc.boolean(), fc.constant(null))
    const value = fc.oneof(
      scalar,
      fc.array(scalar, { maxLength: 5 }),
      fc.dictionary(fc.string({ maxLength: 5 }), scalar),
    )
    const name = fc.string({ minLength: 1, maxLength: 30 }).filter((text) => text !== '__proto__')
    fc.assert(
      fc.property(fc.dictionary(name, value, { maxKeys: 20, noNullPrototype: true }), (attributes) => {
        assert.deepEqual(leadAttributes.parse(attributes), attributes)
      }),
      { numRuns: 200 },
    )
  })

  test('are bounded in number, in length of names and texts, in depth and in all', () => {
    const many = Object.fromEntries(Array.from({ length: attributeLimits.count + 1 }, (_, index) => [`a${index}`, 1]))
    assert.deepEqual(faultsOf(many), [': has more than 300 attributes'])
    assert.deepEqual(faultsOf({ '': 1 }), [': has no name'])
    assert.match(faultsOf({ ['n'.repeat(121)]: 1 })[0] ?? '', /has a name longer than 120$/)
    assert.deepEqual(faultsOf({ a: 'x'.repeat(32_769) }), ['a: is longer than 32768 characters'])
    assert.deepEqual(faultsOf({ a: [[[[1]]]] }), [])
    assert.deepEqual(faultsOf({ a: [[[[[1]]]]] }), ['a: holds too much, or too deep'])
    assert.deepEqual(faultsOf({ a: Array.from({ length: 2001 }, () => 1) }), ['a: holds too much, or too deep'])
    assert.deepEqual(faultsOf({ a: ['x'.repeat(32_769)] }), ['a: holds too much, or too deep'])
  })

  test('are an object', () => {
    assert.equal(faultsOf([1]).length, 1)
    assert.equal(faultsOf('text').length, 1)
  })
})

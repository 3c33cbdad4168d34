import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { textTable } from './text-table.ts'

describe('A table of words', () => {
  test('answers for a text, and for a part of one, as a map does', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'b', 'é'), maxLength: 3 })
    fc.assert(
      fc.property(fc.array(fc.tuple(words, fc.integer())), words, words, words, (entries, ...texts) => {
        const [before, word, after] = texts
        const table = textTable(entries)
        const expected = new Map(entries).get(word)
        assert.equal(table(word), expected)
        assert.equal(table(before + word + after, before.length, before.length + word.length), expected)
      }),
    )
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { RE2JS } from 're2js'
import { readPlainPattern } from './plain-pattern.ts'

const pieces = fc.constantFrom(
  'a',
  'A',
  'é',
  ' ',
  '-',
  '/',
  '#',
  '1',
  '.',
  '*',
  '[',
  ']',
  '(',
  ')',
  '\\',
  '|',
  '^',
  '$',
  '{',
  '}',
  '+',
  '?',
)
const texts = fc
  .array(fc.constantFrom('a', 'A', 'é', ' ', '-', '/', '#', '1', '\n'), { maxLength: 6 })
  .map((all) => all.join(''))
const patterns = fc
  .tuple(fc.constantFrom('', '^'), fc.array(pieces, { maxLength: 4 }), fc.constantFrom('', '$'))
  .map(([start, middle, end]) => start + middle.join('') + end)

describe('a pattern that is a plain text', () => {
  test('means what the engine for regular expressions takes it for', () => {
    fc.assert(
      fc.property(patterns, texts, texts, (pattern, before, after) => {
        const plain = readPlainPattern(pattern)
        if (plain === null) return
        for (const text of [before + plain.text + after, plain.text + after, before + plain.text, plain.text, before]) {
          const starts: boolean = !plain.isFromStart || text.startsWith(plain.text)
          const ends: boolean = !plain.isToEnd || text.endsWith(plain.text)
          const fits: boolean =
            plain.isFromStart && plain.isToEnd ? text === plain.text : starts && ends && text.includes(plain.text)
          assert.equal(fits, RE2JS.compile(pattern).test(text), `${JSON.stringify(pattern)} on ${JSON.stringify(text)}`)
        }
      }),
      { numRuns: 3_000 },
    )
  })

  test('is told apart from one that is more', () => {
    assert.equal(readPlainPattern('^He+ad'), null)
    assert.equal(readPlainPattern('a|b'), null)
    assert.deepEqual(readPlainPattern('^Head of'), { text: 'Head of', isFromStart: true, isToEnd: false })
  })
})

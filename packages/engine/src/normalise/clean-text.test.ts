import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { cleanText } from './clean-text.ts'

describe('a clean text', () => {
  test('has no control or invisible characters and single spaces', () => {
    assert.equal(cleanText('  Acme\t\u0000 Inc.\r\n '), 'Acme Inc.')
    assert.equal(cleanText('\ufeffDE\u200b'), 'DE')
    assert.equal(cleanText('a\u00a0 b'), 'a b')
    assert.equal(cleanText('broken \ud800 half'), 'broken half')
  })

  test('is composed, so that two ways to write an accent are one', () => {
    assert.equal(cleanText('Mu\u0308ller'), 'Müller')
  })

  test('keeps the joiners that words of some scripts need', () => {
    assert.equal(cleanText('می\u200cخواهم'), 'می\u200cخواهم')
  })

  test('does not change when cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.equal(cleanText(cleanText(text)), cleanText(text))
      }),
    )
  })
})

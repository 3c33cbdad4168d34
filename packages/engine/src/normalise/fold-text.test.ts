import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { foldText } from './fold-text.ts'

describe('a folded text', () => {
  test('has neither upper case nor accents', () => {
    assert.equal(foldText('Türkiye'), 'turkiye')
    assert.equal(foldText('ÅLAND ØY, Łódź, Straße'), 'aland oy, lodz, strasse')
    assert.equal(foldText('İstanbul'), 'istanbul')
    assert.equal(foldText('ＡＢＣ ㈱'), 'abc (株)')
  })

  test('keeps the vowel signs of scripts where they carry the word', () => {
    assert.equal(foldText('भारत गणराज्य'), 'भारत गणराज्य'.normalize('NFC'))
    assert.equal(foldText('대한민국'), '대한민국')
  })

  test('does not change when folded again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.equal(foldText(foldText(text)), foldText(text))
      }),
      { numRuns: 2_000 },
    )
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { foldText } from '../normalise/fold-text.ts'
import { isSameText } from './same-text.ts'

describe('the same name', () => {
  test('may differ in case, accents, spaces and punctuation', () => {
    assert.equal(isSameText('Blue-River, Inc.', 'BLUE RIVER INC'), true)
    assert.equal(isSameText('Société Générale', 'Societe Generale'), true)
    assert.equal(isSameText('Straßenbau', 'STRASSENBAU'), true)
  })

  test('may not differ in letters and digits', () => {
    assert.equal(isSameText('Blue River', 'Blue Rivers'), false)
    assert.equal(isSameText('River 2', 'River 3'), false)
    assert.equal(isSameText('日立', '日産'), false)
  })

  test('is what comparing the folded letters says', () => {
    const name = fc.string({
      unit: fc.constantFrom('a', 'A', 'b', 'é', 'E', 'ß', 's', ' ', '-', '&', '7', '日'),
      maxLength: 5,
    })
    const plain = (text: string): string => foldText(text).replace(/[^\p{L}\p{N}]+/gu, '')
    fc.assert(
      fc.property(name, name, (a, b) => assert.equal(isSameText(a, b), plain(a) === plain(b))),
      { numRuns: 500 },
    )
  })
})

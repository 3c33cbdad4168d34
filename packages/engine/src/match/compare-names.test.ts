import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compareNames, contradicts, wordsThatMake } from './compare-names.ts'
import { readName } from './read-name.ts'

function kind(lead: string, account: string): string | null {
  return compareNames(readName(lead), readName(account))?.kind ?? null
}

describe('comparing two company names', () => {
  test('finds one name in all its spellings', () => {
    assert.equal(kind('Blue-River', 'BLUE RIVER CORP'), 'key')
    assert.equal(kind('Lovelace (Ada)', 'ADA LOVELACE & CO'), 'key')
    assert.equal(kind('A. K. Lovelace', 'LOVELACE A K CORP /DE/'), 'key')
  })

  test('calls names close that differ in words usually left out, on either side', () => {
    assert.equal(kind('Zuverion', 'Zuverion Group, Inc.'), 'close')
    assert.equal(kind('Zuverion Holdings', 'Zuverion'), 'close')
    assert.equal(kind('Zuverion Lab Technologies', 'Zuverion Lab Technology'), 'close')
  })

  test('does not drop words on both sides', () => {
    assert.notEqual(kind('Zuverion Group', 'Zuverion Holdings'), 'close')
  })

  test('takes a name with its legal form for the whole name', () => {
    assert.notEqual(kind('Zuverion Inc', 'Zuverion Global, Inc.'), 'close')
    assert.notEqual(kind('Azulon Banca S.A.', 'Azulon Banca (Chile) S.A.'), 'close')
  })

  test('does not shorten a name to words that many companies bear', () => {
    assert.equal(kind('Summit', 'Summit Group'), null)
    assert.equal(kind('Campbell', 'Campbell Holdings'), null)
    assert.equal(kind('National', 'National Holdings'), null)
  })

  test('leaves out what a company does only where two words or a long one remain', () => {
    assert.equal(kind('Zuverion Carmody', 'Zuverion Carmody Logistics'), 'close')
    assert.equal(kind('ZuverionCarmody', 'Zuverion Carmody Logistics'), 'close')
    assert.equal(kind('Zuverion', 'Zuverion Logistics'), 'near')
  })

  test('calls a typo in a long name near, and none in a short name or in a number', () => {
    assert.equal(kind('Zuverionlabs', 'Zuverianlabs'), 'near')
    assert.equal(kind('Zuverionlabs', 'Zuveironlabs'), 'near')
    assert.equal(kind('Zuvon', 'Zuvan'), null)
    assert.equal(kind('Zuverionfund21', 'Zuverionfund22'), null)
  })

  test('calls names akin that share a distinctive first word', () => {
    assert.equal(kind('Zuverion Freight', 'Zuverion Outfitters'), 'akin')
    assert.equal(kind('American Freight', 'American Outfitters'), null)
  })
})

describe('words at the beginning of a name', () => {
  test('are counted where they make up a key, and are not all of it', () => {
    assert.equal(wordsThatMake('supermicro', ['super', 'micro', 'computer']), 2)
    assert.equal(wordsThatMake('super', ['super', 'micro']), 1)
    assert.equal(wordsThatMake('supermicro', ['super', 'micro']), 0)
    assert.equal(wordsThatMake('superm', ['super', 'micro', 'computer']), 0)
  })
})

describe('legal forms', () => {
  test('contradict only where both names state one and they share none', () => {
    const contradict = (a: string, b: string): boolean =>
      readName(a).some((one) => readName(b).some((other) => contradicts(one, other)))
    assert.equal(contradict('Zuverion plc', 'Zuverion Ltd'), true)
    assert.equal(contradict('Zuverion Incorporated', 'Zuverion Inc.'), false)
    assert.equal(contradict('Zuverion', 'Zuverion Ltd'), false)
  })
})

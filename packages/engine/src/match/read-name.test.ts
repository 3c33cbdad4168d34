import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { looseKey, readName } from './read-name.ts'

/** The words of every reading; a part is marked with `…`. */
function readings(name: string): readonly string[] {
  return readName(name).map(({ words, isPart }) => words.join(' ') + (isPart ? ' …' : ''))
}

describe('reading a company name', () => {
  test('leaves legal form, article and punctuation aside', () => {
    assert.deepEqual(readings('The Analytical Engine Company, Inc.'), ['analytical engine'])
    assert.deepEqual(readName('Analytical Engines GmbH')[0]?.legalForms, ['gmbh'])
  })

  test('writes abbreviations out, so that both spellings have one key', () => {
    for (const [short, long] of [
      ['Blue River Mfg', 'Blue River Manufacturing'],
      ["Blue River Int'l", 'Blue River International'],
      ['U.S. Rail', 'United States Rail'],
      ['1st Harbor', 'First Harbor'],
      ['7-Peaks', 'Seven Peaks'],
      ['St. Ann Hospital', 'Saint Ann Hosp.'],
    ] as const) {
      assert.equal(readName(short)[0]?.key, readName(long)[0]?.key, short)
    }
  })

  test('makes one key of words written apart and together', () => {
    assert.equal(readName('Best-Buy')[0]?.key, readName('BestBuy Inc')[0]?.key)
  })

  test('reads a bracket as the front of the name, and the rest as a part', () => {
    assert.deepEqual(readings('Lovelace (Ada)'), ['lovelace ada', 'ada lovelace', 'lovelace …'])
  })

  test('drops brackets that say nothing about the company or repeat its initials', () => {
    assert.deepEqual(readings('Blue River Corp (Class A)'), ['blue river'])
    assert.deepEqual(readings('Analytical Engine Works (AEW)'), ['analytical engine works'])
  })

  test('knows the names on both sides of "dba" and "formerly"', () => {
    assert.deepEqual(readings('Blue River LLC dba Fast Boats'), ['blue river', 'fast boats'])
    assert.deepEqual(readings('Fast Boats (formerly Blue River)'), ['fast boats', 'blue river'])
  })

  test('puts first names and initials before the surname, as registers do not', () => {
    assert.ok(readings('LOVELACE A K CORP').includes('ak lovelace'))
    assert.ok(readings('LOVELACE A KING GROUP INC').includes('a king lovelace group'))
    assert.ok(readings('LOVELACE WILLIAM CO').includes('william lovelace'))
  })

  test('spells umlauts out as well', () => {
    assert.deepEqual(readings('Böhm AG'), ['bohm', 'boehm'])
  })

  test('gives no reading for a text without letters and digits', () => {
    assert.deepEqual(readings(' -- '), [])
    assert.deepEqual(readings(''), [])
  })

  test('gives words that differ only in number or length one loose key', () => {
    const keys = ['Blue River Technologies', 'Blue River Technology', 'Blue River Tech'].map(
      (name) => readName(name).map(looseKey)[0],
    )
    assert.equal(new Set(keys).size, 1)
  })

  test('never fails, and never gives the same reading twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
        const found = readName(name)
        const distinct = new Set(found.map(({ key, isPart }) => `${key} ${isPart}`))
        assert.equal(distinct.size, found.length)
        for (const { key, words } of found) assert.equal(key, words.join(''))
      }),
    )
  })

  test('sees the words between two names wherever they stand', () => {
    const between = [
      'dba',
      'd/b/a',
      'DB/A',
      't/a',
      'T/A',
      'fka',
      'F/K/a',
      'Trading as',
      'doing business as',
      'formerly known as',
    ]
    const words = fc.oneof(
      fc.constantFrom(...between, 'formerly', '(Eli)', '[x]'),
      fc.stringMatching(/^[a-zA-Z/_.-]{1,5}$/),
    )
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 5 }), fc.constantFrom(' ', '-', ': '), (parts, sign) => {
        const name = `${parts.join(sign)} Works`
        // A mark that is not ASCII takes the name the long way, and is no part of it.
        assert.deepEqual(readName(name), readName(`${name} ’`))
      }),
      { numRuns: process.env['RIGHTFUL_LONG'] === '1' ? 200_000 : 2_000 },
    )
  })
})

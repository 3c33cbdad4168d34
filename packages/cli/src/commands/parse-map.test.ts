import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { joinMaps, parseMap } from './parse-map.ts'

describe('reading --map', () => {
  test('reads several pairs, with spaces where a person puts them', () => {
    assert.deepEqual(parseMap('Company Name=company, Land = country'), [
      { heading: 'Company Name', field: 'company' },
      { heading: 'Land', field: 'country' },
    ])
  })

  test('reads any heading that is quoted', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        const heading = text.trim()
        fc.pre(heading !== '')
        assert.deepEqual(parseMap(`"${heading.replaceAll('"', '""')}"=company`), [{ heading, field: 'company' }])
      }),
    )
  })

  test('refuses what is no pair', () => {
    for (const text of ['company', '=company', 'a=', 'a=b=c', 'a=b c=d,e', '"a=b'])
      assert.throws(() => parseMap(text), /not a mapping/, text)
  })

  test('lets a later flag win', () => {
    assert.deepEqual(
      [...joinMaps([parseMap('a=x'), parseMap('a=y,b=z')])],
      [
        ['a', 'y'],
        ['b', 'z'],
      ],
    )
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readSubdivision } from './read-subdivision.ts'
import { subdivisionCodes } from './subdivision-names.ts'

function eachIs(code: string | null, country: string | null, texts: readonly string[]): void {
  for (const text of texts) {
    const reading = readSubdivision(text, country)
    assert.equal(reading.kind === 'found' ? reading.code : null, code, text)
  }
}

describe('a part of a country', () => {
  test('is read by code, name and abbreviation where the country is known', () => {
    eachIs('US-CA', 'US', [
      'CA',
      'ca',
      'California',
      'CALIFORNIA',
      'Calif.',
      'US-CA',
      'us_ca',
      'California (CA)',
      'CA - California',
      'State of California',
    ])
    eachIs('US-NY', 'US', ['N.Y.', 'New York State', 'new york', 'Buffalo, New York'])
    eachIs('US-DC', 'US', ['Washington, D.C.', 'Washington DC', 'District of Columbia'])
    eachIs('US-WA', 'US', ['Washington', 'Wash.', 'Washington State'])
    eachIs('CA-QC', 'CA', ['Québec', 'Quebec', 'PQ', 'QC'])
    eachIs('DE-BY', 'DE', ['Bavaria', 'Bayern', 'BY', 'Freistaat Bayern (Bayern)'])
    eachIs('DE-NW', 'DE', ['NRW', 'Nordrhein-Westfalen', 'North Rhine-Westphalia'])
    eachIs('IE-D', 'IE', ['Dublin', 'Co. Dublin', 'County Dublin'])
    eachIs('ES-MD', 'ES', ['Madrid'])
    eachIs('JP-13', 'JP', ['Tokyo', '13'])
  })

  test('is read with one slip in a long name', () => {
    eachIs('US-PA', 'US', ['Pensylvania', 'Pennsylvana'])
    eachIs('US-CA', 'US', ['Californa'])
    eachIs(null, 'US', ['Iwoa', 'Utha'])
  })

  test('is another one in each country', () => {
    eachIs('US-CA', 'US', ['CA'])
    eachIs('IT-CA', 'IT', ['CA'])
    eachIs(null, 'DE', ['CA', 'California'])
  })

  test('needs no country as a full code or as an unmistakable North American name', () => {
    eachIs('US-CA', null, ['US-CA', 'California'])
    eachIs('CA-ON', null, ['Ontario', 'CA-ON'])
    eachIs(null, null, ['CA', 'TX', 'Georgia', 'Florida', 'Bayern', 'Montana', 'Calgary'])
  })

  test('is ambiguous where a full code contradicts the country', () => {
    assert.equal(readSubdivision('US-CA', 'DE').kind, 'ambiguous')
  })

  test('never throws and never finds a code that does not exist', () => {
    const codes = subdivisionCodes()
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.option(fc.constantFrom('US', 'DE', 'XX', '__proto__')),
        (text, country) => {
          const reading = readSubdivision(text, country)
          if (reading.kind === 'found') assert.ok(codes.has(reading.code))
        },
      ),
    )
  })
})

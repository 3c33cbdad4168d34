import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readTable } from '../testing/read-table.ts'
import { readCountry } from './read-country.ts'
import countryCodes from './reference/country-codes.json' with { type: 'json' }

const typedUrl = new URL('../../../../../shared/data/ref-geo/country_as_typed.csv', import.meta.url)
const skipTyped = existsSync(typedUrl) ? false : 'no ../shared/data/ref-geo beside the checkout'

function codeOf(text: string): string | null {
  const reading = readCountry(text)
  return reading.kind === 'found' ? reading.code : null
}

function eachIs(code: string | null, texts: readonly string[]): void {
  for (const text of texts) assert.equal(codeOf(text), code, text)
}

describe('a country', () => {
  test('is read from its codes in any case, and from its flag', () => {
    eachIs('DE', ['DE', 'de', 'DEU', 'deu', '276', '🇩🇪'])
    for (const [alpha2, others] of Object.entries(countryCodes)) {
      if (alpha2 !== 'NA') eachIs(alpha2, [alpha2, ...others.split(' ')])
    }
  })

  test('is read from its names in many languages', () => {
    eachIs('DE', [
      'Germany',
      'GERMANY',
      'Deutschland',
      'Allemagne',
      'Duitsland',
      'Německo',
      'Германия',
      'ドイツ',
      '德国',
      'ألمانيا',
    ])
    eachIs('HU', ['Magyarország', 'Ungarn', 'Hongrie'])
    eachIs('CH', ['Schweiz', 'Suisse', 'Svizzera', 'Schweiz/Suisse'])
  })

  test('is read from official, former, inverted and abbreviated names', () => {
    eachIs('KR', ['Korea, Republic of', 'REPUBLIC OF KOREA', 'Korea (South)', 'S. Korea', 'Rep. of Korea'])
    eachIs('KP', ["Korea, Democratic People's Republic of", 'North Korea', 'DPRK', 'D.P.R. Korea'])
    eachIs('CD', ['Congo, The Democratic Republic of the', 'DR Congo', 'Zaire', 'Congo (Kinshasa)'])
    eachIs('CG', ['Republic of the Congo', 'Congo-Brazzaville'])
    eachIs('US', [
      'USA',
      'U.S.A.',
      'U.S.',
      'US of A',
      'United States',
      'the united states of america',
      'EE.UU.',
      'Vereinigte Staaten',
    ])
    eachIs('GB', [
      'UK',
      'U.K.',
      'Great Britain',
      'England',
      'SCOTLAND',
      'Wales',
      'Northern Ireland',
      'UK - England',
      'England, UK',
    ])
    eachIs('VI', ['Virgin Islands', 'Virgin Islands, U.S.', 'US Virgin Islands', 'USVI'])
    eachIs('VG', ['British Virgin Islands', 'Virgin Islands, British', 'BVI'])
    eachIs('TW', ['Republic of China (Taiwan)', 'Taiwan, Province of China'])
    eachIs('HK', ['Hong Kong SAR', 'Hong Kong, China', 'HONGKONG'])
    eachIs('MK', ['Macedonia', 'FYROM', 'Macedonia, the former Yugoslav Republic of'])
    eachIs('KN', ['St. Kitts & Nevis', 'Saint Kitts and Nevis'])
    eachIs('GE', ['Georgia'])
    eachIs('PS', ['Palestine, State of', 'West Bank and Gaza'])
  })

  test('is read behind a city and beside its code', () => {
    eachIs('DE', ['Berlin, Germany', 'Germany (DE)', 'DE - Germany', 'Deutschland / Germany'])
    eachIs('US', ['San Francisco, CA, USA', 'New York, United States'])
  })

  test('is read with one slip, and with two in long names', () => {
    eachIs('IE', ['IRELEAND', 'Irelnad', 'Irelnd'])
    eachIs('AT', ['SUSTRIA'])
    eachIs('PH', ['Phillipines', 'Philipines', 'Phillippines'])
    eachIs('SA', ['Saudia Arabia', 'Saudi Arbia'])
    eachIs('US', ['Unites States', 'Untied States'])
  })

  test('is read although an export damaged its letters', () => {
    eachIs('MX', ['M?xico'])
    eachIs('ES', ['Espa?a'])
    eachIs('TR', ['TÃ¼rkiye'])
  })

  test('is not guessed where several would do', () => {
    for (const text of [
      'Congo',
      'Korea',
      'Guiana',
      'Yugoslavia',
      'P.R. China SAR',
      'Channel Islands',
      'Dominican',
      'NA',
    ]) {
      assert.equal(readCountry(text).kind, 'ambiguous', text)
    }
    for (const text of ['Nigera', 'Slovania', 'Iseland', 'USA, Canada', 'Georgia, USA']) {
      assert.equal(readCountry(text).kind, 'ambiguous', text)
    }
  })

  test('is not guessed from a city or region', () => {
    eachIs(null, [
      'ABU DHABI',
      'BANGALORE',
      'BOGOTA',
      'Jakarta',
      'SAN JUAN',
      'Shanghai',
      'Roma',
      'Lima',
      'Amman',
      'Manama',
      'Konya',
    ])
    eachIs(null, [
      'Almería',
      'Málaga',
      'Bursa',
      'Berlin',
      'Mumbai',
      'Tunis',
      'Salvador',
      'California',
      'Indianapolis, IN',
      'Portland, ME',
    ])
    eachIs(null, [
      'Europe',
      'EMEA',
      'Latin America',
      'South America',
      'Asia/Pacific Region',
      'Siberia',
      'Iberia',
      'Caledonia',
      'Worldwide',
    ])
  })

  test('is not guessed from what is short or means nothing', () => {
    eachIs(null, ['', '?', 'D', '44', '049', '+49', 'Omen', 'xx', 'asdf', 'Test', 'Remote', 'Other'])
  })

  test('never throws and never finds a code that does not exist', () => {
    const pieces = fc.constantFrom(
      'Korea',
      ',',
      'Republic',
      'of',
      '(',
      ')',
      'the',
      '?',
      'Ã¼',
      'Germany',
      'DE',
      '-',
      '/',
      'New',
      '🇩🇪',
      '\u0000',
    )
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 8 }).map((words) => words.join(' ')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const code = codeOf(text)
        if (code !== null) assert.ok(Object.hasOwn(countryCodes, code))
      }),
    )
  })

  test('is read right in every text that was typed into real systems', { skip: skipTyped }, () => {
    const rows = readTable(readFileSync(typedUrl, 'utf8'))
    assert.ok(rows.length > 100)
    for (const row of rows) assert.equal(codeOf(row['typed'] ?? '') ?? '', row['expected_alpha2'], row['typed'])
  })
})

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { readTable } from '../testing/read-table.ts'
import { readPostalCode, stateOfZip } from './read-postal-code.ts'

const prefixesUrl = new URL('../../../../../shared/data/ref-geo/us_zip3_state.csv', import.meta.url)
const skipPrefixes = existsSync(prefixesUrl) ? false : 'no ../shared/data/ref-geo beside the checkout'

describe('a postal code', () => {
  test('of the United States tells the state, with or without its last four digits', () => {
    assert.deepEqual(readPostalCode('94105', 'US'), { code: '94105', country: null, subdivision: 'US-CA' })
    assert.deepEqual(readPostalCode('941051234', 'US'), { code: '94105-1234', country: null, subdivision: 'US-CA' })
  })

  test('of the United States gets the zero back that a spreadsheet took', () => {
    assert.equal(readPostalCode('2138', 'US')?.subdivision, 'US-MA')
    assert.equal(readPostalCode('501', 'US')?.code, '00501')
    assert.equal(readPostalCode('2138', null)?.code, '2138')
  })

  test('knows the ZIPs that lie in another state than their neighbours', () => {
    assert.equal(stateOfZip('06390'), 'NY')
    assert.equal(stateOfZip('06389'), 'CT')
    assert.equal(stateOfZip('83414'), 'WY')
  })

  test('tells no state for military mail and places that are none', () => {
    assert.deepEqual(readPostalCode('09012', 'US'), { code: '09012', country: null, subdivision: null })
    assert.equal(readPostalCode('96940', 'US')?.subdivision, null)
  })

  test('of a form that one country has tells the country', () => {
    assert.deepEqual(readPostalCode('k1a0b1', null), { code: 'K1A 0B1', country: 'CA', subdivision: 'CA-ON' })
    assert.deepEqual(readPostalCode('sw1a 1aa', null), { code: 'SW1A 1AA', country: 'GB', subdivision: null })
    assert.equal(readPostalCode('JE2 4WD', null)?.country, 'JE')
    assert.deepEqual(readPostalCode('1012ab', null), { code: '1012 AB', country: 'NL', subdivision: null })
    assert.equal(readPostalCode('10115', null)?.country, null)
  })

  test('is malformed where nothing could be delivered', () => {
    for (const text of ['', '1', 'ABC', '12345678901234567890', '<script>'])
      assert.equal(readPostalCode(text, null), null, text)
    assert.equal(readPostalCode('SW1A 1AA', 'US'), null)
  })

  test('agrees with the counted list of ZIP prefixes', { skip: skipPrefixes }, () => {
    const rows = readTable(readFileSync(prefixesUrl, 'utf8'))
    assert.ok(rows.length > 900)
    for (const { zip3 = '', state, exceptions = '' } of rows) {
      const others = new Map(exceptions.split(' ').map((pair) => [pair.slice(0, 5), pair.slice(6)]))
      for (const zip of [`${zip3}00`, `${zip3}50`, ...others.keys()].filter((each) => each !== '')) {
        assert.equal(stateOfZip(zip), others.get(zip) ?? state, zip)
      }
    }
  })
})

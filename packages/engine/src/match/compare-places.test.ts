import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { comparePlaceBound, comparePlaces, isSameSpot, placeKeys } from './compare-places.ts'

describe('comparing places', () => {
  test('is unknown where one side says nothing', () => {
    assert.equal(comparePlaces({ country: 'DE' }, {}, 'country'), 'unknown')
    assert.equal(comparePlaces({ city: '' }, { city: 'Bonn' }, 'city'), 'unknown')
    assert.equal(comparePlaces({ city: null }, { city: 'Bonn' }, 'city'), 'unknown')
  })

  test('passes over letter case, accents and punctuation', () => {
    assert.equal(comparePlaces({ city: 'São Paulo' }, { city: 'SAO PAULO' }, 'city'), 'same')
    assert.equal(comparePlaces({ country: 'de' }, { country: 'DE' }, 'country'), 'same')
    assert.equal(comparePlaces({ subdivision: 'US-CA' }, { subdivision: 'US-NY' }, 'subdivision'), 'other')
  })

  test('reads a long American postal code like its first five digits', () => {
    assert.equal(comparePlaces({ postalCode: '94105-1234' }, { postalCode: '94105' }, 'postalCode'), 'same')
    assert.equal(comparePlaces({ postalCode: 'SW1A 1AA' }, { postalCode: 'sw1a1aa' }, 'postalCode'), 'same')
  })

  test('never takes a city for the same across subdivisions', () => {
    const illinois = { country: 'US', subdivision: 'US-IL', city: 'Springfield' }
    assert.equal(isSameSpot(illinois, { ...illinois, subdivision: 'US-MA' }), false)
    assert.equal(isSameSpot(illinois, { country: 'US', city: 'Springfield' }), true)
  })

  test('never takes a postal code for the same without its country', () => {
    assert.equal(isSameSpot({ postalCode: '10115' }, { postalCode: '10115' }), false)
    assert.equal(isSameSpot({ country: 'DE', postalCode: '10115' }, { country: 'DE', postalCode: '10115' }), true)
  })

  test('asks for the subdivision first where an organisation exists once in every place', () => {
    const account = { country: 'US', subdivision: 'US-OR', city: 'Hillsboro' }
    assert.equal(comparePlaceBound({ subdivision: 'US-OR', city: 'Portland' }, account), 'same')
    assert.equal(comparePlaceBound({ subdivision: 'US-PA' }, account), 'other')
    assert.equal(comparePlaceBound({ country: 'US' }, account), 'unknown')
    assert.equal(comparePlaceBound({ city: 'Hillsboro' }, account), 'same')
    assert.equal(comparePlaceBound({}, { country: 'US' }), 'same')
  })

  test('gives keys only for what is known well enough to be found again', () => {
    assert.deepEqual(placeKeys({ city: 'Springfield', postalCode: '62701' }), [])
    assert.deepEqual(placeKeys({ country: 'us', subdivision: 'US-IL', city: 'Springfield', postalCode: '62701' }), [
      'US 62701',
      'US-IL springfield',
    ])
  })
})

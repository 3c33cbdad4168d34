import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import countryCodes from './reference/country-codes.json' with { type: 'json' }
import { subdivisionCodes } from './subdivision-names.ts'
import { zoneOfPlace } from './zone-of-place.ts'

describe('the zone of a place', () => {
  test('is that of the part of the country, else of the country', () => {
    assert.equal(zoneOfPlace('US', 'US-CA'), 'America/Los_Angeles')
    assert.equal(zoneOfPlace('DE', 'DE-BY'), 'Europe/Berlin')
    assert.equal(zoneOfPlace('ES', 'ES-CN'), 'Atlantic/Canary')
  })

  test('is not guessed in a country of several', () => {
    for (const country of ['US', 'CA', 'AU', 'BR', 'MX', 'RU']) assert.equal(zoneOfPlace(country, null), null)
    assert.equal(zoneOfPlace(null, null), null)
    assert.equal(zoneOfPlace('constructor', null), null)
  })

  test('exists for every zone named', () => {
    const places: (readonly [string | null, string | null])[] = [...subdivisionCodes()].map((code) => [null, code])
    places.push(...Object.keys(countryCodes).map((code) => [code, null] as const))
    const zones = new Set(places.map(([country, part]) => zoneOfPlace(country, part)))
    assert.ok(zones.size > 100)
    for (const zone of zones) if (zone !== null) Temporal.Instant.from('2026-11-24T00:00Z').toZonedDateTimeISO(zone)
  })
})

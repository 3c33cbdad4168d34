import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fieldsOfEveryType, fieldValue, readLead } from '../testing/fields-of-every-type.ts'
import { normaliseLead } from './normalise-lead.ts'
import { prepareFields } from './prepare-fields.ts'

describe('a missing country', () => {
  const inferred = (attributes: Readonly<Record<string, unknown>>): readonly unknown[] => {
    const normalised = readLead(attributes)
    const note = normalised.notes.find((each) => each.field === 'country' && each.kind === 'inferred')
    return [
      fieldValue(normalised, 'country'),
      note?.kind === 'inferred' ? note.from : null,
      normalised.identity.country,
    ]
  }

  test('is inferred from what can only be of one country', () => {
    assert.deepEqual(inferred({ phone: '+49 30 1234567' }), ['DE', 'phone', 'DE'])
    assert.deepEqual(inferred({ email: 'ada@acme.co.uk' }), ['GB', 'email_domain', 'GB'])
    assert.deepEqual(inferred({ website: 'https://acme.fr' }), ['FR', 'email_domain', 'FR'])
    assert.deepEqual(inferred({ state: 'US-CA' }), ['US', 'subdivision', 'US'])
    assert.deepEqual(inferred({ state: 'Ontario' }), ['CA', 'subdivision', 'CA'])
    assert.deepEqual(inferred({ zip: 'K1A 0B1' }), ['CA', 'postal_code', 'CA'])
    assert.deepEqual(inferred({ zip: '94105', state: 'CA' }), ['US', 'postal_code', 'US'])
    assert.deepEqual(inferred({ country: 'N/A', phone: '+33 1 23 45 67 89' }), ['FR', 'phone', 'FR'])
  })

  test('is not inferred where it would be a guess', () => {
    const nothing = [undefined, null, null]
    for (const email of ['ada@acme.com', 'ada@acme.io', 'ada@acme.ai', 'ada@web.de', 'ada@yahoo.fr', 'ada@acme.eu']) {
      assert.deepEqual(inferred({ email }), nothing, email)
    }
    assert.deepEqual(inferred({ phone: '030 1234567' }), nothing)
    assert.deepEqual(inferred({ phone: '+1 800 555 0123' }), nothing)
    assert.deepEqual(inferred({ zip: '94105' }), nothing)
    assert.deepEqual(inferred({ zip: '94105', state: 'TX' }), nothing)
    assert.deepEqual(inferred({ email: 'ada@acme.de', phone: '+33 1 23 45 67 89' }), nothing)
  })

  test('is never put over a given one', () => {
    assert.deepEqual(inferred({ country: 'FR', phone: '+49 30 1234567' }), ['FR', null, 'FR'])
  })

  test('stays missing where the field may not be inferred', () => {
    const strict = prepareFields(fieldsOfEveryType.map((each) => ({ ...each, infer: false })))
    const normalised = normaliseLead(strict, {
      id: '1',
      attributes: { phone: '+1 415 555 2671', zip: '94105', state: 'CA' },
    })
    assert.equal(fieldValue(normalised, 'country'), undefined)
    assert.equal(normalised.identity.country, null)
    const inUs = normaliseLead(strict, { id: '1', attributes: { country: 'US', zip: '94105' } })
    assert.equal(fieldValue(inUs, 'state'), undefined)
  })
})

describe('a missing state', () => {
  test('is inferred from the ZIP where the country is known', () => {
    const normalised = readLead({ country: 'USA', zip: 2138 })
    assert.equal(fieldValue(normalised, 'state'), 'US-MA')
    assert.equal(fieldValue(normalised, 'zip'), '02138')
    assert.deepEqual(normalised.notes.at(-1), { field: 'state', kind: 'inferred', from: 'postal_code', value: 'US-MA' })
    assert.equal(fieldValue(readLead({ country: 'DE', zip: '94105' }), 'state'), undefined)
  })

  test('is read with a country that was inferred', () => {
    assert.equal(fieldValue(readLead({ state: 'CA', phone: '+1 415 555 2671' }), 'state'), 'US-CA')
  })
})

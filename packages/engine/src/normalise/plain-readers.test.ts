import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { FieldType } from '../policy/policy.ts'
import { prepareCell } from './attribute-cell.ts'
import { readerOf } from './field-readers.ts'
import { plainReaderOf } from './plain-readers.ts'
import { readEmail } from './read-email.ts'
import { readPhone } from './read-phone.ts'
import { readPostalCode } from './read-postal-code.ts'

const numRuns = process.env['RIGHTFUL_LONG'] === '1' ? 500_000 : 3_000

const usual = { values: [], aliases: {}, placeholders: [], min: null, max: null }

const hosts = fc
  .tuple(
    fc.constantFrom('', 'mail.', 'a.b.', 'myspreadshop.', 'Mail.'),
    fc.stringMatching(/^[a-z0-9](?:[a-z0-9_-]{0,8}[a-z0-9])?$/),
    fc.constantFrom(
      '.com',
      '.de',
      '.co.uk',
      '.com.br',
      '.uk.com',
      '.xn--p1ai',
      '.github.io',
      '.c',
      '.7a',
      '.k12.ca.us',
    ),
  )
  .map((parts) => parts.join(''))
const listed = fc.constantFrom(
  'gmail.com',
  'yahoo.fr',
  'yahoo.com.ar',
  'live.co.uk',
  'spb.ru',
  'a.spb.ru',
  'mailinator.com',
)
const addresses = fc
  .tuple(fc.stringMatching(/^[a-zA-Z.+_é-]{1,8}$/), fc.oneof(hosts, hosts, listed))
  .map((parts) => parts.join('@'))
const phones = fc
  .tuple(
    fc.constantFrom('', '+', '00', '0', '011', '(', '+1', '+44', '+55 ', '+7', '+ '),
    fc.stringMatching(/^[1-9(][0-9]{2,4}(?:[ .()-][0-9]{1,4}){1,4}$/),
  )
  .map((parts) => parts.join(''))
const words = fc.string({ unit: fc.constantFrom(...'naunkowtbdsec xN/A.-#é \t'.split('')), maxLength: 14 })
const figures = fc.stringMatching(/^-?[0-9]{0,11}(?:\.[0-9])?$/)
const countries = fc.constantFrom(null, 'US', 'CA', 'GB', 'DE', 'PR', 'AR', 'TJ', 'ZZ')

/** Whatever the short way reads, the long way reads the same. */
function holds(type: FieldType, texts: fc.Arbitrary<string>, bounds: { min?: number; max?: number } = {}): void {
  const spec = { ...usual, type, ...bounds }
  const readAny = prepareCell({ name: 'field', type, many: false }, { readText: readerOf(spec), readPlain: null })
  const readPlain = plainReaderOf('field', spec)
  assert.ok(readPlain !== null)
  let read = 0
  fc.assert(
    fc.property(texts, countries, (text, country) => {
      const plain = text === '' ? null : readPlain(text, country)
      if (plain === null) return
      read += 1
      assert.deepEqual(plain, readAny(text, country))
    }),
    { numRuns },
  )
  assert.ok(read > numRuns / 20, `${read} texts were read the short way`)
}

describe('The short way to read a usual text agrees with the long way', () => {
  test('for addresses', () => holds('email', addresses))
  test('for names', () => holds('company', fc.oneof(words, fc.string())))
  test('for whole numbers', () => holds('integer', figures))
  test('for numbers within bounds', () => holds('number', figures, { min: -3, max: 5_000 }))
  test('for postal codes', () => holds('postal_code', fc.stringMatching(/^[0-9]{3,13}$/)))
  test('for phone numbers', () => holds('phone', phones))

  test('for phone numbers, also when the long way is taken for what stands before them', () => {
    fc.assert(
      fc.property(phones, countries, (text, country) => {
        assert.deepEqual(readPhone(text, country), readPhone(`tel: ${text}`, country))
      }),
      { numRuns },
    )
  })

  test('for the examples that are easily got wrong', () => {
    assert.equal(readEmail('ada@shop.myspreadshop.co.uk')?.domain, 'shop.myspreadshop.co.uk')
    assert.equal(readEmail('ada@mail.acme.co.uk')?.domain, 'acme.co.uk')
    assert.equal(readPostalCode('20588', 'US')?.subdivision, 'US-MD')
    const readPlain = plainReaderOf('field', { ...usual, type: 'integer', min: -5 })
    assert.equal(readPlain?.('x', null), null)
  })

  test('and is not taken where the field has words of its own', () => {
    assert.equal(plainReaderOf('field', { ...usual, type: 'company', placeholders: ['acme'] }), null)
    assert.equal(plainReaderOf('field', { ...usual, type: 'integer', aliases: { '12': '13' } }), null)
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { getCountries, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { homeCodeOf } from './calling-codes.ts'
import { readPhone } from './read-phone.ts'
import reference from './reference/calling-codes.json' with { type: 'json' }

function read(text: string, country: string | null = null): string {
  const phone = readPhone(text, country)
  return typeof phone === 'string' ? phone : `${phone.number} ${phone.country ?? 'nobody'}`
}

describe('a phone number', () => {
  test('with its calling code is read as E.164, whatever stands between the digits', () => {
    for (const text of [
      '+49 30 1234567',
      '+49 (0)30 123 45 67',
      '+49-30-1234567',
      '0049 30 1234567',
      'Tel.: +49.30.1234567',
      '+49 30 1234567 ext. 12',
    ]) {
      assert.equal(read(text), '+49301234567 DE', text)
    }
    assert.equal(read('+39 06 1234 5678'), '+390612345678 IT')
  })

  test('with a shared calling code tells the country by what follows', () => {
    assert.equal(read('+1 415 555 2671'), '+14155552671 US')
    assert.equal(read('+1 416 555 0123'), '+14165550123 CA')
    assert.equal(read('+1 242 322 1234'), '+12423221234 BS')
    assert.equal(read('+7 701 123 4567'), '+77011234567 KZ')
    assert.equal(read('+7 495 123 4567'), '+74951234567 RU')
    assert.equal(read('+44 1534 960194'), '+441534960194 JE')
    assert.equal(read('+44 20 7946 0958'), '+442079460958 GB')
  })

  test('that is toll-free or of no country tells none', () => {
    assert.equal(read('+1 800 555 0123'), '+18005550123 nobody')
    assert.equal(read('+800 1234 5678'), '+80012345678 nobody')
  })

  test('without a calling code is one of the lead’s country, or ambiguous', () => {
    assert.equal(read('(415) 555-2671', 'US'), '+14155552671 US')
    assert.equal(read('1-415-555-2671', 'US'), '+14155552671 US')
    assert.equal(read('030 1234567', 'DE'), '+49301234567 DE')
    assert.equal(read('011 49 30 1234567', 'US'), '+49301234567 DE')
    assert.equal(read('030 1234567'), 'ambiguous')
  })

  test('that cannot exist is malformed', () => {
    for (const text of [
      '',
      '12',
      '+49 1',
      '+999 123456',
      '0000000000',
      '+1111111111',
      'call me',
      '+49 30 123456789012345',
      '1-800-FLOWERS',
    ]) {
      assert.equal(read(text), 'malformed', text)
    }
    assert.equal(read('123', 'US'), 'malformed')
  })

  // The library is the truth; looking only the calling code up makes it ten times faster.
  test('with a calling code is read as the library reads it', () => {
    // Countries that share a code may differ in length, which is not told apart here, except for these.
    const single = Object.entries(reference.codes).filter(
      ([code, entry]) => !entry.startsWith('-') || ['1', '7', '39', '44'].includes(code),
    )
    const codes = fc.constantFrom(...single.map(([code]) => code))
    const numbers = fc.tuple(codes, fc.stringMatching(/^[0-9]{3,13}$/))
    fc.assert(
      fc.property(numbers, ([code, national]) => {
        // Behind +1 the library takes seven digits and area codes that begin with 0 for possible; nobody can call them.
        fc.pre(code !== '1' || /^1?[2-9]\d{9}$/.test(national))
        fc.pre(!/^(\d)\1*$/.test(code + national) && code.length + national.length <= 15)
        const library = parsePhoneNumberFromString(`+${code}${national}`)
        const phone = readPhone(`+${code} ${national}`, null)
        const isPossible = library !== undefined && library.isPossible()
        assert.equal(
          typeof phone === 'string' ? null : phone.number,
          isPossible ? library.number : null,
          `+${code} ${national}`,
        )
      }),
      { numRuns: process.env['RIGHTFUL_LONG'] === '1' ? 200_000 : 5_000 },
    )
  })

  test('as it is written at home is read as the library reads it', () => {
    const countries = fc.constantFrom(...getCountries().filter((country) => homeCodeOf(country) !== null))
    const numbers = fc.tuple(countries, fc.stringMatching(/^0?[0-9]{4,13}$/))
    fc.assert(
      fc.property(numbers, ([country, digits]) => {
        fc.pre(digits.length >= 5 && !digits.startsWith('00') && !/^(\d)\1*$/.test(digits))
        const library = parsePhoneNumberFromString(digits, country)
        const phone = readPhone(digits, country)
        assert.equal(
          typeof phone === 'string' ? null : phone.number,
          library !== undefined && library.isPossible() ? library.number : null,
          `${digits} in ${country}`,
        )
      }),
      { numRuns: process.env['RIGHTFUL_LONG'] === '1' ? 1_000_000 : 10_000 },
    )
  })

  test('never makes the reader throw', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.option(fc.constantFrom('US', 'DE', 'XK', 'AQ', 'ZZ')),
        (text, country) => {
          const phone = readPhone(text, country)
          if (typeof phone !== 'string') assert.match(phone.number, /^\+[1-9]\d{4,14}$/)
        },
      ),
    )
  })
})

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readEmail } from './read-email.ts'
import { readHost, readWebAddress } from './read-host.ts'

const casesUrl = new URL('../../../../../shared/data/torture/email_cases.json', import.meta.url)
const skipCases = existsSync(casesUrl) ? false : 'no ../shared/data/torture beside the checkout'

type Torture = { readonly cases: readonly { readonly address: string; readonly diagnosis: string }[] }

describe('an e-mail address', () => {
  test('is read in lower case, with the domain that was registered for its host', () => {
    assert.deepEqual(readEmail('Ada.Lovelace+crm@Mail.EU.Example.co.uk'), {
      address: 'ada.lovelace+crm@mail.eu.example.co.uk',
      host: 'mail.eu.example.co.uk',
      domain: 'example.co.uk',
      kind: 'company',
    })
    assert.equal(readEmail('a@acme.uk.com')?.domain, 'acme.uk.com')
    assert.equal(readEmail('a@b.analytical.example.')?.domain, 'analytical.example')
  })

  test('is read out of the way mail programs write it', () => {
    assert.equal(readEmail('Ada Lovelace <ada@example.com>')?.address, 'ada@example.com')
    assert.equal(readEmail('mailto:ada@example.com?subject=Hi')?.address, 'ada@example.com')
  })

  test('may be international, in either spelling of its host', () => {
    assert.equal(readEmail('jörg@MÜNCHEN.de')?.address, 'jörg@münchen.de')
    assert.equal(readEmail('j@xn--mnchen-3ya.de')?.host, 'münchen.de')
    assert.equal(readEmail('用户@例子.广告')?.domain, '例子.广告')
    assert.equal(readEmail('a@xn--99999999999.de')?.host, 'xn--99999999999.de')
  })

  test('is malformed where no lead could be reached', () => {
    const texts = [
      '',
      '@',
      'a@',
      '@b.com',
      'a b@c.com',
      'a@b',
      'a@b..com',
      'a@-b.com',
      '.a@b.com',
      'a..b@c.com',
      'a@127.0.0.1',
      'a@[127.0.0.1]',
    ]
    for (const text of [
      ...texts,
      '"a b"@c.com',
      'a@b.c',
      'a@b.com, c@d.com',
      `${'a'.repeat(65)}@b.com`,
      `a@${'b'.repeat(64)}.com`,
    ]) {
      assert.equal(readEmail(text), null, text)
    }
  })

  test('does not change when read again, and never makes the reader throw', () => {
    const parts = fc.constantFrom(
      'a',
      'B',
      '.',
      '@',
      'xn--',
      '-',
      'com',
      'münchen',
      '例',
      '<',
      '>',
      'mailto:',
      ' ',
      'mnchen-3ya',
      '\u0000',
    )
    const texts = fc.oneof(
      fc.emailAddress(),
      fc.string({ unit: 'binary' }),
      fc.array(parts, { maxLength: 9 }).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const email = readEmail(text)
        if (email !== null) assert.deepEqual(readEmail(email.address), email)
      }),
    )
  })

  test(
    'of the torture list is read or refused, and kept as it is when it is plainly valid',
    { skip: skipCases },
    () => {
      const { cases }: Torture = JSON.parse(readFileSync(casesUrl, 'utf8'))
      assert.ok(cases.length > 150)
      for (const { address, diagnosis } of cases) {
        const email = readEmail(address)
        // A host without a dot is valid, and no lead has one.
        if (diagnosis === 'ISEMAIL_VALID' && address.includes('.', address.lastIndexOf('@'))) {
          assert.equal(email?.address, address.includes('xn--h') ? email?.address : address.toLowerCase())
        }
      }
    },
  )
})

describe('a host', () => {
  test('is read from what people paste into a field for a website', () => {
    for (const text of [
      'acme.com',
      'https://www.acme.com/about?x=1',
      'WWW.ACME.COM',
      'http://acme.com:8080',
      '//acme.com',
      'info@acme.com',
    ]) {
      assert.equal(readWebAddress(text)?.domain, 'acme.com', text)
    }
    assert.equal(readWebAddress('shop.acme.co.uk')?.domain, 'acme.co.uk')
    assert.equal(readWebAddress('acme'), null)
  })

  test('below no public suffix is its own domain', () => {
    assert.deepEqual(readHost('co.uk'), { host: 'co.uk', domain: 'co.uk', kind: 'company' })
  })
})

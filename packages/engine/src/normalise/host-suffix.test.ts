import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { getDomain } from 'tldts'
import { readHost } from './read-host.ts'

const options = {
  allowPrivateDomains: true,
  extractHostname: false,
  validateHostname: false,
  mixedInputs: false,
  detectIp: false,
}

/** Endings of one, two and three labels; wildcards, their exceptions, and private suffixes among them. */
const endings =
  'com de uk co.uk com.au ck www.ck any.ck kawasaki.jp city.kawasaki.jp kobe.jp tokyo.jp blogspot.com github.io s3.amazonaws.com uk.com eu.org spb.ru pvt.k12.ma.us k12.ma.us ma.us us example invalid bd com.bd er fk compute.amazonaws.com.cn'.split(
    ' ',
  )
const labels = fc.array(fc.constantFrom('a', 'www', 'mail', 'acme', 'city', 'co', 'com', 's3'), { maxLength: 3 })

describe('the registrable domain of a host', () => {
  // Searching the whole list is the truth; most hosts do without.
  test('is what the list of public suffixes says, or the host itself where that is a suffix', () => {
    fc.assert(
      fc.property(labels, fc.constantFrom(...endings), (before, ending) => {
        const host = [...before, ending].join('.')
        fc.pre(host.includes('.'))
        assert.equal(readHost(host)?.domain, getDomain(host, options) ?? host, host)
      }),
      { numRuns: 3_000 },
    )
  })
})

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, test } from 'node:test'
import { getDomain } from 'tldts'
import { handedOn, plainSuffixes, startOfPlainDomain } from './plain-suffixes.ts'

/** Every label that occurs in the list of public suffixes, as the library keeps it. */
function labelsOfList(): ReadonlySet<string> {
  const source = readFileSync(createRequire(import.meta.url).resolve('tldts'), 'utf8')
  const text = /labelText = "([^"]*)"/.exec(source)?.[1] ?? ''
  const lengths = /edgeLength = [^[]*\[([^\]]*)\]/.exec(source)?.[1]?.split(',').map(Number) ?? []
  let start = 0
  return new Set(lengths.map((length) => text.slice(start, (start += length))))
}

describe('An ending under which anybody registers a name', () => {
  const options = { allowPrivateDomains: true, extractHostname: false } as const

  test('has no other ending below it, but for the names that are handed on', () => {
    const labels = labelsOfList()
    assert.ok(labels.size > 5_000 && labels.has('uk') && labels.has('myspreadshop'))
    for (const suffix of plainSuffixes) {
      for (const label of [...labels, 'acme']) {
        if (handedOn.includes(label) || label === '*') continue
        const domain = getDomain(`mail.${label}.${suffix}`, options)
        assert.equal(domain, `${label}.${suffix}`)
      }
    }
  })

  test('gives the domain of a host below it, wherever the host stands', () => {
    assert.equal(startOfPlainDomain('acme.co.uk', 0), 0)
    assert.equal(startOfPlainDomain('ada@acme.co.uk', 4), 4)
    assert.equal(startOfPlainDomain('ada@mail.eu.acme.com.br', 4), 12)
  })

  test('is not taken for one where a name is handed on, nor where it is the whole host', () => {
    assert.equal(startOfPlainDomain('ada@shop.myspreadshop.co.uk', 4), -1)
    assert.equal(startOfPlainDomain('ada@co.uk', 4), -1)
    assert.equal(startOfPlainDomain('ada@mail.acme.com', 4), -1)
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { domainLabel, isListed, readHost } from './account-domains.ts'

describe('reading the domain of an account', () => {
  test('takes it out of whatever somebody wrote', () => {
    for (const text of ['river.example', ' WWW.River.example ', 'https://www.river.example/about?x=1', '@river.example', 'river.example.']) {
      assert.equal(readHost(text)?.host, 'river.example', text)
    }
  })

  test('finds the registrable domain, also under endings that are handed out privately', () => {
    assert.equal(readHost('mail.eu.river.co.uk')?.registrable, 'river.co.uk')
    assert.equal(readHost('river.github.io')?.registrable, 'river.github.io')
  })

  test('refuses what is no domain', () => {
    for (const text of ['', 'river', 'n/a', '192.168.0.1', 'two words']) assert.equal(readHost(text), null, text)
  })

  test('keeps a host that begins with www because that is its name', () => {
    assert.equal(readHost('www.com')?.host, 'www.com')
  })
})

describe('the label of a domain', () => {
  test('is its name without ending and hyphens', () => {
    assert.equal(domainLabel('blue-river.co.uk'), 'blueriver')
  })
})

describe('a list of domains', () => {
  test('covers what lies below each, and nothing else', () => {
    const list = new Set(['river.example'])
    assert.equal(isListed(list, 'river.example'), true)
    assert.equal(isListed(list, 'mail.river.example'), true)
    assert.equal(isListed(list, 'blueriver.example'), false)
    assert.equal(isListed(list, 'example'), false)
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { domainLabel, isListed } from './account-domains.ts'

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

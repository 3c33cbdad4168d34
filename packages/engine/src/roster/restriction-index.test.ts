import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Identity } from '../normalise/lead.ts'
import { indexRestrictions } from './restriction-index.ts'
import type { Restriction } from './roster.ts'

const nobody = {
  email: null,
  domain: null,
  host: null,
  mailKind: null,
  hostKind: null,
  company: null,
  phone: null,
  country: null,
  subdivision: null,
  postalCode: null,
  person: null,
  city: null,
} satisfies Identity

const ada: Identity = {
  ...nobody,
  email: 'ada@mail.engines.example',
  domain: 'engines.example',
  host: 'mail.engines.example',
  phone: '+4930123456',
}

function entry(over: Partial<Restriction>): Restriction {
  return {
    kind: 'email',
    value: 'ada@mail.engines.example',
    channel: 'any',
    fromMs: null,
    untilMs: null,
    reason: null,
    ...over,
  }
}

function isRestricted(
  entries: readonly Restriction[],
  channel: string,
  of: { readonly identity: Identity; readonly accountId: string | null } = { identity: ada, accountId: 'acc-1' },
) {
  return indexRestrictions(entries).isRestricted(of, channel, 100)
}

describe('restrictions', () => {
  test('are found by address, phone, account and domain', () => {
    assert.equal(isRestricted([], 'any'), false)
    assert.equal(isRestricted([entry({})], 'any'), true)
    assert.equal(isRestricted([entry({ kind: 'phone', value: '+4930123456' })], 'any'), true)
    assert.equal(isRestricted([entry({ kind: 'account', value: 'acc-1' })], 'any'), true)
    assert.equal(isRestricted([entry({ kind: 'account', value: 'acc-2' })], 'any'), false)
    assert.equal(isRestricted([entry({ kind: 'domain', value: 'engines.example' })], 'any'), true)
    assert.equal(isRestricted([entry({ kind: 'domain', value: 'mail.engines.example' })], 'any'), true)
  })

  test('on a domain hold for hosts below it, and for no domain that only ends alike', () => {
    const below = { ...nobody, host: 'a.b.engines.example', domain: 'engines.example' }
    assert.equal(
      isRestricted([entry({ kind: 'domain', value: 'b.engines.example' })], 'any', {
        identity: below,
        accountId: null,
      }),
      true,
    )
    assert.equal(
      isRestricted([entry({ kind: 'domain', value: 'gines.example' })], 'any', { identity: below, accountId: null }),
      false,
    )
  })

  test('on every channel forbid each one; on one channel they forbid that one alone', () => {
    assert.equal(isRestricted([entry({})], 'email'), true)
    assert.equal(isRestricted([entry({ channel: 'email' })], 'email'), true)
    assert.equal(isRestricted([entry({ channel: 'email' })], 'phone'), false)
    assert.equal(isRestricted([entry({ channel: 'email' })], 'any'), false)
  })

  test('hold from their start until before their end', () => {
    assert.equal(isRestricted([entry({ fromMs: 100, untilMs: 101 })], 'any'), true)
    assert.equal(isRestricted([entry({ fromMs: 101 })], 'any'), false)
    assert.equal(isRestricted([entry({ untilMs: 100 })], 'any'), false)
    assert.equal(isRestricted([entry({ untilMs: 100 }), entry({ fromMs: 50 })], 'any'), true)
  })

  test('forbid nobody who has given nothing to compare', () => {
    assert.equal(
      isRestricted([entry({}), entry({ kind: 'domain', value: '' })], 'any', { identity: nobody, accountId: null }),
      false,
    )
  })
})

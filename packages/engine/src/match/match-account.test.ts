import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Identity } from '../normalise/lead.ts'
import { askAccount, mailAt, matchInWords } from '../testing/ask-account.ts'
import { bareIdentity } from '../testing/bare-identity.ts'
import type { Account } from './account.ts'
import { buildAccountIndex } from './build-account-index.ts'
import { matchAccount } from './match-account.ts'

const river: Account = {
  id: 'river',
  name: 'Zuverion River GmbH',
  domains: ['zuverion.com', 'river.io'],
  country: 'DE',
}
const stream: Account = { id: 'stream', name: 'Stream Works Inc', domains: ['stream.com'], country: 'US' }

describe('by mail domain', () => {
  test('an account is found by each of its domains', () => {
    assert.equal(askAccount([river, stream], mailAt('zuverion.com')), 'river by domain_exact')
    assert.equal(askAccount([river, stream], mailAt('river.io')), 'river by domain_exact')
  })

  test('the evidence is the domain', () => {
    const match = matchAccount(buildAccountIndex([river]), bareIdentity(mailAt('mail.river.io')))
    assert.equal(match.kind === 'none' ? null : match.evidence, 'river.io')
  })

  test('a host below belongs to the account, and the closest listed domain counts', () => {
    const lab: Account = { id: 'lab', name: 'Zuverion Lab', domains: ['https://lab.zuverion.com/'] }
    assert.equal(askAccount([river, lab], mailAt('mail.zuverion.com')), 'river by domain_parent')
    assert.equal(askAccount([river, lab], mailAt('eu.lab.zuverion.com')), 'lab by domain_parent')
    assert.equal(askAccount([river, lab], mailAt('lab.zuverion.com')), 'lab by domain_exact')
  })

  test('a host above or beside what the account lists belongs to it only when the company is alike', () => {
    const lab: Account = { id: 'lab', name: 'Zuverion Lab', domains: ['lab.zuverion.com'] }
    assert.equal(askAccount([lab], { ...mailAt('zuverion.com'), company: 'Zuverion' }), 'lab by domain_registrable')
    assert.equal(askAccount([lab], { ...mailAt('shop.zuverion.com'), company: 'Stream Works' }), 'no_candidate')
    assert.equal(askAccount([lab], mailAt('zuverion.com')), 'no_candidate')
  })

  test('a host that is not quite the account gives way to an account of the very name', () => {
    const faculty: Account = { id: 'faculty', name: 'Zuverion Faculty of Optics' }
    const lead: Partial<Identity> = { ...mailAt('optics.zuverion.com'), company: 'Zuverion Faculty of Optics' }
    assert.equal(askAccount([river, faculty], lead), 'faculty by name_exact')
    assert.equal(askAccount([river, faculty], { ...lead, ...mailAt('zuverion.com') }), 'river by domain_exact')
  })

  test('the company a lead names does not outweigh its domain', () => {
    assert.equal(
      askAccount([river, stream], { ...mailAt('zuverion.com'), company: 'Stream Works Inc' }),
      'river by domain_exact',
    )
  })

  test('free mail never matches, not even for an account that lists it', () => {
    const provider: Account = { id: 'provider', name: 'Mail Provider', domains: ['hotmail.com', 'provider.com'] }
    const index = buildAccountIndex([provider])
    const lead = bareIdentity({ ...mailAt('hotmail.com'), hostKind: 'free' })
    assert.deepEqual(matchAccount(index, lead), { kind: 'none', because: 'free_mail' })
    // Whoever made the identity may know less about mail providers than the index.
    assert.equal(matchAccount(index, { ...lead, hostKind: 'company' }).kind, 'none')
    assert.deepEqual(index.skippedDomains, [{ accountId: 'provider', domain: 'hotmail.com', because: 'free' }])
    assert.equal(matchInWords(matchAccount(index, bareIdentity(mailAt('provider.com')))), 'provider by domain_exact')
  })

  test('a user may allow a provider and deny any domain, and denying wins', () => {
    const provider: Account = { id: 'provider', name: 'Mail Provider', domains: ['hotmail.com'] }
    const lead: Partial<Identity> = { ...mailAt('hotmail.com'), hostKind: 'free' }
    assert.equal(askAccount([provider], lead, { domains: { allow: ['hotmail.com'] } }), 'provider by domain_exact')
    assert.equal(
      askAccount([provider], lead, { domains: { allow: ['hotmail.com'], deny: ['hotmail.com'] } }),
      'free_mail',
    )
    assert.equal(
      askAccount([river], mailAt('mail.zuverion.com'), { domains: { deny: ['zuverion.com'] } }),
      'no_candidate',
    )
  })

  test('what is no domain is said and does no harm', () => {
    const index = buildAccountIndex([{ ...river, domains: ['n/a', 'zuverion.com'] }])
    assert.deepEqual(index.skippedDomains, [{ accountId: 'river', domain: 'n/a', because: 'malformed' }])
    assert.equal(matchAccount(index, bareIdentity(mailAt('zuverion.com'))).kind, 'matched')
  })
})

describe('accounts that share a domain', () => {
  const head: Account = { id: 'head', name: 'Zuverion AG', domains: ['zuverion.com'], country: 'DE' }
  const french: Account = {
    id: 'french',
    name: 'Zuverion France SAS',
    domains: ['zuverion.com'],
    country: 'FR',
    parent: 'head',
  }
  const boats: Account = { id: 'boats', name: 'Carmody Boats', parent: 'french', country: 'FR' }

  test('are told apart by the company the lead names', () => {
    assert.equal(
      askAccount([head, french], { ...mailAt('zuverion.com'), company: 'Zuverion France' }),
      'french by domain_exact',
    )
  })

  test('are told apart by the place of the lead', () => {
    assert.equal(askAccount([head, french], { ...mailAt('zuverion.com'), country: 'FR' }), 'french by domain_exact')
  })

  test('are spoken for by the parent when nothing else tells', () => {
    assert.equal(askAccount([head, french], mailAt('zuverion.com')), 'head by domain_exact')
  })

  test('are ambiguous when they are not related', () => {
    assert.equal(
      askAccount([head, { ...french, parent: 'nobody' }], mailAt('zuverion.com')),
      'ambiguous french, head by domain_exact',
    )
  })

  test('yield to a subsidiary that the lead names and that writes from the domain of its parent', () => {
    assert.equal(
      askAccount([head, french, boats], { ...mailAt('zuverion.com'), company: 'Carmody Boats Ltd' }),
      'boats by domain_exact',
    )
    assert.equal(
      askAccount([head, { ...boats, parent: 'nobody' }], { ...mailAt('zuverion.com'), company: 'Carmody Boats' }),
      'head by domain_exact',
    )
  })

  test('do no harm when each is the parent of the other', () => {
    const one: Account = { id: 'one', name: 'Zuverion One', domains: ['zuverion.com'], parent: 'two' }
    const two: Account = { id: 'two', name: 'Zuverion Two', domains: ['zuverion.com'], parent: 'one' }
    assert.equal(askAccount([one, two], mailAt('zuverion.com')), 'one by domain_exact')
  })

  test('are named up to ten, sorted', () => {
    const many = Array.from({ length: 12 }, (_, at) => ({
      id: `a${at}`,
      name: `Carmody ${at}`,
      domains: ['zuverion.com'],
    }))
    assert.equal(
      askAccount(many, mailAt('zuverion.com')),
      'ambiguous a0, a1, a10, a11, a2, a3, a4, a5, a6, a7 by domain_exact',
    )
  })
})

describe('by phone', () => {
  const called: Account = {
    id: 'called',
    name: 'Carmody Boats',
    phone: '030 901820',
    country: 'DE',
    domains: ['carmody.com'],
  }

  test('an account is found, and its number is read by the rules of its country', () => {
    assert.equal(askAccount([called], { phone: '+4930901820' }), 'called by phone_exact')
  })

  test('an account is not found when the lead names another company or writes from another domain', () => {
    assert.equal(askAccount([called], { phone: '+4930901820', company: 'Stream Works' }), 'no_candidate')
    assert.equal(askAccount([called], { phone: '+4930901820', ...mailAt('stream.com') }), 'no_candidate')
    assert.equal(askAccount([called], { phone: '+4930901820', company: 'Carmody' }), 'called by phone_exact')
  })
})

describe('nothing found', () => {
  test('says why', () => {
    assert.equal(askAccount([river], {}), 'nothing_to_compare')
    assert.equal(askAccount([river], { ...mailAt('gmail.com'), hostKind: 'free' }), 'free_mail')
    assert.equal(askAccount([river], mailAt('carmody.net')), 'no_candidate')
    assert.equal(askAccount([river], { company: '---' }), 'nothing_to_compare')
    assert.equal(askAccount([], { company: 'Zuverion' }), 'no_candidate')
  })

  test('includes what is weaker than the caller wants', () => {
    const index = buildAccountIndex([river])
    const lead = bareIdentity({ company: 'Zuverion River' })
    assert.equal(matchAccount(index, lead, { weakest: 'name_key_exact' }).kind, 'matched')
    assert.deepEqual(matchAccount(index, lead, { weakest: 'domain_exact' }), { kind: 'none', because: 'no_candidate' })
  })
})

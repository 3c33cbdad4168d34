import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { askAccount, mailAt } from '../testing/ask-account.ts'
import type { Account } from './account.ts'

const river: Account = {
  id: 'river',
  name: 'Zuverion River GmbH',
  domains: ['zuverion.com', 'river.io'],
  country: 'DE',
}
const stream: Account = { id: 'stream', name: 'Stream Works Inc', domains: ['stream.com'], country: 'US' }

describe('by name', () => {
  test('the same text is stronger than the same name without its legal form', () => {
    assert.equal(askAccount([river], { company: 'zuverion river, GmbH' }), 'river by name_exact')
    assert.equal(askAccount([river], { company: 'Zuverion River' }), 'river by name_key_exact')
  })

  test('other names of an account count like its own', () => {
    assert.equal(
      askAccount([{ ...river, alsoKnownAs: ['Carmody'] }], { company: 'Carmody Ltd' }),
      'river by name_key_exact',
    )
  })

  test('the legal form tells two of one name apart when the lead states it', () => {
    const accounts: readonly Account[] = [
      { id: 'plc', name: 'Zuverion PLC' },
      { id: 'ltd', name: 'Zuverion Limited' },
    ]
    assert.equal(askAccount(accounts, { company: 'Zuverion Ltd' }), 'ltd by name_key_exact')
    assert.equal(askAccount(accounts, { company: 'Zuverion' }), 'ambiguous ltd, plc by name_key_exact')
  })

  test('the place tells two of one name apart, the finer the better', () => {
    const accounts: readonly Account[] = [
      { id: 'ca', name: 'Zuverion', country: 'US', subdivision: 'US-CA', city: 'Fresno' },
      { id: 'la', name: 'Zuverion', country: 'US', subdivision: 'US-CA', city: 'Los Angeles' },
      { id: 'gb', name: 'Zuverion', country: 'GB' },
    ]
    const company = 'Zuverion Inc'
    assert.equal(askAccount(accounts, { company, country: 'GB' }), 'gb by name_key_exact')
    assert.equal(askAccount(accounts, { company, country: 'US' }), 'ambiguous ca, la by name_key_exact')
    assert.equal(askAccount(accounts, { company, subdivision: 'US-CA', city: 'fresno' }), 'ca by name_key_exact')
  })

  test('an account in another country is not taken, unless the mail domain speaks for it', () => {
    assert.equal(askAccount([river], { company: 'Zuverion River', country: 'US' }), 'place_contradicts')
    assert.equal(
      askAccount([river], { company: 'Zuverion River', country: 'US', ...mailAt('zuverion.us') }),
      'river by name_key_exact',
    )
  })

  test('a strange mail domain speaks against a name of one word or a common one, unless the country agrees', () => {
    const short: Account = { id: 'short', name: 'Zuverion', domains: ['zuverion.com'], country: 'DE' }
    assert.equal(askAccount([short], { company: 'Zuverion', ...mailAt('carmody.net') }), 'domain_contradicts')
    assert.equal(
      askAccount([short], { company: 'Zuverion', country: 'DE', ...mailAt('carmody.net') }),
      'short by name_exact',
    )
    assert.equal(askAccount([short], { company: 'Zuverion', ...mailAt('zuverion-labs.net') }), 'short by name_exact')
    const common: Account = { ...short, name: 'American Health Group' }
    assert.equal(
      askAccount([common], { company: 'American Health Group', ...mailAt('carmody.net') }),
      'domain_contradicts',
    )
    assert.equal(
      askAccount([river], { company: 'Zuverion River', ...mailAt('carmody.net') }),
      'river by name_key_exact',
    )
  })

  test('a city, county or department is only taken where it is', () => {
    const springfield: Account = { id: 'il', name: 'City of Springfield', country: 'US', subdivision: 'US-IL' }
    const other: Account = { ...springfield, id: 'ma', subdivision: 'US-MA' }
    assert.equal(
      askAccount([springfield], { company: 'City of Springfield', subdivision: 'US-IL' }),
      'il by name_exact',
    )
    assert.equal(
      askAccount([springfield], { company: 'City of Springfield', subdivision: 'US-OR' }),
      'place_contradicts',
    )
    assert.equal(askAccount([springfield], { company: 'City of Springfield' }), 'place_needed')
    assert.equal(
      askAccount([springfield, other], { company: 'City of Springfield', country: 'US' }),
      'ambiguous il, ma by name_key_exact',
    )
  })
})

describe('by a close name', () => {
  const group: Account = { id: 'group', name: 'Zuverion Group Holdings, Inc.' }

  test('an account is found whose name only has words that are usually left out', () => {
    assert.equal(askAccount([group, stream], { company: 'Zuverion' }), 'group by name_close')
    assert.equal(
      askAccount([{ id: 'short', name: 'Carmody' }], { company: 'Carmody International' }),
      'short by name_close',
    )
  })

  test('another name that begins alike makes it ambiguous, unless it is a subsidiary', () => {
    const rival: Account = { id: 'rival', name: 'Zuverion Boats' }
    assert.equal(askAccount([group, rival], { company: 'Zuverion' }), 'ambiguous group, rival by name_close')
    assert.equal(askAccount([group, { ...rival, parent: 'group' }], { company: 'Zuverion' }), 'group by name_close')
  })

  test('a strange mail domain is enough against it', () => {
    const account: Account = { ...group, domains: ['zgh.com'], country: 'DE' }
    assert.equal(
      askAccount([account], { company: 'Zuverion', country: 'DE', ...mailAt('carmody.net') }),
      'domain_contradicts',
    )
  })

  test('the mail domain makes up for a name that is not close enough alone', () => {
    const freight: Account = { id: 'freight', name: 'Zuverion Freight', domains: ['zuverion.de'] }
    assert.equal(
      askAccount([freight], { company: 'Zuverion Outfitters', ...mailAt('zuverion.com') }),
      'freight by name_close_plus_domain',
    )
    assert.equal(askAccount([freight], { company: 'Zuverion Outfitters' }), 'no_candidate')
    assert.equal(askAccount([freight], { company: 'Carmody', ...mailAt('zuverion.com') }), 'no_candidate')
  })

  test('the place makes up for a typo or for left out words that say what the company does', () => {
    const pizza: Account = {
      id: 'pizza',
      name: 'Zuverion Pizza Kitchens',
      country: 'US',
      city: 'Ann Arbor',
      postalCode: '48105',
    }
    assert.equal(
      askAccount([pizza], { company: 'Zuverion', country: 'US', postalCode: '48105-1111' }),
      'pizza by name_close_plus_place',
    )
    assert.equal(
      askAccount([pizza], { company: 'Zuverion Pizza Kitchnes', city: 'Ann Arbor' }),
      'pizza by name_close_plus_place',
    )
    assert.equal(askAccount([pizza], { company: 'Zuverion', country: 'US', city: 'Detroit' }), 'no_candidate')
  })

  test('a name that is that of the place says nothing', () => {
    const works: Account = { id: 'works', name: 'Kalamazoo Works Supply Depot', country: 'US', city: 'Kalamazoo' }
    assert.equal(askAccount([works], { company: 'Kalamazoo', country: 'US', city: 'Kalamazoo' }), 'no_candidate')
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Identity } from '../normalise/lead.ts'
import { bareIdentity } from '../testing/bare-identity.ts'
import type { Account, AccountMatch } from './account.ts'
import { buildAccountIndex } from './build-account-index.ts'
import type { AccountIndexOptions } from './build-account-index.ts'
import { matchAccount } from './match-account.ts'

/** `river by domain_exact`, `ambiguous river, stream by …`, or the reason for none. */
function said(match: AccountMatch): string {
  switch (match.kind) {
    case 'matched':
      return `${match.account.id} by ${match.tier}`
    case 'ambiguous':
      return `ambiguous ${match.accountIds.join(', ')} by ${match.tier}`
    case 'none':
      return match.because
  }
}

function ask(accounts: readonly Account[], lead: Partial<Identity>, options?: AccountIndexOptions): string {
  return said(matchAccount(buildAccountIndex(accounts, options), bareIdentity(lead)))
}

/** What a lead with this mail host looks like; the last two labels are registrable. */
function mail(host: string): Partial<Identity> {
  return { host, domain: host.split('.').slice(-2).join('.'), mailKind: 'company', email: `ada@${host}` }
}

const river: Account = { id: 'river', name: 'Zuverion River GmbH', domains: ['zuverion.com', 'river.io'], country: 'DE' }
const stream: Account = { id: 'stream', name: 'Stream Works Inc', domains: ['stream.com'], country: 'US' }

describe('by mail domain', () => {
  test('an account is found by each of its domains', () => {
    assert.equal(ask([river, stream], mail('zuverion.com')), 'river by domain_exact')
    assert.equal(ask([river, stream], mail('river.io')), 'river by domain_exact')
  })

  test('the evidence is the domain', () => {
    const match = matchAccount(buildAccountIndex([river]), bareIdentity(mail('mail.river.io')))
    assert.equal(match.kind === 'none' ? null : match.evidence, 'river.io')
  })

  test('a host below belongs to the account, and the closest listed domain counts', () => {
    const lab: Account = { id: 'lab', name: 'Zuverion Lab', domains: ['https://lab.zuverion.com/'] }
    assert.equal(ask([river, lab], mail('mail.zuverion.com')), 'river by domain_parent')
    assert.equal(ask([river, lab], mail('eu.lab.zuverion.com')), 'lab by domain_parent')
    assert.equal(ask([river, lab], mail('lab.zuverion.com')), 'lab by domain_exact')
  })

  test('a host above or beside what the account lists belongs to it only when the company is alike', () => {
    const lab: Account = { id: 'lab', name: 'Zuverion Lab', domains: ['lab.zuverion.com'] }
    assert.equal(ask([lab], { ...mail('zuverion.com'), company: 'Zuverion' }), 'lab by domain_registrable')
    assert.equal(ask([lab], { ...mail('shop.zuverion.com'), company: 'Stream Works' }), 'no_candidate')
    assert.equal(ask([lab], mail('zuverion.com')), 'no_candidate')
  })

  test('a host that is not quite the account gives way to an account of the very name', () => {
    const faculty: Account = { id: 'faculty', name: 'Zuverion Faculty of Optics' }
    const lead: Partial<Identity> = { ...mail('optics.zuverion.com'), company: 'Zuverion Faculty of Optics' }
    assert.equal(ask([river, faculty], lead), 'faculty by name_exact')
    assert.equal(ask([river, faculty], { ...lead, ...mail('zuverion.com') }), 'river by domain_exact')
  })

  test('the company a lead names does not outweigh its domain', () => {
    assert.equal(ask([river, stream], { ...mail('zuverion.com'), company: 'Stream Works Inc' }), 'river by domain_exact')
  })

  test('free mail never matches, not even for an account that lists it', () => {
    const provider: Account = { id: 'provider', name: 'Mail Provider', domains: ['hotmail.com', 'provider.com'] }
    const index = buildAccountIndex([provider])
    const lead = bareIdentity({ ...mail('hotmail.com'), mailKind: 'free' })
    assert.deepEqual(matchAccount(index, lead), { kind: 'none', because: 'free_mail' })
    // Whoever made the identity may know less about mail providers than the index.
    assert.equal(matchAccount(index, { ...lead, mailKind: 'company' }).kind, 'none')
    assert.deepEqual(index.skippedDomains, [{ accountId: 'provider', domain: 'hotmail.com', because: 'free' }])
    assert.equal(said(matchAccount(index, bareIdentity(mail('provider.com')))), 'provider by domain_exact')
  })

  test('a user may allow a provider and deny any domain, and denying wins', () => {
    const provider: Account = { id: 'provider', name: 'Mail Provider', domains: ['hotmail.com'] }
    const lead: Partial<Identity> = { ...mail('hotmail.com'), mailKind: 'free' }
    assert.equal(ask([provider], lead, { domains: { allow: ['hotmail.com'] } }), 'provider by domain_exact')
    assert.equal(ask([provider], lead, { domains: { allow: ['hotmail.com'], deny: ['hotmail.com'] } }), 'free_mail')
    assert.equal(ask([river], mail('mail.zuverion.com'), { domains: { deny: ['zuverion.com'] } }), 'no_candidate')
  })

  test('what is no domain is said and does no harm', () => {
    const index = buildAccountIndex([{ ...river, domains: ['n/a', 'zuverion.com'] }])
    assert.deepEqual(index.skippedDomains, [{ accountId: 'river', domain: 'n/a', because: 'malformed' }])
    assert.equal(matchAccount(index, bareIdentity(mail('zuverion.com'))).kind, 'matched')
  })
})

describe('accounts that share a domain', () => {
  const head: Account = { id: 'head', name: 'Zuverion AG', domains: ['zuverion.com'], country: 'DE' }
  const french: Account = { id: 'french', name: 'Zuverion France SAS', domains: ['zuverion.com'], country: 'FR', parent: 'head' }
  const boats: Account = { id: 'boats', name: 'Carmody Boats', parent: 'french', country: 'FR' }

  test('are told apart by the company the lead names', () => {
    assert.equal(ask([head, french], { ...mail('zuverion.com'), company: 'Zuverion France' }), 'french by domain_exact')
  })

  test('are told apart by the place of the lead', () => {
    assert.equal(ask([head, french], { ...mail('zuverion.com'), country: 'FR' }), 'french by domain_exact')
  })

  test('are spoken for by the parent when nothing else tells', () => {
    assert.equal(ask([head, french], mail('zuverion.com')), 'head by domain_exact')
  })

  test('are ambiguous when they are not related', () => {
    assert.equal(ask([head, { ...french, parent: 'nobody' }], mail('zuverion.com')), 'ambiguous french, head by domain_exact')
  })

  test('yield to a subsidiary that the lead names and that writes from the domain of its parent', () => {
    assert.equal(ask([head, french, boats], { ...mail('zuverion.com'), company: 'Carmody Boats Ltd' }), 'boats by domain_exact')
    assert.equal(ask([head, { ...boats, parent: 'nobody' }], { ...mail('zuverion.com'), company: 'Carmody Boats' }), 'head by domain_exact')
  })

  test('do no harm when each is the parent of the other', () => {
    const one: Account = { id: 'one', name: 'Zuverion One', domains: ['zuverion.com'], parent: 'two' }
    const two: Account = { id: 'two', name: 'Zuverion Two', domains: ['zuverion.com'], parent: 'one' }
    assert.equal(ask([one, two], mail('zuverion.com')), 'one by domain_exact')
  })

  test('are named up to ten, sorted', () => {
    const many = Array.from({ length: 12 }, (_, at) => ({ id: `a${at}`, name: `Carmody ${at}`, domains: ['zuverion.com'] }))
    assert.equal(ask(many, mail('zuverion.com')), 'ambiguous a0, a1, a10, a11, a2, a3, a4, a5, a6, a7 by domain_exact')
  })
})

describe('by phone', () => {
  const called: Account = { id: 'called', name: 'Carmody Boats', phone: '030 901820', country: 'DE', domains: ['carmody.com'] }

  test('an account is found, and its number is read by the rules of its country', () => {
    assert.equal(ask([called], { phone: '+4930901820' }), 'called by phone_exact')
  })

  test('an account is not found when the lead names another company or writes from another domain', () => {
    assert.equal(ask([called], { phone: '+4930901820', company: 'Stream Works' }), 'no_candidate')
    assert.equal(ask([called], { phone: '+4930901820', ...mail('stream.com') }), 'no_candidate')
    assert.equal(ask([called], { phone: '+4930901820', company: 'Carmody' }), 'called by phone_exact')
  })
})

describe('by name', () => {
  test('the same text is stronger than the same name without its legal form', () => {
    assert.equal(ask([river], { company: 'zuverion river, GmbH' }), 'river by name_exact')
    assert.equal(ask([river], { company: 'Zuverion River' }), 'river by name_key_exact')
  })

  test('other names of an account count like its own', () => {
    assert.equal(ask([{ ...river, alsoKnownAs: ['Carmody'] }], { company: 'Carmody Ltd' }), 'river by name_key_exact')
  })

  test('the legal form tells two of one name apart when the lead states it', () => {
    const accounts: readonly Account[] = [
      { id: 'plc', name: 'Zuverion PLC' },
      { id: 'ltd', name: 'Zuverion Limited' },
    ]
    assert.equal(ask(accounts, { company: 'Zuverion Ltd' }), 'ltd by name_key_exact')
    assert.equal(ask(accounts, { company: 'Zuverion' }), 'ambiguous ltd, plc by name_key_exact')
  })

  test('the place tells two of one name apart, the finer the better', () => {
    const accounts: readonly Account[] = [
      { id: 'ca', name: 'Zuverion', country: 'US', subdivision: 'US-CA', city: 'Fresno' },
      { id: 'la', name: 'Zuverion', country: 'US', subdivision: 'US-CA', city: 'Los Angeles' },
      { id: 'gb', name: 'Zuverion', country: 'GB' },
    ]
    const company = 'Zuverion Inc'
    assert.equal(ask(accounts, { company, country: 'GB' }), 'gb by name_key_exact')
    assert.equal(ask(accounts, { company, country: 'US' }), 'ambiguous ca, la by name_key_exact')
    assert.equal(ask(accounts, { company, subdivision: 'US-CA', city: 'fresno' }), 'ca by name_key_exact')
  })

  test('an account in another country is not taken, unless the mail domain speaks for it', () => {
    assert.equal(ask([river], { company: 'Zuverion River', country: 'US' }), 'place_contradicts')
    assert.equal(ask([river], { company: 'Zuverion River', country: 'US', ...mail('zuverion.us') }), 'river by name_key_exact')
  })

  test('a strange mail domain needs a country that agrees', () => {
    assert.equal(ask([river], { company: 'Zuverion River', ...mail('carmody.net') }), 'domain_contradicts')
    assert.equal(ask([river], { company: 'Zuverion River', country: 'DE', ...mail('carmody.net') }), 'river by name_key_exact')
    assert.equal(ask([river], { company: 'Zuverion River', ...mail('zuverion-labs.net') }), 'river by name_key_exact')
  })

  test('a city, county or department is only taken where it is', () => {
    const springfield: Account = { id: 'il', name: 'City of Springfield', country: 'US', subdivision: 'US-IL' }
    const other: Account = { ...springfield, id: 'ma', subdivision: 'US-MA' }
    assert.equal(ask([springfield], { company: 'City of Springfield', subdivision: 'US-IL' }), 'il by name_exact')
    assert.equal(ask([springfield], { company: 'City of Springfield', subdivision: 'US-OR' }), 'place_contradicts')
    assert.equal(ask([springfield], { company: 'City of Springfield' }), 'place_needed')
    assert.equal(ask([springfield, other], { company: 'City of Springfield', country: 'US' }), 'ambiguous il, ma by name_key_exact')
  })
})

describe('by a close name', () => {
  const group: Account = { id: 'group', name: 'Zuverion Group Holdings, Inc.' }

  test('an account is found whose name only has words that are usually left out', () => {
    assert.equal(ask([group, stream], { company: 'Zuverion' }), 'group by name_close')
    assert.equal(ask([{ id: 'short', name: 'Carmody' }], { company: 'Carmody International' }), 'short by name_close')
  })

  test('another name that begins alike makes it ambiguous, unless it is a subsidiary', () => {
    const rival: Account = { id: 'rival', name: 'Zuverion Boats' }
    assert.equal(ask([group, rival], { company: 'Zuverion' }), 'ambiguous group, rival by name_close')
    assert.equal(ask([group, { ...rival, parent: 'group' }], { company: 'Zuverion' }), 'group by name_close')
  })

  test('a strange mail domain is enough against it', () => {
    const account: Account = { ...group, domains: ['zgh.com'], country: 'DE' }
    assert.equal(ask([account], { company: 'Zuverion', country: 'DE', ...mail('carmody.net') }), 'domain_contradicts')
  })

  test('the mail domain makes up for a name that is not close enough alone', () => {
    const freight: Account = { id: 'freight', name: 'Zuverion Freight', domains: ['zuverion.de'] }
    assert.equal(ask([freight], { company: 'Zuverion Outfitters', ...mail('zuverion.com') }), 'freight by name_close_plus_domain')
    assert.equal(ask([freight], { company: 'Zuverion Outfitters' }), 'no_candidate')
    assert.equal(ask([freight], { company: 'Carmody', ...mail('zuverion.com') }), 'no_candidate')
  })

  test('the place makes up for a typo or for left out words that say what the company does', () => {
    const pizza: Account = { id: 'pizza', name: 'Zuverion Pizza Kitchens', country: 'US', city: 'Ann Arbor', postalCode: '48105' }
    assert.equal(ask([pizza], { company: 'Zuverion', country: 'US', postalCode: '48105-1111' }), 'pizza by name_close_plus_place')
    assert.equal(ask([pizza], { company: 'Zuverion Pizza Kitchnes', city: 'Ann Arbor' }), 'pizza by name_close_plus_place')
    assert.equal(ask([pizza], { company: 'Zuverion', country: 'US', city: 'Detroit' }), 'no_candidate')
  })

  test('a name that is that of the place says nothing', () => {
    const works: Account = { id: 'works', name: 'Kalamazoo Works Supply Depot', country: 'US', city: 'Kalamazoo' }
    assert.equal(ask([works], { company: 'Kalamazoo', country: 'US', city: 'Kalamazoo' }), 'no_candidate')
  })
})

describe('nothing found', () => {
  test('says why', () => {
    assert.equal(ask([river], {}), 'nothing_to_compare')
    assert.equal(ask([river], { ...mail('gmail.com'), mailKind: 'free' }), 'free_mail')
    assert.equal(ask([river], mail('carmody.net')), 'no_candidate')
    assert.equal(ask([river], { company: '---' }), 'nothing_to_compare')
    assert.equal(ask([], { company: 'Zuverion' }), 'no_candidate')
  })

  test('includes what is weaker than the caller wants', () => {
    const index = buildAccountIndex([river])
    const lead = bareIdentity({ company: 'Zuverion River' })
    assert.equal(matchAccount(index, lead, { weakest: 'name_key_exact' }).kind, 'matched')
    assert.deepEqual(matchAccount(index, lead, { weakest: 'domain_exact' }), { kind: 'none', because: 'no_candidate' })
  })
})

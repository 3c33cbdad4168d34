import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Identity } from '../normalise/lead.ts'
import { bareIdentity } from '../testing/bare-identity.ts'
import { buildLeadIndex } from './lead-index.ts'
import { leadMatchTiers } from './lead-match.ts'
import type { LeadMatch } from './lead-match.ts'
import { matchLead } from './match-lead.ts'

function said(match: LeadMatch): string {
  switch (match.kind) {
    case 'matched':
      return `${match.leadId} by ${match.tier}`
    case 'ambiguous':
      return `ambiguous ${match.leadIds.join(', ')} by ${match.tier}`
    case 'none':
      return match.because
  }
}

/** What a new lead is matched to among earlier ones, which are called `l0`, `l1`, … */
function ask(earlier: readonly Partial<Identity>[], lead: Partial<Identity>): string {
  const index = buildLeadIndex(earlier.map((parts, at) => ({ id: `l${at}`, identity: bareIdentity(parts) })))
  return said(matchLead(index, { id: 'new', identity: bareIdentity(lead) }))
}

const work = { domain: 'river.example', host: 'river.example', hostKind: 'company' } as const
const phone = '+4930901820'

describe('by mail address', () => {
  test('a lead is the earlier one of the same address, in whatever case', () => {
    assert.equal(ask([{ email: 'ada@river.example' }], { email: 'ADA@River.example' }), 'l0 by email_exact')
  })

  test('spellings of one mailbox are one person', () => {
    assert.equal(
      ask([{ email: 'ada.lovelace@gmail.com' }], { email: 'adalovelace+fair@googlemail.com' }),
      'l0 by email_mailbox',
    )
    assert.equal(ask([{ email: 'ada@river.example' }], { email: 'ada+fair@river.example' }), 'l0 by email_mailbox')
    assert.equal(ask([{ email: 'a.da@river.example' }], { email: 'ada@river.example' }), 'no_candidate')
  })

  test('a mailbox that several people read tells nothing when they are named', () => {
    const earlier: Partial<Identity> = { email: 'info@river.example', person: 'Ada Lovelace' }
    assert.equal(ask([earlier], { email: 'info@river.example', person: 'Charles Babbage' }), 'no_candidate')
    assert.equal(ask([earlier], { email: 'info@river.example', person: 'A. Lovelace' }), 'l0 by email_exact')
    assert.equal(
      ask([{ ...earlier, email: 'ada@river.example' }], { email: 'ada@river.example', person: 'Countess Lovelace' }),
      'l0 by email_exact',
    )
  })
})

describe('by phone', () => {
  test('a person of the same name is the same', () => {
    assert.equal(
      ask([{ phone, person: 'Ada Lovelace' }], { phone, person: 'Lovelace, Dr. Ada' }),
      'l0 by phone_plus_person',
    )
    assert.equal(ask([{ phone, person: 'Ada' }], { phone, person: 'Ada' }), 'nothing_to_compare')
  })

  test('a company of the same name is the same unless two people are named or write from two addresses', () => {
    const earlier: Partial<Identity> = { phone, company: 'Zuverion GmbH' }
    assert.equal(ask([earlier], { phone, company: 'Zuverion' }), 'l0 by phone_plus_company')
    assert.equal(
      ask([{ ...earlier, person: 'Ada Lovelace' }], { phone, company: 'Zuverion', person: 'Charles Babbage' }),
      'no_candidate',
    )
    assert.equal(
      ask([{ ...earlier, email: 'ada@x.example' }], { phone, company: 'Zuverion', email: 'cb@x.example' }),
      'no_candidate',
    )
  })

  test('a company whose name lies within the other is the same, unless what is left tells sites apart', () => {
    assert.equal(
      ask([{ phone, company: 'Zuverion' }], { phone, company: 'Carmody Foundation Zuverion' }),
      'l0 by phone_plus_close_company',
    )
    assert.equal(ask([{ phone, company: 'Zuverion' }], { phone, company: 'Zuverion West' }), 'no_candidate')
    assert.equal(ask([{ phone, company: 'Zuverion' }], { phone, company: 'Zuverion II' }), 'no_candidate')
  })
})

describe('by name and company', () => {
  test('the same full name at the same company is the same person', () => {
    assert.equal(
      ask([{ person: 'Ada Lovelace', company: 'Zuverion' }], { person: 'ada lovelace', company: 'Zuverion Ltd' }),
      'l0 by person_plus_company',
    )
    assert.equal(
      ask([{ person: 'Ada Lovelace', ...work }], { person: 'Ada Lovelace', ...work }),
      'l0 by person_plus_company',
    )
    assert.equal(
      ask([{ person: 'A. Lovelace', company: 'Zuverion' }], { person: 'A. Lovelace', company: 'Zuverion' }),
      'nothing_to_compare',
    )
  })

  test('another country or another address at that company makes it somebody else', () => {
    const earlier: Partial<Identity> = {
      person: 'Ada Lovelace',
      company: 'Zuverion',
      country: 'GB',
      email: 'ada@river.example',
      ...work,
    }
    assert.equal(ask([earlier], { ...earlier, country: 'US', email: null }), 'no_candidate')
    assert.equal(ask([earlier], { ...earlier, email: 'lovelace@river.example' }), 'no_candidate')
    assert.equal(
      ask([earlier], { person: 'Ada Lovelace', company: 'Zuverion', email: 'ada@gmail.com' }),
      'l0 by person_plus_company',
    )
  })

  test('an organisation is the same only at the same place, and only while nobody is named', () => {
    const town: Partial<Identity> = { company: 'City of Springfield', subdivision: 'US-IL', city: 'Springfield' }
    assert.equal(ask([town], { ...town, company: 'The City of Springfield' }), 'l0 by company_plus_place')
    assert.equal(ask([town], { ...town, subdivision: 'US-MA' }), 'no_candidate')
    assert.equal(ask([town], { company: 'City of Springfield' }), 'nothing_to_compare')
    assert.equal(ask([town], { ...town, person: 'Ada Lovelace' }), 'no_candidate')
  })
})

describe('several earlier leads', () => {
  test('that are one another count as the first', () => {
    assert.equal(
      ask([{ email: 'ada@x.example' }, { email: 'ada@x.example' }], { email: 'ada@x.example' }),
      'l0 by email_exact',
    )
  })

  test('that are not one another are ambiguous', () => {
    const one: Partial<Identity> = { phone, company: 'Zuverion', person: 'Ada Lovelace' }
    assert.equal(
      ask([one, { ...one, person: 'Charles Babbage' }], { phone, company: 'Zuverion' }),
      'ambiguous l0, l1 by phone_plus_company',
    )
  })
})

describe('an index of leads', () => {
  const lead = (id: string, parts: Partial<Identity>) => ({ id, identity: bareIdentity(parts) })

  test('forgets what is removed and knows what is added in its place', () => {
    const index = buildLeadIndex([lead('a', { email: 'ada@x.example' })])
    index.add(lead('a', { email: 'countess@x.example' }))
    assert.equal(said(matchLead(index, lead('new', { email: 'ada@x.example' }))), 'no_candidate')
    assert.equal(said(matchLead(index, lead('new', { email: 'countess@x.example' }))), 'a by email_exact')
    assert.equal(index.remove('a'), true)
    assert.equal(index.remove('a'), false)
    assert.equal(index.size(), 0)
    assert.equal(said(matchLead(index, lead('new', { email: 'countess@x.example' }))), 'no_candidate')
  })

  test('never matches a lead to itself', () => {
    const index = buildLeadIndex([lead('a', { email: 'ada@x.example' })])
    assert.equal(said(matchLead(index, lead('a', { email: 'ada@x.example' }))), 'no_candidate')
  })

  test('takes nothing weaker than it is told', () => {
    const index = buildLeadIndex([lead('a', { phone, company: 'Zuverion' })])
    const asked = lead('new', { phone, company: 'Carmody Foundation Zuverion' })
    assert.equal(said(matchLead(index, asked, { weakest: 'company_plus_place' })), 'no_candidate')
  })
})

const few = <Item>(...items: readonly Item[]) => fc.option(fc.constantFrom(...items))

const identities = fc
  .record({
    email: few('ada@x.example', 'a.da@gmail.com', 'ada+1@gmail.com', 'info@x.example'),
    person: few('Ada Lovelace', 'A. Lovelace', 'Charles Babbage', 'Ada'),
    company: few('Zuverion', 'Zuverion GmbH', 'Zuverion West', 'Carmody'),
    phone: few('+4930901820', '+14155550100'),
    country: few('DE', 'US'),
    postalCode: few('10115', '93650'),
  })
  .map(bareIdentity)

describe('matching leads', () => {
  test('is the same whichever of two leads came first', () => {
    fc.assert(
      fc.property(identities, identities, (a, b) => {
        const [forth, back] = [
          matchLead(buildLeadIndex([{ id: 'l', identity: a }]), { id: 'new', identity: b }),
          matchLead(buildLeadIndex([{ id: 'l', identity: b }]), { id: 'new', identity: a }),
        ]
        assert.equal(
          said(forth).replace('nothing_to_compare', 'no_candidate'),
          said(back).replace('nothing_to_compare', 'no_candidate'),
        )
      }),
      { numRuns: 1000 },
    )
  })

  test('does not depend on the order in which leads were added, nor on leads that are gone', () => {
    fc.assert(
      fc.property(
        fc.array(identities, { maxLength: 6 }),
        fc.array(identities, { maxLength: 3 }),
        identities,
        (earlier, gone, asked) => {
          const leads = earlier.map((identity, at) => ({ id: `l${at}`, identity }))
          const index = buildLeadIndex([
            ...gone.map((identity, at) => ({ id: `gone${at}`, identity })),
            ...leads.toReversed(),
          ])
          for (const at of gone.keys()) index.remove(`gone${at}`)
          const lead = { id: 'new', identity: asked }
          assert.deepEqual(matchLead(index, lead), matchLead(buildLeadIndex(leads), lead))
        },
      ),
      { numRuns: 500 },
    )
  })

  test('names the strongest tier of all that would match one by one', () => {
    fc.assert(
      fc.property(fc.array(identities, { minLength: 1, maxLength: 5 }), identities, (earlier, asked) => {
        const leads = earlier.map((identity, at) => ({ id: `l${at}`, identity }))
        const lead = { id: 'new', identity: asked }
        const together = matchLead(buildLeadIndex(leads), lead)
        const alone = leads.map((one) => matchLead(buildLeadIndex([one]), lead))
        const best = leadMatchTiers.find((tier) =>
          alone.some((match) => match.kind === 'matched' && match.tier === tier),
        )
        assert.equal(together.kind === 'none' ? undefined : together.tier, best)
      }),
      { numRuns: 500 },
    )
  })
})

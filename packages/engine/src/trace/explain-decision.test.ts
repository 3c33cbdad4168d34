import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Account } from '../match/account.ts'
import { openDesk, policyFromText } from '../testing/decide-by-text.ts'
import { poolOf, rosterOf, seatFor, someone } from '../testing/small-roster.ts'
import { explainDecision } from './explain-decision.ts'
import { whatWouldChange } from './what-would-change.ts'
import { whyNot } from './why-not.ts'

const policy = policyFromText(`
policy: inbound
fields:
  country:   { type: country }
  employees: { type: integer }
  product:   { type: enum, values: [GTX Basic, GTX Pro] }
derive:
  segment:
    - { when: "employees >= 1000", value: enterprise }
    - { value: small }
constraints:
  - id: do-not-contact
    when: restricted("any")
    refuse: do_not_contact
  - id: eu-certified
    when: country in group("EU")
    require: '"gdpr" in owner.certifications'
  - id: strategic
    when: account.tier == "strategic"
    bind: account.owner
    otherwise: [pool: dach]
routes:
  - id: pro
    when: product == "GTX Pro"
    to: [pool: pro]
  - id: dach-enterprise
    when: country in ["DE", "AT", "CH"] && segment == "enterprise"
    to: [pool: dach-ent, pool: dach]
  - id: dach
    when: country in ["DE", "AT", "CH"]
    to: [pool: dach]
clocks:
  first_touch: [{ target: PT15M, hours: owner }]
`)

const hours = { tue: [{ from: '09:00', to: '17:00' }], wed: [{ from: '09:00', to: '17:00' }] }
const berlin = { zone: 'Europe/Berlin', hours }
const away = { ...berlin, absences: [{ from: '2026-11-23', until: '2026-11-25' }] }
const person = (id: string, over: Parameters<typeof someone>[1] = {}) =>
  someone(id, {
    calendar: berlin,
    ...over,
    attributes: { id, zone: 'Europe/Berlin', certifications: ['gdpr'], ...over.attributes },
  })

const roster = rosterOf(
  [
    person('owner-01'),
    person('owner-02', { calendar: away }),
    person('owner-03', { attributes: { certifications: [] } }),
    person('owner-05', { capacity: 2, openLeads: 2 }),
    person('owner-07'),
    person('owner-09'),
  ],
  [
    poolOf('dach-ent', [
      seatFor('owner-01', 1, { received: 13_000 }),
      seatFor('owner-02'),
      seatFor('owner-03', 1, { received: 12_000 }),
      seatFor('owner-05', 1, { received: 12_000 }),
      seatFor('owner-07', 2, { received: 24_000 }),
    ]),
    poolOf('dach', [seatFor('owner-09')]),
    poolOf('pro', [seatFor('owner-01')]),
  ],
)

const account: Account = { id: 'acc-1', name: 'Analytical Engines GmbH', tier: 'standard' }
const lead = { country: 'Deutschland', employees: 5000 }

describe('an explanation', () => {
  test('tells the whole way of a lead in the order it was asked, from the record alone', () => {
    const decision = openDesk(policy, roster).route(lead, { account })
    const { text } = explainDecision(JSON.parse(JSON.stringify(decision)), policy.policy)
    assert.equal(
      text,
      `assigned to owner-07, pool dach-ent, by policy inbound (${policy.policy.hash.slice(0, 7)}), route dach-enterprise
  lead       country DE (given "Deutschland") · employees 5000 · segment enterprise (derived) · missing: product
  account    Analytical Engines GmbH, domain_exact; tier standard; owned by nobody
  hard rules do-not-contact: does not apply · eu-certified: applies, removes owner-03 (no "gdpr") · strategic: does not apply
  routes     2 of 3 asked: pro unknown (missing: product) · dach-enterprise true
  pool       dach-ent: 5 members, 2 eligible; removed: owner-02 absent until Wed 25 Nov 09:00 Europe/Berlin; owner-03 does not meet eu-certified (no "gdpr"); owner-05 open leads 2 of 2
  balance    fair share: owner-07 is due at 12.50, next owner-01 at 14.00 (pool at 12.20)
  clock      first touch by 11:15 Europe/Berlin (15 min of working time)
`,
    )
  })

  test('of a brief record says what there is, and how to get more', () => {
    const decision = openDesk(policy, roster).ask({ product: 'N/A' }, { detail: 'brief' })
    const { text } = explainDecision(decision, policy.policy)
    assert.match(text, /^held in incomplete \(incomplete\)/)
    assert.match(text, /full detail/)
  })
})

describe('why not me', () => {
  const decision = openDesk(policy, roster).ask(lead, { account })
  const answers = {
    'owner-07': /^owner-07 got this lead/,
    'owner-01': /^not owner-01: eligible, ahead of the pool, due 1\.50 later .* if owner-07 were absent/,
    'owner-02':
      /^not owner-02: absent until Wed 25 Nov 09:00 Europe\/Berlin\. Even if owner-02 were at work, it would not have been owner-02\.$/,
    'owner-03': /^not owner-03: does not meet eu-certified \(no "gdpr"\)/,
    'owner-05': /^not owner-05: open leads 2 of 2\. It would have been owner-05 if owner-05 had one lead fewer\.$/,
    'owner-09': /^not owner-09: not a member of dach-ent, the only pool that was asked/,
  }
  for (const [ownerId, expected] of Object.entries(answers)) {
    test(`is answered for ${ownerId} with the exact test that decided`, () => {
      assert.match(whyNot(decision, policy, ownerId).sentence, expected)
    })
  }

  test('says that somebody due as soon was ahead of the pool', () => {
    const pair = rosterOf(
      [person('owner-01'), person('owner-07')],
      [poolOf('pro', [seatFor('owner-01', 2, { received: 1_000 }), seatFor('owner-07')])],
    )
    const ahead = openDesk(policy, pair).ask({ product: 'GTX Pro' })
    assert.match(
      whyNot(ahead, policy, 'owner-01').sentence,
      /^not owner-01: eligible, but ahead of the pool, so after those who are not \(due at 1\.00\), number 2 of 2 eligible\./,
    )
    assert.match(
      explainDecision(ahead, policy.policy).text,
      /next owner-01 at 1\.00, ahead of the pool \(pool at 0\.33\)/,
    )
  })

  test('is answered for a bound lead by naming the rule that bound it', () => {
    const bound = openDesk(policy, roster).ask(lead, { account: { ...account, tier: 'strategic', owner: 'owner-09' } })
    assert.match(whyNot(bound, policy, 'owner-07').sentence, /strategic binds the lead to owner-09/)
  })
})

describe('what would change it', () => {
  test('names only changes of the lead that really lead there', () => {
    const desk = openDesk(policy, roster)
    const decision = desk.ask(lead, { account })
    const flips = whatWouldChange(decision, policy).lead
    assert.ok(flips.length >= 3)
    for (const { changes, destination } of flips) {
      const changed = { ...lead, ...Object.fromEntries(changes.map(({ field, to }) => [field, to])) }
      const again = desk.ask(changed, { account })
      assert.equal(again.ruleId, destination.ruleId)
    }
  })

  test('tells the smallest change of a number, up or down', () => {
    const desk = openDesk(policy, roster)
    const employeesOf = (employees: number) =>
      whatWouldChange(desk.ask({ ...lead, employees }, { account }), policy).lead.flatMap(({ changes }) =>
        changes.flatMap(({ field, to }) => (field === 'employees' ? [to] : [])),
      )
    assert.deepEqual(employeesOf(5000), [999])
    assert.deepEqual(employeesOf(3), [1000])
  })

  test('says where only the hard rules change', () => {
    const decision = openDesk(policy, roster).ask(lead, { account })
    const sentences = whatWouldChange(decision, policy).lead.map(({ sentence }) => sentence)
    assert.ok(
      sentences.some((sentence) =>
        /country were CH .*: route dach-enterprise, .*, where eu-certified does not apply$/.test(sentence),
      ),
      sentences.join('\n'),
    )
  })

  test('overlooks no single attribute: each of those that decide is among them', () => {
    const decision = openDesk(policy, roster).ask(lead, { account })
    const fields = new Set(
      whatWouldChange(decision, policy).lead.flatMap(({ changes }) => changes.map(({ field }) => field)),
    )
    assert.deepEqual([...fields].toSorted(), ['country', 'employees', 'product'])
  })

  test('claims no outcome where a pool would be asked that the record does not hold', () => {
    const two = policyFromText(`
policy: two
fields: { country: { type: country } }
routes:
  - id: all
    to: [pool: pro, pool: dach]
`)
    const decision = openDesk(two, roster).ask({ country: 'FR' })
    const absent = whatWouldChange(decision, two).roster.find(({ change }) => change.kind === 'absent')
    assert.deepEqual([absent?.outcome, absent?.asks], [null, 'dach'])
    assert.equal(absent?.sentence, 'if owner-01 were absent: dach is asked next, of which the record says nothing')
  })

  test('tries two attributes where no single one leads elsewhere', () => {
    const both = policyFromText(`
policy: both
fields: { country: { type: country }, employees: { type: integer } }
routes:
  - id: special
    when: country == "DE" && employees > 10
    to: [pool: pro]
  - id: rest
    to: [pool: dach]
`)
    const decision = openDesk(both, roster).ask({ country: 'FR', employees: 3 })
    const [flip] = whatWouldChange(decision, both).lead
    assert.deepEqual(
      flip.changes.map(({ field, to }) => [field, to]),
      [
        ['country', 'DE'],
        ['employees', 11],
      ],
    )
    assert.equal(flip.destination.ruleId, 'special')
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { spendDay } from '../testing/business-day.ts'
import { dachLead, dachPolicy, dachRoster, plainAccount } from '../testing/dach-example.ts'
import { openDesk, policyFromText, tuesdayAtTenMs } from '../testing/decide-by-text.ts'
import { poolOf, rosterOf, seatFor, someone } from '../testing/small-roster.ts'
import type { LeadHistory } from './lead-history.ts'
import { explainDecision } from './explain-decision.ts'
import { whatWouldChange } from './what-would-change.ts'
import { whyNot } from './why-not.ts'

const days = process.env['RIGHTFUL_LONG'] === '1' ? 1000 : 30

const berlin = {
  zone: 'Europe/Berlin',
  hours: { tue: [{ from: '09:00', to: '17:00' }], wed: [{ from: '09:00', to: '17:00' }] },
}
const history: LeadHistory = {
  receivedAtMs: tuesdayAtTenMs,
  currentOwnerId: null,
  previousOwnerIds: [],
  excludedOwnerIds: [],
  reassignedCount: 0,
  isTouched: false,
}

describe('an explanation', () => {
  test('tells the whole way of a lead in the order it was asked, from the record alone', () => {
    const decision = openDesk(dachPolicy, dachRoster).route(dachLead, { account: plainAccount })
    const { text } = explainDecision(JSON.parse(JSON.stringify(decision)), dachPolicy)
    assert.equal(
      text,
      `assigned to owner-07, pool dach-ent, by policy inbound (${dachPolicy.policy.hash.slice(0, 7)}), route dach-enterprise
  lead       country DE (given "Deutschland") · employees 5000 · segment enterprise (derived) · missing: product
  account    Analytical Engines GmbH, domain_exact; tier standard; owned by nobody
  hard rules do-not-contact: no entry · eu-certified: applies, removes owner-03 (no "gdpr") · strategic: does not apply
  routes     2 of 3 asked: pro unknown (missing: product) · dach-enterprise true
  pool       dach-ent: 5 members, 2 eligible; removed: owner-02 absent until Wed 25 Nov 09:00 Europe/Berlin; owner-05 open leads 2 of 2; owner-03 by eu-certified
  balance    fair share: owner-07 is due at 12.50, next owner-01 at 14.00 (pool at 12.20)
  clocks     first touch by 11:15 Europe/Berlin (15 min of working time)
not owner-01: eligible, but already ahead of the pool (at 12.20), due at 14.00. It would have been owner-01 if owner-07 had 4 leads more, or were absent, or if owner-01 had 2 leads fewer.
`,
    )
  })

  test('leaves out the next in line where the policy is not compiled', () => {
    const decision = openDesk(dachPolicy, dachRoster).ask(dachLead, { account: plainAccount })
    const { runnerUp, text } = explainDecision(decision, dachPolicy.policy)
    assert.equal(runnerUp, null)
    assert.ok(text.endsWith('of working time)\n'))
  })

  test('says that there is no account where rules ask about one', () => {
    const { text } = explainDecision(openDesk(dachPolicy, dachRoster).ask(dachLead), dachPolicy.policy)
    assert.match(text, /account {4}none: no account like it\n/)
    assert.match(text, /strategic: unknown \(no account\), so it does not apply\n/)
  })

  test('of a bound lead names the hard rule, not the route', () => {
    const account = { ...plainAccount, tier: 'strategic', owner: 'owner-09' }
    const { headline, text } = explainDecision(
      openDesk(dachPolicy, dachRoster).ask(dachLead, { account }),
      dachPolicy.policy,
    )
    assert.match(
      headline,
      /^assigned to owner-09, to whom the lead is bound, by policy inbound \(.{7}\), hard rule strategic$/,
    )
    assert.match(text, /strategic: binds the lead to owner-09\n/)
    assert.match(text, /owner {6}owner-09, to whom the lead is bound: can take it\n/)
  })

  test('of a bound lead whose account has no owner says so', () => {
    const account = { ...plainAccount, tier: 'strategic' }
    const { text } = explainDecision(openDesk(dachPolicy, dachRoster).ask(dachLead, { account }), dachPolicy.policy)
    assert.match(text, /strategic: applies, but account.owner names nobody\n/)
  })

  test('of a refusal names the entry', () => {
    const restrictions = [
      { kind: 'account', value: 'acc-1', channel: 'any', fromMs: null, untilMs: null, reason: null },
    ] as const
    const desk = openDesk(dachPolicy, { ...dachRoster, restrictions })
    const { text, runnerUp } = explainDecision(desk.ask(dachLead, { account: plainAccount }), dachPolicy)
    assert.match(text, /^refused: do_not_contact, by policy inbound/)
    assert.match(text, /hard rules do-not-contact: there is an entry, so the lead is refused\n/)
    assert.equal(runnerUp, null)
  })

  test('ends with the next in line of each role', () => {
    const policy = policyFromText(
      'policy: p\nroutes:\n  - { id: all, to: [pool: desk], also: { sdr: [pool: desk], se: [pool: desk] } }\n',
    )
    const people = ['anna', 'bert', 'carl'].map((id) => someone(id))
    const seats = people.map(({ id }, index) => seatFor(id, 1, { received: index * 500 }))
    const decision = openDesk(policy, rosterOf(people, [poolOf('desk', seats)])).ask({})
    const { runnerUp, furtherRunnersUp, text } = explainDecision(decision, policy)
    assert.match(runnerUp ?? '', /^not bert: eligible/)
    assert.deepEqual(
      furtherRunnersUp.map(({ role }) => role),
      ['sdr'],
    )
    assert.match(furtherRunnersUp[0].sentence, /^not carl as sdr: eligible/)
    assert.ok(text.endsWith(`${runnerUp}\n${furtherRunnersUp[0].sentence}\n`))
  })

  test('of a lead that stays says that nobody was given one, and what it was before', () => {
    const owned = { ...history, currentOwnerId: 'owner-01', excludedOwnerIds: ['owner-07'], reassignedCount: 1 }
    const decision = openDesk(dachPolicy, dachRoster).ask(dachLead, { history: owned, keepOwner: true })
    const { text } = explainDecision(decision, dachPolicy)
    assert.match(text, /^stays with owner-01, pool dach-ent, by policy/)
    assert.match(
      text,
      /before {5}owned by owner-01, who keeps it if they may; reassigned once; not to go to owner-07 again\n/,
    )
    assert.match(text, /owner {6}owner-01 has it and may keep it\n {2}ledger {5}no lead more for owner-01\n$/)
  })

  test('of a brief record says what there is, and how to get more', () => {
    const decision = openDesk(dachPolicy, dachRoster).ask({ product: 'N/A' }, { detail: 'brief' })
    const { text } = explainDecision(decision, dachPolicy)
    assert.match(text, /^held in incomplete \(attributes are missing\)/)
    assert.match(text, /missing {4}product\n/)
    assert.match(text, /full detail/)
  })

  test('never says what no person would, whatever happened', () => {
    for (let seed = 1; seed <= days; seed += 1) {
      spendDay(seed, 12, ({ decision, policy, roster, name }) => {
        const { text, lines } = explainDecision(decision, policy)
        const { lead, roster: changes } = whatWouldChange(decision, policy)
        const answers = roster.owners.map(({ id }) => whyNot(decision, policy, id).sentence)
        const said = [text, ...answers, ...[...lead, ...changes].map(({ sentence }) => sentence)].join('\n')
        assert.doesNotMatch(said, /undefined|NaN|\[object|Infinity|\bnull\b|\(\)|: \n|\(missing: \)/, name)
        for (const line of lines)
          assert.ok(line.text.trim() === line.text && line.text !== '', `${name}: ${line.label}`)
      })
    }
  })
})

describe('an explanation of where a lead could not go', () => {
  const policy = policyFromText(`
policy: night
fields: { country: { type: country }, product: { type: string } }
routes:
  - { id: pro, when: product == "pro", to: [pool: day], when_unknown: incomplete }
  - id: all
    to: [pool: shut, pool: gone, pool: day, owner: carl]
    also: { sdr: [pool: sdrs] }
fallback:
  incomplete: { wait: PT10M, for: [product], then: [hold: gaps] }
  nobody: { look_ahead: PT4H, then: [pool: full, hold: waiting] }
clocks:
  assignment: [{ target: PT1M }]
  first_touch: [{ target: PT2H, hours: owner }]
`)
  const zoned = (id: string, over = {}) =>
    someone(id, { calendar: berlin, attributes: { id, zone: 'Europe/Berlin' }, ...over })
  const roster = rosterOf(
    [zoned('anna'), zoned('bert'), someone('carl', { active: false }), someone('dora')],
    [
      poolOf('shut', [seatFor('anna')], { active: false }),
      poolOf('day', [seatFor('anna', 2), seatFor('bert')]),
      poolOf('full', [seatFor('dora')], {
        caps: [{ kind: 'day', windowSeconds: null, limit: 0, pool: null, segment: null }],
      }),
      poolOf('sdrs', [seatFor('bert')]),
    ],
  )
  const at = (time: string) => Temporal.Instant.from(time).epochMilliseconds
  const explain = (time: string, lead: Readonly<Record<string, unknown>> = { product: 'basic' }) => {
    const nowMs = at(time)
    const decision = openDesk(policy, roster).ask(lead, { nowMs, history: { ...history, receivedAtMs: nowMs } })
    return explainDecision(decision, policy).text.split('\n').slice(1).join('\n')
  }

  test('looking ahead tells who is free by when', () => {
    assert.equal(
      explain('2026-11-24T06:00:00Z'),
      `  lead       product basic · missing: country
  account    none: no account like it
  routes     2 of 2 asked: all true
  pool       shut: not active
  pool       gone: not in the roster
  pool       day: 2 members, 0 eligible; removed: anna off shift until 09:00 Europe/Berlin; bert off shift until 09:00 Europe/Berlin
  owner      carl, named by the policy: no longer active
  pool       day, within 4 h: 2 members, 2 free by then
  balance    fair share: anna is due at 0.50, next bert at 1.00 (pool at 0.00); free at 09:00 Europe/Berlin
  sdr        assigned to bert, pool sdrs, who can take it soon
             pool: sdrs: 1 member, 0 eligible; removed: bert off shift until 09:00 Europe/Berlin
             pool: sdrs, within 4 h: 1 member, 1 free by then
             balance: fair share: bert is the only one eligible; free at 09:00 Europe/Berlin
  clocks     first touch by 11:00 Europe/Berlin (2 h of working time)
not bert: eligible, due half a lead later (at 1.00). It would have been bert if anna were absent, or if bert were at work.
`,
    )
  })

  test('held for the night tells each place that was tried, and when it is tried again', () => {
    assert.equal(
      explain('2026-11-24T17:00:00Z'),
      `  lead       product basic · missing: country
  account    none: no account like it
  routes     2 of 2 asked: all true
  pool       shut: not active
  pool       gone: not in the roster
  pool       day: 2 members, 0 eligible; removed: anna off shift until Wed 25 Nov 09:00 Europe/Berlin; bert off shift until Wed 25 Nov 09:00 Europe/Berlin
  owner      carl, named by the policy: no longer active
  fallback   nobody: nobody there can take it now, or within 4 h
  pool       full: at a cap, leads today 0 of 0
  hold       waiting: nobody can take it now; tried again at Wed 25 Nov 08:00 UTC at the latest
  clocks     assignment by 17:01 UTC (1 min)
`,
    )
  })

  test('waiting for attributes tells which, until when, and what is not asked meanwhile', () => {
    assert.equal(
      explain('2026-11-24T10:00:00Z', { product: 'N/A' }),
      `  lead       product: missing (given "N/A", which says nothing) · missing: country
  account    none: no account like it
  routes     1 of 2 asked: pro unknown (missing: product) · nothing is asked below pro while it is unknown
  wait       for product until 10:10 UTC
  hold       gaps: waiting for attributes; tried again at 10:10 UTC at the latest
  clocks     assignment by 10:01 UTC (1 min)
`,
    )
  })
})

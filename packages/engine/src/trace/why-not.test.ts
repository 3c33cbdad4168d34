import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { dachLead, dachPolicy, dachRoster, plainAccount } from '../testing/dach-example.ts'
import { openDesk, policyFromText, tuesdayAtTenMs } from '../testing/decide-by-text.ts'
import { poolOf, rosterOf, seatFor, someone } from '../testing/small-roster.ts'
import type { Strategy } from '../balance/pool-snapshot.ts'
import { whyNot } from './why-not.ts'

describe('why not me', () => {
  const decision = openDesk(dachPolicy, dachRoster).ask(dachLead, { account: plainAccount })
  const answers = {
    'owner-07': /^owner-07 got this lead: assigned to owner-07, pool dach-ent\.$/,
    'owner-01':
      /^not owner-01: eligible, but already ahead of the pool \(at 12\.20\), due at 14\.00\. It would have been owner-01 if owner-07 had 4 leads more, or were absent, or if owner-01 had 2 leads fewer\.$/,
    'owner-02':
      /^not owner-02: absent until Wed 25 Nov 09:00 Europe\/Berlin\. Even if owner-02 were at work, it would not have been owner-02\.$/,
    'owner-03':
      /^not owner-03: does not meet eu-certified \(no "gdpr"\)\. Even if owner-03 had "gdpr" in certifications, it would not have been owner-03\.$/,
    'owner-05': /^not owner-05: open leads 2 of 2\. It would have been owner-05 if owner-05 had one lead fewer\.$/,
    'owner-09':
      /^not owner-09: not a member of dach-ent, the only pool that was asked\. Nothing about this person was read\.$/,
  }
  for (const [ownerId, expected] of Object.entries(answers)) {
    test(`is answered for ${ownerId} with the exact test that decided`, () => {
      assert.match(whyNot(decision, dachPolicy, ownerId).sentence, expected)
    })
  }

  test('says that somebody due as soon was ahead of the pool', () => {
    const policy = policyFromText('policy: p\nroutes:\n  - { id: all, to: [pool: pro] }\n')
    const seats = [seatFor('owner-01', 2, { received: 1_000 }), seatFor('owner-07')]
    const pair = rosterOf([someone('owner-01'), someone('owner-07')], [poolOf('pro', seats)])
    assert.match(
      whyNot(openDesk(policy, pair).ask({}), policy, 'owner-01').sentence,
      /^not owner-01: eligible, but already ahead of the pool \(at 0\.33\), due at 1\.00\./,
    )
  })

  test('is answered for a bound lead by naming the rule that bound it', () => {
    const account = { ...plainAccount, tier: 'strategic', owner: 'owner-09' }
    const bound = openDesk(dachPolicy, dachRoster).ask(dachLead, { account })
    const { verdict, sentence } = whyNot(bound, dachPolicy, 'owner-07')
    assert.equal(verdict, 'not_asked')
    assert.match(sentence, /^not owner-07: strategic binds the lead to owner-09\./)
  })

  test('is answered for somebody the lead was bound to with the test that removed them', () => {
    const account = { ...plainAccount, tier: 'strategic', owner: 'owner-02' }
    const bound = openDesk(dachPolicy, dachRoster).ask(dachLead, { account })
    const { verdict, poolId, wouldTakeIf, sentence } = whyNot(bound, dachPolicy, 'owner-02')
    assert.deepEqual([verdict, poolId], ['removed', null])
    assert.deepEqual(wouldTakeIf, [{ kind: 'available', ownerId: 'owner-02' }])
    assert.match(sentence, /^not owner-02: absent until .* It would have been owner-02 if owner-02 were at work\.$/)
  })

  test('of a lead that was refused, or stays where it is, says so', () => {
    const restrictions = [
      { kind: 'account', value: 'acc-1', channel: 'any', fromMs: null, untilMs: null, reason: null },
    ] as const
    const refused = openDesk(dachPolicy, { ...dachRoster, restrictions }).ask(dachLead, { account: plainAccount })
    assert.match(
      whyNot(refused, dachPolicy, 'owner-07').sentence,
      /^not owner-07: the lead was refused: do_not_contact/,
    )
    const history = {
      receivedAtMs: 0,
      currentOwnerId: 'owner-01',
      previousOwnerIds: [],
      excludedOwnerIds: [],
      reassignedCount: 0,
      isTouched: false,
    }
    const kept = openDesk(dachPolicy, dachRoster).ask(dachLead, { account: plainAccount, history, keepOwner: true })
    assert.match(
      whyNot(kept, dachPolicy, 'owner-07').sentence,
      /^not owner-07: the lead stays with owner-01, pool dach-ent/,
    )
  })

  test('is not answered by another policy than the one that decided, nor from a brief record', () => {
    const other = policyFromText('policy: other\nroutes:\n  - { id: all, to: [pool: dach] }\n')
    assert.throws(() => whyNot(decision, other, 'owner-01'), { code: 'decision_policy_differs' })
    const brief = openDesk(dachPolicy, dachRoster).ask(dachLead, { detail: 'brief' })
    assert.throws(() => whyNot(brief, dachPolicy, 'owner-01'), { code: 'decision_is_brief' })
  })
})

describe('why not me, as what', () => {
  const policy = policyFromText(`policy: p
fields: { big: { type: boolean } }
routes:
  - { id: big, when: big, to: [pool: desk], also: { sdr: [pool: callers], se: [pool: ghosts] } }
  - { id: rest, to: [pool: desk] }
`)
  const callers = [seatFor('anna', 1, { received: 2_000 }), seatFor('bert', 1, { received: 1_000 }), seatFor('carl')]
  const people = [someone('anna'), someone('bert'), someone('carl', { active: false })]
  const roster = rosterOf(people, [poolOf('desk', [seatFor('anna')]), poolOf('callers', callers)])
  const desk = openDesk(policy, roster)
  const decision = desk.ask({ big: true })
  const ask = (ownerId: string, role: string) => whyNot(decision, policy, { ownerId, role })

  test('is answered for a further role from what was asked for it', () => {
    assert.equal(ask('bert', 'sdr').sentence, 'bert is the sdr of this lead: assigned to bert, pool callers.')
    assert.deepEqual(
      [ask('anna', 'sdr').result?.removal, ask('anna', 'sdr').wouldTakeIf],
      [{ kind: 'excluded', because: 'other_role' }, []],
    )
    assert.equal(ask('anna', 'sdr').sentence, 'not anna as sdr: already has another role on this lead.')
    assert.equal(
      ask('carl', 'sdr').sentence,
      'not carl as sdr: no longer active. Even if carl were active, a member and at work, it would not have been carl.',
    )
    assert.equal(ask('bert', 'se').sentence, 'not bert as se: nobody was asked: ghosts could give no lead.')
  })

  test('is answered for the main role unless another is named', () => {
    assert.deepEqual(ask('bert', 'owner'), whyNot(decision, policy, 'bert'))
    assert.match(whyNot(decision, policy, 'bert').sentence, /^not bert: not a member of desk/)
  })

  test('says why nobody was looked for, and throws for a role that no route names', () => {
    const small = desk.ask({ big: false })
    assert.equal(
      whyNot(small, policy, { ownerId: 'bert', role: 'sdr' }).sentence,
      'not bert as sdr: nobody was looked for, route rest names no sdr.',
    )
    assert.throws(() => ask('bert', 'captain'), { code: 'decision_role_unknown' })
  })
})

describe('why not me, in a pool that goes by', () => {
  const policy = policyFromText('policy: p\nroutes:\n  - { id: all, to: [pool: desk] }\n')
  const people = [
    someone('anna', { capacity: 10, openLeads: 2 }),
    someone('bert', { capacity: 10, openLeads: 5 }),
    someone('carl'),
  ]
  const reasonBy = (strategy: Strategy, roster = people) => {
    const desk = openDesk(
      policy,
      rosterOf(roster, [
        poolOf(
          'desk',
          roster.map(({ id }) => seatFor(id)),
          { strategy },
        ),
      ]),
    )
    if (strategy === 'longest_idle') {
      for (const [index] of roster.entries()) desk.route({}, { nowMs: tuesdayAtTenMs + index * 1000 })
    }
    return whyNot(desk.ask({}, { nowMs: tuesdayAtTenMs + 60_000 }), policy, 'bert').sentence.replace(
      /\.( It would.*)?$/,
      '',
    )
  }

  test('fewest open leads, says how many each has', () => {
    assert.equal(
      reasonBy('least_loaded', people.slice(0, 2)),
      'not bert: eligible, with 5 open of 10 against 2 open of 10',
    )
    assert.equal(reasonBy('least_loaded'), 'not bert: eligible, with 5 open against 0 open, number 3 of 3')
  })

  test('room, says how much each has', () => {
    assert.equal(reasonBy('most_spare'), 'not bert: eligible, with room for 5 against any number, number 3 of 3')
    assert.equal(reasonBy('most_spare', people.slice(0, 2)), 'not bert: eligible, with room for 5 against 8')
  })

  test('waiting time, says who waited longer', () => {
    assert.match(
      reasonBy('longest_idle'),
      /^not bert: eligible, but had a lead more recently than (anna|carl), number \d of 3$/,
    )
  })

  test('fair share, tells people who are level apart by what did', () => {
    const level = [someone('anna'), someone('bert'), someone('carl')]
    const told = reasonBy('fair_share', level)
    assert.match(
      told,
      /^bert got this lead|level with (anna|carl), who comes first by the hash of lead and owner, number \d of 3$/,
    )
  })
})

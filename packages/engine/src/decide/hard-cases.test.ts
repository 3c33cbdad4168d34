import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Account } from '../match/account.ts'
import { openDesk, policyFromText, tuesdayAtTenMs } from '../testing/decide-by-text.ts'
import { poolOf, rosterOf, seatFor, someone } from '../testing/small-roster.ts'
import type { LeadHistory } from '../trace/lead-history.ts'

const hour = 3_600_000
const account: Account = { id: 'a', name: 'Acme', tier: 'strategic', owner: 'anna' }
const history: LeadHistory = {
  receivedAtMs: tuesdayAtTenMs,
  currentOwnerId: null,
  previousOwnerIds: [],
  excludedOwnerIds: [],
  reassignedCount: 0,
  isTouched: false,
}

/** Away until noon. */
const awayTillNoon = {
  zone: 'UTC',
  hours: 'always',
  absences: [{ from: '2026-11-24', until: '2026-11-24T12:00' }],
} as const
const tomorrow = { zone: 'UTC', hours: { wed: [{ from: '09:00', to: '17:00' }] } }

describe('a lead bound by a hard rule', () => {
  const bound = (rest: string, fallback = '') =>
    policyFromText(`
policy: bound
fields: { consent: { type: boolean } }
constraints:
  - { id: consent, when: '!consent', refuse: no_consent }
  - { id: strategic, when: account.tier == "strategic", bind: account.owner ${rest} }
routes:
  - { id: all, to: [pool: desk] }
${fallback}`)
  const people = [someone('anna'), someone('bert')]
  const roster = rosterOf(people, [poolOf('desk', [seatFor('bert')])])

  test('goes to its owner though whoever has it now could keep it from the alternatives', () => {
    const desk = openDesk(bound(', otherwise: [pool: desk]'), roster)
    const owned = { ...history, currentOwnerId: 'bert' }
    const { outcome } = desk.ask({ consent: true }, { account, history: owned, keepOwner: true })
    assert.deepEqual(outcome, { kind: 'assigned', ownerId: 'anna', poolId: null, by: 'bound' })
    const unowned = { ...account, owner: 'somebody-gone' }
    const kept = desk.ask({ consent: true }, { account: unowned, history: owned, keepOwner: true }).outcome
    assert.deepEqual(kept, { kind: 'assigned', ownerId: 'bert', poolId: 'desk', by: 'kept' })
  })

  test('that is incomplete is given to nobody but its owner when the wait is over', () => {
    const policy = bound('', 'fallback: { incomplete: [pool: desk, hold: needs-data] }')
    const { outcome } = openDesk(policy, roster).ask({}, { account })
    assert.deepEqual(outcome, { kind: 'assigned', ownerId: 'anna', poolId: null, by: 'bound' })
  })

  test('that is incomplete is held where the policy holds every incomplete lead', () => {
    const policy = bound('', 'fallback: { incomplete: [hold: needs-data] }')
    const { outcome } = openDesk(policy, roster).ask({}, { account })
    assert.deepEqual([outcome.kind, outcome.kind === 'held' && outcome.queue], ['held', 'needs-data'])
  })

  test('is tried again when its owner comes back, and no wider pool is drawn in', () => {
    const away = rosterOf([someone('anna', { calendar: awayTillNoon }), someone('bert')], roster.pools)
    const { outcome } = openDesk(bound(''), away).ask({ consent: true }, { account })
    assert.deepEqual(outcome, {
      kind: 'held',
      queue: 'nobody_eligible',
      reason: 'constraints_leave_nobody',
      retryAtMs: tuesdayAtTenMs + 2 * hour,
    })
  })

  test('by two rules to the same person goes to that person, whichever attribute names them', () => {
    const policy = policyFromText(`
policy: twice
account_fields: { manager: { type: string } }
constraints:
  - { id: one, bind: account.owner }
  - { id: other, bind: account.manager, otherwise: [pool: desk] }
routes:
  - { id: all, to: [pool: desk] }
`)
    const desk = openDesk(policy, roster)
    const same = desk.ask({}, { account: { ...account, attributes: { manager: 'anna' } } })
    assert.deepEqual(same.outcome, { kind: 'assigned', ownerId: 'anna', poolId: null, by: 'bound' })
    const differing = desk.ask({}, { account: { ...account, attributes: { manager: 'bert' } } })
    assert.equal(differing.outcome.kind === 'held' && differing.outcome.reason, 'constraints_leave_nobody')
  })
})

describe('a lead for which there is nobody', () => {
  const policy = policyFromText(`
policy: nobody
constraints:
  - { id: trained, require: '"gdpr" in owner.certifications' }
routes:
  - { id: all, to: [pool: first, pool: second, owner: carl] }
`)
  const untrained = (id: string) => someone(id, { attributes: { id, certifications: [] } })
  const trained = (id: string, over = {}) => someone(id, { attributes: { id, certifications: ['gdpr'] }, ...over })
  const ask = (people: readonly ReturnType<typeof someone>[], over = {}) =>
    openDesk(
      policy,
      rosterOf(people, [poolOf('first', [seatFor('anna')]), poolOf('second', [seatFor('bert')], over)]),
    ).ask({})

  test('is held because of the hard rules only when no time will bring anybody', () => {
    const { outcome } = ask([untrained('anna'), untrained('bert'), untrained('carl')])
    assert.deepEqual(outcome.kind === 'held' && [outcome.reason, outcome.retryAtMs], ['constraints_leave_nobody', null])
    const closed = ask([untrained('anna'), trained('bert'), untrained('carl')], { calendar: tomorrow })
    assert.equal(closed.outcome.kind === 'held' && closed.outcome.reason, 'nobody_eligible')
  })

  test('is tried again when the first of those who were asked can be chosen, the person by name among them', () => {
    const { outcome } = ask([
      untrained('anna'),
      trained('bert', { calendar: tomorrow }),
      trained('carl', { calendar: awayTillNoon }),
    ])
    assert.deepEqual(outcome.kind === 'held' && [outcome.reason, outcome.retryAtMs], [
      'nobody_eligible',
      tuesdayAtTenMs + 2 * hour,
    ])
  })
})

describe('a lead that has an owner', () => {
  const policy = policyFromText(`
policy: kept
fields: { country: { type: country } }
routes:
  - id: all
    to: [pool: desk]
    also: { sdr: [pool: sdrs] }
clocks:
  assignment: [{ target: PT1M }]
  first_touch: [{ target: PT2H, hours: owner }]
`)
  const people = ['anna', 'bert', 'carl', 'dora'].map((id) =>
    someone(id, { capacity: 1, openLeads: id === 'anna' ? 1 : 0 }),
  )
  const roster = rosterOf(people, [
    poolOf('desk', [seatFor('anna'), seatFor('bert')]),
    poolOf('sdrs', [seatFor('carl'), seatFor('dora')]),
  ])
  const owned = { ...history, currentOwnerId: 'anna' }

  test('stays with them though they are full: it is no lead more', () => {
    const { outcome, ledger } = openDesk(policy, roster).ask({}, { history: owned, keepOwner: true })
    assert.deepEqual(outcome, { kind: 'assigned', ownerId: 'anna', poolId: 'desk', by: 'kept' })
    assert.ok(ledger.every(({ ownerId }) => ownerId !== 'anna'))
  })

  test('is kept, not given anew, when the rotation comes back to them', () => {
    const room = rosterOf(people.slice(1), [poolOf('desk', [seatFor('bert')])])
    const { outcome, ledger } = openDesk(policy, room).ask({}, { history: { ...history, currentOwnerId: 'bert' } })
    assert.deepEqual([outcome.kind === 'assigned' && outcome.by, ledger], ['kept', []])
  })

  test('starts no clock where it stays, and only that of a new owner where it moves', () => {
    const desk = openDesk(policy, roster)
    const names = (over: Parameters<typeof desk.ask>[1]) => desk.ask({}, over).clocks.map(({ name }) => name)
    assert.deepEqual(names({ history: owned, keepOwner: true }), [])
    assert.deepEqual(names({ history: owned }), ['first_touch'])
    assert.deepEqual(names({ history: { ...history, previousOwnerIds: ['dora'] } }), ['first_touch'])
    assert.deepEqual(names({}), ['assignment', 'first_touch'])
  })

  test('leaves its further roles with who holds them while they may', () => {
    const desk = openDesk(policy, roster)
    for (const holder of ['carl', 'dora']) {
      const { roles, ledger } = desk.ask({}, { history: { ...owned, roleOwnerIds: { sdr: holder } } })
      const sdr = roles.find(({ role }) => role === 'sdr')?.outcome
      assert.deepEqual(sdr, { kind: 'assigned', ownerId: holder, poolId: 'sdrs', by: 'kept' })
      assert.deepEqual(
        ledger.map(({ ownerId }) => ownerId),
        ['bert'],
      )
    }
  })
})

describe('what is missing', () => {
  const policy = policyFromText(`
policy: gaps
fields: { country: { type: country }, employees: { type: integer }, seats: { type: integer } }
derive:
  segment:
    - { when: "employees >= 1000", value: large }
    - { when: "seats >= 10", value: team }
  ratio:
    - { when: "employees / seats > 2", value: high }
    - { value: low }
routes:
  - { id: large, when: segment == "large", to: [pool: desk] }
  - { id: high, when: ratio == "high", to: [pool: desk] }
fallback: { incomplete: { wait: PT10M, then: [hold: gaps] } }
`)
  const desk = openDesk(policy, rosterOf([someone('anna')], [poolOf('desk', [seatFor('anna')])]))
  const unknownOf = (lead: Readonly<Record<string, unknown>>) =>
    desk
      .ask(lead)
      .roles[0].steps.flatMap((step) => (step.kind === 'routes' ? step.unknown.map(({ missing }) => missing) : []))

  test('of a derived value are the attributes that its cases lack, up to the one that is true', () => {
    assert.deepEqual(unknownOf({ seats: 20 }), [['employees'], ['employees']])
    assert.deepEqual(unknownOf({}), [
      ['employees', 'seats'],
      ['employees', 'seats'],
    ])
  })

  test('is the derived value itself when no case gives it, or one cannot be computed', () => {
    assert.deepEqual(unknownOf({ employees: 10, seats: 5 }), [['segment']])
    assert.deepEqual(unknownOf({ employees: 10, seats: 0 }), [['segment'], ['ratio']])
  })
})

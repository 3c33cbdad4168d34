import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Account } from '../match/account.ts'
import { openDesk, policyFromText, tuesdayAtTenMs } from '../testing/decide-by-text.ts'
import { poolOf, rosterOf, seatFor, someone } from '../testing/small-roster.ts'

const policy = policyFromText(`
policy: inbound
fields:
  country:   { type: country }
  employees: { type: integer }
  consent:   { type: boolean }
derive:
  segment:
    - { when: "employees >= 1000", value: enterprise }
    - { value: small }
constraints:
  - id: consent
    when: "!consent"
    when_unknown: skip
    refuse: no_consent
  - id: do-not-contact
    when: restricted("any")
    refuse: do_not_contact
  - id: gdpr
    when: country in group("EU")
    require: '"gdpr" in owner.certifications'
  - id: strategic
    when: account.tier == "strategic"
    bind: account.owner
    otherwise: [pool: desk]
routes:
  - id: german-enterprise
    when: country == "DE" && segment == "enterprise"
    to: [pool: enterprise, pool: germany]
    also: { sdr: [pool: sdr] }
    plan: first-week
  - id: germany
    when: country == "DE"
    to: [pool: germany]
  - id: france
    when: country == "FR"
    to: [pool: france, hold: french-queue]
  - id: large
    when: employees >= 5000
    to: [owner: boss]
fallback:
  unmatched:  [pool: inbound, hold: triage]
  incomplete: { wait: PT10M, for: [country], then: [pool: inbound, hold: needs-data] }
  nobody:     { look_ahead: PT4H, then: [pool: overflow, hold: waiting] }
clocks:
  assignment: [{ target: PT1M }]
  first_touch:
    - { when: 'segment == "enterprise"', target: PT15M, hours: owner }
    - { target: PT2H, hours: owner }
`)

const gdpr = { certifications: ['gdpr'] }
const berlin = {
  zone: 'Europe/Berlin',
  hours: { tue: [{ from: '09:00', to: '17:00' }], wed: [{ from: '09:00', to: '17:00' }] },
}
const tokyo = { zone: 'Asia/Tokyo', hours: { wed: [{ from: '09:00', to: '17:00' }] } }

function owner(id: string, over: Parameters<typeof someone>[1] = {}) {
  return someone(id, { ...over, attributes: { id, ...gdpr, ...over.attributes } })
}

const roster = rosterOf(
  [
    owner('anna', { calendar: berlin }),
    owner('bert', { calendar: berlin, attributes: { certifications: [] } }),
    owner('carl', { calendar: tokyo }),
    owner('dora'),
    owner('emil', { active: false }),
    owner('boss', { capacity: 1 }),
    owner('fred', { calendar: { zone: 'Europe/Berlin', hours: { tue: [{ from: '13:00', to: '17:00' }] } } }),
    owner('gina'),
  ],
  [
    poolOf('enterprise', [seatFor('bert')]),
    poolOf('germany', [seatFor('anna'), seatFor('bert'), seatFor('emil')]),
    poolOf('france', [seatFor('carl')]),
    poolOf('inbound', [seatFor('dora')]),
    poolOf('overflow', [seatFor('emil')]),
    poolOf('desk', [seatFor('gina')]),
    poolOf('sdr', [seatFor('anna'), seatFor('dora')]),
  ],
  { restrictions: [{ kind: 'account', value: 'acc-9', channel: 'any', fromMs: null, untilMs: null, reason: null }] },
)

const strategic: Account = { id: 'acc-1', name: 'Acme', tier: 'strategic', owner: 'dora' }

describe('a lead', () => {
  test('goes to the first pool of its route that has somebody, hard rules kept', () => {
    const decision = openDesk(policy, roster).route({ country: 'Germany', employees: 5000, consent: true })
    assert.deepEqual(decision.outcome, { kind: 'assigned', ownerId: 'anna', poolId: 'germany', by: 'pool' })
    assert.equal(decision.routeId, 'german-enterprise')
    assert.equal(decision.plan, 'first-week')
  })

  test('gets its further roles in the same decision, never the same person twice', () => {
    const decision = openDesk(policy, roster).route({ country: 'DE', employees: 5000, consent: true })
    const sdr = decision.roles.find((role) => role.role === 'sdr')
    assert.deepEqual(sdr?.outcome, { kind: 'assigned', ownerId: 'dora', poolId: 'sdr', by: 'pool' })
    assert.deepEqual(
      decision.ledger.map((row) => [row.poolId, row.ownerId, row.kind]),
      [
        ['germany', 'anna', 'lead'],
        ['sdr', 'dora', 'lead'],
      ],
    )
  })

  test('that a hard rule refuses is refused with the reason, whatever the routes say', () => {
    const desk = openDesk(policy, roster)
    assert.deepEqual(desk.route({ country: 'DE', consent: 'no' }).outcome, { kind: 'refused', reason: 'no_consent' })
    const listed = desk.route({ country: 'DE', consent: true }, { account: { id: 'acc-9', name: 'Listed' } })
    assert.deepEqual(listed.outcome, { kind: 'refused', reason: 'do_not_contact' })
  })

  test('of a strategic account stays with its owner, and goes to the desk when that owner cannot take it', () => {
    const desk = openDesk(policy, roster)
    assert.deepEqual(desk.route({ country: 'DE', consent: true }, { account: strategic }).outcome, {
      kind: 'assigned',
      ownerId: 'dora',
      poolId: null,
      by: 'bound',
    })
    const gone = desk.route({ country: 'DE', consent: true }, { account: { ...strategic, owner: 'emil' } })
    assert.deepEqual(gone.outcome, { kind: 'assigned', ownerId: 'gina', poolId: 'desk', by: 'pool' })
  })

  test('that no route fits goes to the unmatched fallback', () => {
    const decision = openDesk(policy, roster).route({ country: 'JP', employees: 10, consent: true })
    assert.deepEqual(decision.outcome, { kind: 'assigned', ownerId: 'dora', poolId: 'inbound', by: 'pool' })
    assert.equal(decision.routeId, null)
  })

  test('that lacks an attribute is incomplete, not unmatched: it waits, then goes to the fallback', () => {
    const desk = openDesk(policy, roster)
    const waiting = desk.ask({ employees: 10, consent: true })
    assert.deepEqual(waiting.outcome, {
      kind: 'held',
      queue: 'needs-data',
      reason: 'waiting_for_attributes',
      retryAtMs: tuesdayAtTenMs + 600_000,
    })
    assert.deepEqual(waiting.missing, ['country'])
    const receivedAtMs = tuesdayAtTenMs - 600_000
    const history = {
      receivedAtMs,
      currentOwnerId: null,
      previousOwnerIds: [],
      excludedOwnerIds: [],
      reassignedCount: 0,
      isTouched: false,
    }
    const later = desk.ask({ employees: 10, consent: true }, { history })
    assert.deepEqual(later.outcome, { kind: 'assigned', ownerId: 'dora', poolId: 'inbound', by: 'pool' })
  })

  test('waits for a field it lacks in brief as in full, whichever rule was unknown first', () => {
    const waits = policyFromText(`
policy: waits
fields: { country: { type: country }, employees: { type: integer } }
routes:
  - id: large
    when: employees >= 1000
    to: [pool: enterprise]
  - id: germany
    when: country == "DE"
    to: [pool: germany]
fallback:
  incomplete: { wait: PT10M, for: [country], then: [pool: inbound, hold: needs-data] }
`)
    for (const detail of ['full', 'brief'] as const) {
      const { outcome } = openDesk(waits, roster).ask({}, { detail })
      assert.equal(outcome.kind === 'held' && outcome.reason, 'waiting_for_attributes', detail)
      // The size of the company is not waited for.
      assert.equal(openDesk(waits, roster).ask({ country: 'FR' }, { detail }).outcome.kind, 'assigned', detail)
    }
  })

  test('names the field that a derived value lacks, not the derived value', () => {
    const decision = openDesk(policy, roster).ask({ country: 'JP', consent: true })
    assert.deepEqual(decision.missing, ['employees'])
  })

  test('nobody can take now goes to who is free soon, else waits with the instant at which time frees somebody', () => {
    const soon = policyFromText(
      'policy: p\nroutes:\n  - id: all\n    to: [pool: late]\nfallback:\n  nobody: { look_ahead: PT4H, then: [hold: waiting] }',
    )
    const pools = [poolOf('late', [seatFor('fred'), seatFor('carl')])]
    const decision = openDesk(soon, rosterOf(roster.owners, pools)).route({})
    assert.deepEqual(decision.outcome, { kind: 'assigned', ownerId: 'fred', poolId: 'late', by: 'look_ahead' })
    const impatient = policyFromText(
      'policy: p\nroutes:\n  - id: all\n    to: [pool: late]\nfallback:\n  nobody: { then: [hold: waiting] }',
    )
    const held = openDesk(impatient, rosterOf(roster.owners, pools)).route({})
    assert.deepEqual(held.outcome, {
      kind: 'held',
      queue: 'waiting',
      reason: 'nobody_eligible',
      retryAtMs: Temporal.Instant.from('2026-11-24T12:00:00Z').epochMilliseconds,
    })
  })

  test('reaches a hold of its own route with the reason', () => {
    const decision = openDesk(policy, roster).route({ country: 'FR', consent: true })
    assert.equal(decision.outcome.kind === 'held' && decision.outcome.queue, 'french-queue')
    assert.equal(decision.outcome.kind === 'held' && decision.outcome.reason, 'nobody_eligible')
  })

  test('held because hard rules leave nobody says so, and no wider pool is drawn in', () => {
    const uncertified = rosterOf(
      roster.owners.map((one) => ({ ...one, attributes: { id: one.id, certifications: [] } })),
      roster.pools,
    )
    const decision = openDesk(policy, uncertified).route({ country: 'DE', employees: 3, consent: true })
    assert.equal(decision.outcome.kind === 'held' && decision.outcome.reason, 'constraints_leave_nobody')
  })

  test('goes to a named person only while that person has room', () => {
    const desk = openDesk(policy, roster)
    const lead = { country: 'JP', employees: 9000, consent: true }
    assert.deepEqual(desk.route(lead).outcome, { kind: 'assigned', ownerId: 'boss', poolId: null, by: 'named' })
    assert.equal(desk.route(lead).outcome.kind, 'held')
  })

  test('starts its clocks: wall time from intake, working time from the assignment', () => {
    const decision = openDesk(policy, roster).route({ country: 'DE', employees: 5000, consent: true })
    assert.deepEqual(
      decision.clocks.map((clock) => [clock.name, clock.dueAtMs]),
      [
        ['assignment', tuesdayAtTenMs + 60_000],
        ['first_touch', tuesdayAtTenMs + 900_000],
      ],
    )
  })

  test('keeps its owner when they could be chosen again, and moves when not', () => {
    const desk = openDesk(policy, roster)
    const history = {
      receivedAtMs: tuesdayAtTenMs,
      currentOwnerId: 'anna',
      previousOwnerIds: [],
      excludedOwnerIds: [],
      reassignedCount: 0,
      isTouched: false,
    }
    const kept = desk.ask({ country: 'DE', employees: 3, consent: true }, { history, keepOwner: true })
    assert.deepEqual(kept.outcome, { kind: 'assigned', ownerId: 'anna', poolId: 'germany', by: 'kept' })
    assert.deepEqual(kept.ledger, [])
    const moved = desk.ask({ country: 'JP', employees: 3, consent: true }, { history, keepOwner: true })
    assert.deepEqual(moved.outcome, { kind: 'assigned', ownerId: 'dora', poolId: 'inbound', by: 'pool' })
  })

  test('never goes back to an earlier owner who is excluded', () => {
    const history = {
      receivedAtMs: tuesdayAtTenMs,
      currentOwnerId: null,
      previousOwnerIds: ['anna'],
      excludedOwnerIds: ['anna'],
      reassignedCount: 1,
      isTouched: false,
    }
    const decision = openDesk(policy, roster).ask({ country: 'DE', employees: 3, consent: true }, { history })
    assert.equal(decision.outcome.kind, 'held')
  })

  test('decided in brief comes to the same as in full', () => {
    const leads = [
      { country: 'DE', employees: 5000, consent: true },
      { country: 'DE', consent: true },
      { employees: 10, consent: true },
      { country: 'FR', consent: true },
      { country: 'JP', employees: 9000 },
      { consent: 'no' },
    ]
    const [full, brief] = [openDesk(policy, roster), openDesk(policy, roster)]
    for (const lead of [...leads, ...leads, ...leads]) {
      const one = full.route(lead)
      const other = brief.route(lead, { detail: 'brief' })
      assert.deepEqual(other.outcome, one.outcome)
      assert.deepEqual(other.ledger, one.ledger)
      assert.deepEqual(other.clocks, one.clocks)
      assert.equal(other.inputs, null)
    }
  })
})

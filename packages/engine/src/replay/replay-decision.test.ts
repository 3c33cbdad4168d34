import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createRandom } from '../chance/create-random.ts'
import { type Desk, openDesk, policyFromText, tuesdayAtTenMs } from '../testing/decide-by-text.ts'
import { spendDay } from '../testing/business-day.ts'
import { poolOf, rosterOf, seatFor, someone } from '../testing/small-roster.ts'
import type { Decision } from '../trace/decision.ts'
import { replayDecision } from './replay-decision.ts'

const days = process.env['RIGHTFUL_LONG'] === '1' ? 3000 : 60

const policy = policyFromText(`
policy: inbound
fields:
  country:   { type: country }
  employees: { type: integer }
constraints:
  - id: gdpr
    when: country in group("EU")
    require: '"gdpr" in owner.certifications'
  - id: strategic
    when: account.tier == "strategic"
    bind: account.owner
    otherwise: [pool: desk]
routes:
  - id: europe
    when: country in group("EU")
    to: [pool: europe]
    also: { sdr: [pool: desk] }
  - id: large
    when: employees > 100
    to: [pool: desk]
fallback:
  unmatched: [pool: desk]
  incomplete: { wait: PT10M, then: [pool: desk] }
  nobody: { look_ahead: PT8H, then: [hold: waiting] }
clocks:
  first_touch: [{ target: PT2H, hours: owner }]
`)

const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo'] as const
const week = ['mon', 'tue', 'wed', 'thu', 'fri'] as const
const people = Array.from({ length: 9 }, (_, index) =>
  someone(`owner-${index}`, {
    calendar: {
      zone: zones[index % 3],
      hours: Object.fromEntries(week.map((day) => [day, [{ from: '09:00', to: '17:00' }]])),
    },
    capacity: index === 4 ? 3 : null,
    attributes: { id: `owner-${index}`, zone: zones[index % 3], certifications: index % 2 === 0 ? ['gdpr'] : [] },
  }),
)
const roster = rosterOf(people, [
  poolOf(
    'europe',
    people.slice(0, 6).map(({ id }, index) => seatFor(id, 1 + (index % 3))),
  ),
  poolOf(
    'desk',
    people.slice(3).map(({ id }) => seatFor(id)),
    { strategy: 'least_loaded' },
  ),
])

/** A working day of leads with gaps, one every few minutes. */
function routeMany(desk: Desk, count: number): readonly Decision[] {
  const random = createRandom(7)
  return Array.from({ length: count }, (_, index) =>
    desk.route(
      {
        ...(random.chance(0.7) ? { country: random.pick(['DE', 'France', 'US', 'JP']) } : {}),
        ...(random.chance(0.6) ? { employees: random.below(300) } : {}),
      },
      {
        nowMs: tuesdayAtTenMs + index * 240_000,
        account: random.chance(0.2)
          ? { id: 'acc-1', name: 'Acme', tier: 'strategic', owner: random.pick(people).id }
          : undefined,
      },
    ),
  )
}

describe('a recorded decision', () => {
  test('comes to the same owner and the same trace when decided again from the record alone', () => {
    for (const decision of routeMany(openDesk(policy, roster), 200)) {
      const stored: Decision = JSON.parse(JSON.stringify(decision))
      assert.deepEqual(JSON.parse(JSON.stringify(replayDecision(stored, policy))), stored)
    }
  })

  test('is not changed by what happens to the roster afterwards', () => {
    const desk = openDesk(policy, roster)
    const [first] = routeMany(desk, 1)
    const before = JSON.stringify(first)
    routeMany(desk, 30)
    assert.equal(JSON.stringify(first), before)
  })

  test('in brief cannot be replayed, and the error says what to do', () => {
    const brief = openDesk(policy, roster).ask({ country: 'DE' }, { detail: 'brief' })
    assert.throws(() => replayDecision(brief, policy), { code: 'decision_is_brief', message: /full detail/ })
  })

  test('comes to the same whatever happened: kept, looked ahead, held, refused, bound, with further roles', () => {
    for (let seed = 1; seed <= days; seed += 1) {
      spendDay(seed, 12, ({ decision, policy: decided, name }) => {
        const stored: Decision = JSON.parse(JSON.stringify(decision))
        const unread: string[] = []
        const again = replayDecision(stored, decided, { onUnread: (what) => unread.push(what) })
        assert.deepEqual(JSON.parse(JSON.stringify(again)), stored, name)
        assert.deepEqual(unread, [], name)
      })
    }
  })
})

describe('a recorded decision, replayed under another version of the policy,', () => {
  const desk = openDesk(policy, roster)
  const decided = desk.ask({ country: 'DE', employees: 300 })
  const version = (routes: string, rest = '') =>
    policyFromText(`
policy: inbound
fields:
  country: { type: country }
  employees: { type: string }
  size: { type: enum, values: [large] }
${rest}
routes:
${routes}
clocks:
  first_touch: [{ target: PT2H, hours: owner }]
`)

  test('comes to what that version says of what was read then', () => {
    const { outcome, ruleId } = replayDecision(
      decided,
      version('  - { id: german, when: country == "DE", to: [pool: desk] }'),
    )
    assert.equal(ruleId, 'german')
    assert.equal(outcome.kind === 'assigned' && outcome.poolId, 'desk')
  })

  test('tells what the record does not hold: pools, people and facts that were not asked for then', () => {
    const unread: string[] = []
    const other = version(
      '  - { id: all, to: [pool: elsewhere, owner: nobody-read, pool: desk] }',
      'constraints: [{ id: calls, when: restricted("phone"), refuse: no_calls }]',
    )
    replayDecision(decided, other, { onUnread: (what) => unread.push(what) })
    assert.deepEqual(unread, ['restricted("phone")', 'elsewhere', 'nobody-read'])
  })

  test('asks a world of that time where one is given', () => {
    const other = version('  - { id: all, to: [pool: only-now] }')
    const later = openDesk(other, rosterOf(people, [poolOf('only-now', [seatFor('owner-0')])]))
    const { outcome } = replayDecision(decided, other, { world: later.state.at(decided.atMs) })
    assert.equal(outcome.kind === 'assigned' && outcome.ownerId, 'owner-0')
  })

  test('takes a value of another type, or one its list no longer has, as missing', () => {
    const typed = version('  - { id: known, when: known(employees) || known(size), to: [pool: desk] }')
    assert.equal(replayDecision(decided, typed).ruleId, null)
  })

  test('knows no working time of an owner whose calendar was not asked then', () => {
    const bound = version(
      '  - { id: all, to: [pool: desk] }',
      'constraints: [{ id: other, require: owner.id != "owner-4" }]',
    )
    const [clock] = replayDecision(decided, bound).clocks
    const { outcome } = decided
    assert.equal(outcome.kind === 'assigned' && outcome.ownerId !== 'owner-4', true)
    assert.equal(clock.name, 'first_touch')
    assert.equal(clock.dueAtMs, null)
  })
})

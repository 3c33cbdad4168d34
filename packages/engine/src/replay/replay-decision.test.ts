import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createRandom } from '../chance/create-random.ts'
import { type Desk, openDesk, policyFromText, tuesdayAtTenMs } from '../testing/decide-by-text.ts'
import { poolOf, rosterOf, seatFor, someone } from '../testing/small-roster.ts'
import type { Decision } from '../trace/decision.ts'
import { replayDecision } from './replay-decision.ts'

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
})

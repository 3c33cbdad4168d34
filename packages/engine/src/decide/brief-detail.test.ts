import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createRandom } from '../chance/create-random.ts'
import { openDesk, policyFromText } from '../testing/decide-by-text.ts'
import type { Decision } from '../trace/decision.ts'
import { poolOf, rosterOf, seatFor, someone } from '../testing/small-roster.ts'

const policy = policyFromText(`
policy: shifts
fields:
  country: { type: country }
  size:    { type: integer }
constraints:
  - id: gdpr
    when: country in ["DE", "FR"]
    require: '"gdpr" in owner.certifications'
routes:
  - id: large
    when: size >= 500
    to: [pool: capped, pool: night]
    also: { sdr: [pool: day] }
  - id: germany
    when: country == "DE"
    to: [pool: day]
  - id: rest
    when: known(size)
    to: [pool: night]
fallback:
  incomplete: { then: [pool: capped, hold: needs-data] }
  nobody: { look_ahead: PT1H, then: [pool: night, hold: waiting] }
`)

const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo']

/** People of three zones with gaps of every kind: lunch, absences, caps, a late start, no certificate. */
const roster = rosterOf(
  Array.from({ length: 12 }, (_, index) =>
    someone(`person-${index}`, {
      calendar: {
        zone: zones[index % 3],
        hours: {
          mon: [
            { from: '08:00', to: '12:00' },
            { from: '13:00', to: '18:00' },
          ],
          tue: [{ from: '09:00', to: '17:00' }],
        },
        absences: index % 5 === 0 ? [{ from: '2026-11-23T10:00:00Z', until: '2026-11-24T09:30:00Z' }] : [],
      },
      caps: index % 4 === 0 ? [{ kind: 'day', windowSeconds: null, limit: 6, pool: null, segment: null }] : [],
      capacity: index % 3 === 0 ? 40 : null,
      attributes: { certifications: index % 6 === 0 ? [] : ['gdpr'] },
    }),
  ),
  [
    poolOf(
      'day',
      [0, 1, 2, 3, 4, 5].map((index) => seatFor(`person-${index}`, 1 + (index % 3))),
      { onReturn: { kind: 'full' } },
    ),
    poolOf(
      'night',
      [6, 7, 8, 9, 10, 11].map((index) => seatFor(`person-${index}`)),
      { respectHours: false },
    ),
    poolOf(
      'capped',
      [1, 4, 7, 10].map((index) => seatFor(`person-${index}`)),
      {
        caps: [{ kind: 'window', windowSeconds: 3600, limit: 3, pool: null, segment: null }],
      },
    ),
  ],
)

/** What both details say; `missing` is shorter in brief. */
function briefPart(decision: Decision): object {
  const roles = decision.roles.map(({ role, outcome }) => ({ role, outcome }))
  return { ...decision, roles, detail: null, inputs: null, missing: null }
}

describe('deciding in brief', () => {
  test('comes to the same outcome, clocks and ledger as in full, while people come and go', () => {
    const random = createRandom(20_261_123)
    const [full, brief] = [openDesk(policy, roster), openDesk(policy, roster)]
    const kinds = new Set<string>()
    let nowMs = Temporal.Instant.from('2026-11-23T00:00:00Z').epochMilliseconds
    for (let lead = 0; lead < 600; lead += 1) {
      nowMs += random.below(8) * 60_000
      const attributes = {
        country: random.pick(['DE', 'FR', 'US', '']),
        size: random.pick(['', '20', '900']),
      }
      const one = full.route(attributes, { id: `lead-${lead}`, nowMs })
      const other = brief.route(attributes, { id: `lead-${lead}`, nowMs, detail: 'brief' })
      assert.deepEqual(briefPart(other), briefPart(one))
      kinds.add(other.outcome.kind === 'assigned' ? other.outcome.by : other.outcome.kind)
      // What a full decision reads after brief ones must not be older than it would be without them.
      if (lead % 50 === 0) assert.deepEqual(brief.state.recordPool('day'), full.state.recordPool('day'))
    }
    assert.deepEqual([...kinds].toSorted(), ['held', 'look_ahead', 'pool'])
    assert.deepEqual(brief.state.save(), full.state.save())
  })
})

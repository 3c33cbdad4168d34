import type { ShareReport } from '@rightful/engine'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sampleDecision } from '../testing/sample-decision.ts'
import { formatSummary } from './format-summary.ts'
import { createRouteTally } from './route-summary.ts'

const plain = (_: unknown, text: string) => text

function member(ownerId: string, received: number, exactShare: number) {
  return { ownerId, weight: 1, received, exactShare, difference: received - exactShare }
}

const shares: readonly ShareReport[] = [
  {
    poolId: 'dach',
    strategy: 'fair_share',
    received: 3,
    members: [member('ann', 2, 1.5), member('bob', 1, 1.5)],
    parity: 0.8,
  },
  { poolId: 'uk', strategy: 'fair_share', received: 1, members: [member('cy', 1, 1)], parity: 1 },
  { poolId: 'idle', strategy: 'fair_share', received: 0, members: [], parity: null },
]

function sampleSummary() {
  const tally = createRouteTally()
  tally.countDecision(sampleDecision({}))
  tally.countDecision(sampleDecision({ missing: ['product'] }))
  tally.countDecision(
    sampleDecision({ outcome: { kind: 'held', queue: 'triage', reason: 'unmatched', retryAtMs: null }, routeId: null }),
  )
  tally.countDecision(
    sampleDecision({
      outcome: { kind: 'refused', reason: 'do_not_contact' },
      routeId: null,
      missing: ['product', 'country'],
    }),
  )
  tally.countUnreadable()
  const decidedAt = {
    from: '2026-11-24T09:00:00Z',
    until: '2026-11-24T10:00:00Z',
    outOfOrder: 2,
    outOfOrderLine: 7,
  }
  return tally.summarise(shares, decidedAt, 2000)
}

describe('the summary of a file', () => {
  test('counts rows, outcomes, routes, owners and gaps', () => {
    const { rows, leads, unreadable, outcomes, held, refused, routes, owners, gaps } = sampleSummary()
    assert.deepEqual({ rows, leads, unreadable }, { rows: 5, leads: 4, unreadable: 1 })
    assert.deepEqual(outcomes, { assigned: 2, held: 1, refused: 1 })
    assert.deepEqual(held, [{ name: 'triage: unmatched', leads: 1 }])
    assert.deepEqual(refused, [{ name: 'do_not_contact', leads: 1 }])
    assert.deepEqual(routes, [
      { name: 'dach', leads: 2 },
      { name: 'none', leads: 2 },
    ])
    assert.deepEqual(owners, [{ name: 'ann', leads: 2 }])
    assert.deepEqual(gaps, [
      { name: 'product', leads: 2 },
      { name: 'country', leads: 1 },
    ])
  })

  test('weighs the parity of pools by their leads and leaves out pools without any', () => {
    const { parity, pools, leadsPerSecond } = sampleSummary()
    assert.equal(parity, (0.8 * 3 + 1) / 4)
    assert.equal(pools.length, 2)
    assert.equal(leadsPerSecond, 2)
  })

  test('reads as a person expects it', () => {
    assert.equal(
      formatSummary(sampleSummary(), plain),
      `4 leads, decided from 2026-11-24T09:00:00Z to 2026-11-24T10:00:00Z
  assigned              2   50.0 %
  held                  1   25.0 %
  refused               1   25.0 %
  unreadable            1  rows, not decided
  2 leads are earlier than one above, the first on line 7; decided when that one was

Held
  triage: unmatched          1   25.0 %

Refused
  do_not_contact          1   25.0 %

Routes
  dach          2   50.0 %
  none          2   50.0 %

Pools (parity index 0.850)
  pool and owner      leads fair share difference
  dach           3                        parity 0.800
    ann          2        1.5      +0.50
    bob          1        1.5      −0.50
  uk             1                        parity 1.000
    cy           1          1      +0.00

Gaps that left a rule undecided
  product          2   50.0 %
  country          1   25.0 %

2.00 s, 2 leads/s
`,
    )
  })
})

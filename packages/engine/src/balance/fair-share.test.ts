import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { memberSnapshot, poolSnapshot } from '../testing/small-roster.ts'
import { chooseOwner } from './choose-owner.ts'
import { LEAD_UNITS } from './pool-snapshot.ts'

const numRuns = process.env['RIGHTFUL_LONG'] === '1' ? 20_000 : 400

/** Weights of every size, and the shapes that are hard: one giant among dwarfs, all alike, neighbours. */
const weights = fc.oneof(
  fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 12 }),
  fc.integer({ min: 1, max: 11 }).map((dwarfs) => [1000, ...Array.from({ length: dwarfs }, () => 1)]),
  fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 1000 }))
    .map(([count, weight]) => Array.from({ length: count }, () => weight)),
  fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 12 }),
)

/** Gives leads one after the other to a pool in which everybody may take every lead; `seen` looks after each. */
function giveLeads(
  weightList: readonly number[],
  count: number,
  seen: (received: readonly number[], given: number) => void,
): void {
  const received = weightList.map(() => 0)
  const last: (number | null)[] = weightList.map(() => null)
  for (let given = 1; given <= count; given += 1) {
    const members = weightList.map((weight, index) =>
      memberSnapshot(String(index), {
        weight,
        received: (received[index] ?? 0) * LEAD_UNITS,
        lastAssignedMs: last[index] ?? null,
      }),
    )
    const pick = Number(chooseOwner({ pool: poolSnapshot(members), leadId: `lead-${given}`, detail: 'brief' }).ownerId)
    received[pick] = (received[pick] ?? 0) + 1
    last[pick] = given
    seen(received, given)
  }
}

describe('fair share, everybody there and free to take every lead', () => {
  test('never leaves anybody a whole lead away from their exact share, for any weights', () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 300 }), (weightList, count) => {
        const total = weightList.reduce((sum, weight) => sum + weight, 0)
        giveLeads(weightList, count, (received, given) => {
          for (const [index, weight] of weightList.entries()) {
            // |received − given × weight ÷ total| < 1, in whole numbers.
            assert.ok(Math.abs((received[index] ?? 0) * total - given * weight) < total)
          }
        })
      }),
      { numRuns },
    )
  })

  test('never lets equal members differ by more than one lead', () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 300 }), (weightList, count) => {
        giveLeads(weightList, count, (received) => {
          const byWeight = Map.groupBy(received.entries(), ([index]) => weightList[index])
          for (const alike of byWeight.values()) {
            const counts = alike.map(([, leads]) => leads)
            assert.ok(Math.max(...counts) - Math.min(...counts) <= 1)
          }
        })
      }),
      { numRuns },
    )
  })

  test('comes out exactly even after each full round', () => {
    const round = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(round, (weightList) => {
        const total = weightList.reduce((sum, weight) => sum + weight, 0)
        giveLeads(weightList, total * 2, (received, given) => {
          if (given % total === 0)
            assert.deepEqual(
              received,
              weightList.map((weight) => (weight * given) / total),
            )
        })
      }),
      { numRuns },
    )
  })

  test('spreads a heavy member’s leads instead of giving them in one go', () => {
    const order: string[] = []
    const received = new Map<string, number>()
    for (let given = 0; given < 8; given += 1) {
      const members = [
        ['a', 6],
        ['b', 1],
        ['c', 1],
      ] as const
      const pool = poolSnapshot(
        members.map(([ownerId, weight]) =>
          memberSnapshot(ownerId, { weight, received: (received.get(ownerId) ?? 0) * LEAD_UNITS }),
        ),
      )
      const ownerId = chooseOwner({ pool, leadId: `lead-${given}` }).ownerId ?? ''
      received.set(ownerId, (received.get(ownerId) ?? 0) + 1)
      order.push(ownerId)
    }
    assert.match(order.join(''), /^a{1,3}[bc]a{2,4}[bc]a{1,3}$/)
  })
})

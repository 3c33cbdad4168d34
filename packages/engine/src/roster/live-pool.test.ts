import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Availability, LedgerRow } from '../balance/pool-snapshot.ts'
import { draftOf, enterRow, openStanding } from '../balance/pool-standing.ts'
import { type PoolRoll, settlePool } from '../balance/settle-pool.ts'
import { createRandom } from '../chance/create-random.ts'
import { giveLead, poolOf, rosterOf, seatFor, someone } from '../testing/small-roster.ts'
import { createRosterState } from './roster-state.ts'

const startMs = Temporal.Instant.from('2026-11-23T00:00:00Z').epochMilliseconds
const hourMs = 3_600_000
const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo']
const weights = [1, 1, 2, 3, 1, 5]

describe('a pool kept lead by lead', () => {
  // Settling and clamping everybody before each lead is what the ledger means; the pool that is kept does it only when it may matter.
  test('writes the same rows and comes to the same standing as settling before every lead', () => {
    for (const seed of [1, 2, 3, 4]) {
      const random = createRandom(seed)
      const kept: LedgerRow[] = []
      const hours = { mon: [{ from: '08:00', to: '18:00' }], tue: [{ from: '06:00', to: '23:00' }] }
      const owners = weights.map((_, index) =>
        someone(`person-${index}`, { calendar: { zone: zones[index % 3], hours }, attributes: { index } }),
      )
      const seats = weights.map((weight, index) => seatFor(`person-${index}`, weight))
      const state = createRosterState(rosterOf(owners, [poolOf('team', seats)]), { onRow: (row) => kept.push(row) })
      let reference = openStanding('team')
      const rows: LedgerRow[] = []
      let clamped = 0
      let nowMs = startMs
      for (let lead = 0; lead < 800; lead += 1) {
        nowMs += random.below(lead % 100 === 99 ? 6 * hourMs : hourMs / 20)
        // For long stretches only some may take a lead, so that the others fall behind until they are clamped.
        const closedTo = Math.floor(lead / 60) % weights.length
        const requires = [
          {
            constraintId: 'some',
            test: (person: { readonly ownerId: string }) => person.ownerId !== `person-${closedTo}`,
          },
        ]
        const settled = settlePool(reference, rollAt(state, nowMs), nowMs)
        rows.push(...settled.rows)
        clamped += settled.rows.filter(({ kind }) => kind === 'clamped').length
        const choice = giveLead(state, { poolId: 'team', leadId: `lead-${lead}`, atMs: nowMs, requires })
        let given = draftOf(settled.standing)
        const row = kept.at(-1)
        if (choice?.ownerId !== null && choice !== null && row !== undefined) {
          enterRow(given, row)
          rows.push(row)
          if (random.chance(0.03)) {
            // What a rejected lead is made good by is granted: clamping leaves it, until the owner is served.
            const lead = { ownerId: choice.ownerId, poolId: 'team', leadId: row.leadId ?? '', atMs: nowMs }
            state.reject(lead, 'no lead')
            const rejected = kept.at(-1)
            assert.ok(rejected?.kind === 'rejected')
            const between = settlePool(given, rollAt(state, nowMs), nowMs)
            given = draftOf(between.standing)
            enterRow(given, rejected)
            rows.push(...between.rows, rejected)
          }
        }
        reference = given
      }
      assert.deepEqual(kept, rows, `seed ${seed}`)
      assert.ok(clamped > 10, `seed ${seed}: only ${clamped} rows clamped somebody`)
      const last = settlePool(reference, rollAt(state, nowMs), nowMs)
      state.at(nowMs).pool('team')
      assert.deepEqual(state.standing('team'), last.standing)
    }
  })
})

/** The pool as its calendars have it, without what the pool itself remembers. */
function rollAt(state: ReturnType<typeof createRosterState>, nowMs: number): PoolRoll {
  const world = state.at(nowMs)
  const absent: Availability = { kind: 'inactive' }
  return {
    strategy: 'fair_share',
    onReturn: { kind: 'level' },
    respectHours: true,
    members: weights.map((weight, index) => {
      const ownerId = `person-${index}`
      return { ownerId, weight, received: 0, availability: world.owner(ownerId)?.availability ?? absent }
    }),
  }
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giveLead, poolOf, rosterOf, seatFor, someone } from '../testing/small-roster.ts'
import { createRosterState } from './roster-state.ts'

test('an import that comes at one instant goes round like any other', () => {
  const members = ['a', 'b', 'c', 'd']
  const state = createRosterState(
    rosterOf(
      members.map((id) => someone(id)),
      [
        poolOf(
          'desk',
          members.map((id) => seatFor(id)),
          { strategy: 'longest_idle' },
        ),
      ],
    ),
  )
  const given = Array.from(
    { length: 12 },
    (_, index) => giveLead(state, { poolId: 'desk', leadId: `lead ${index}`, atMs: 0 })?.ownerId,
  )
  assert.equal(new Set(given.slice(0, 4)).size, 4)
  assert.deepEqual(given.slice(4), [...given.slice(0, 4), ...given.slice(0, 4)])
})

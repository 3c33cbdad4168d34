import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { decide } from '../decide/decide.ts'
import { spendDay } from '../testing/business-day.ts'
import { createRosterState, type RosterState } from './roster-state.ts'

const numRuns = process.env['RIGHTFUL_LONG'] === '1' ? 2_000 : 60
const leadCount = 40

/** Brings a state to another one by what differs of people and pools alone. */
function follow(follower: RosterState, leader: RosterState): void {
  const { people, pools } = leader.save()
  const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b)
  follower.restore({
    people: people.filter((person) => differs(person, follower.savePerson(person.ownerId))),
    pools: pools.filter((pool) => differs(pool, follower.savePool(pool.standing.poolId))),
  })
}

describe('a state that takes up what another one saved', () => {
  test('goes on as the other, and as one made anew from all that is saved, whether or not it decides some leads itself', () => {
    const seeds = fc.tuple(
      fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      fc.array(fc.boolean(), { minLength: leadCount, maxLength: leadCount }),
    )
    fc.assert(
      fc.property(seeds, ([seed, turns]) => {
        let follower: RosterState | null = null
        let number = 0
        spendDay(seed, leadCount, ({ name, policy, roster, state, input, decision }) => {
          const isTurn = turns[number] ?? false
          number += 1
          follower ??= createRosterState(roster)
          if (!isTurn) return
          follow(follower, state)
          const made = createRosterState(roster, { saved: state.save() })
          const { nowMs } = input
          const followed = decide(policy, { ...input, world: follower.at(nowMs) })
          assert.deepEqual(followed, decide(policy, { ...input, world: made.at(nowMs) }), name)
          assert.deepEqual(followed.outcome, decision.outcome, name)
          for (const each of [follower, made]) {
            each.at(nowMs)
            each.apply(decision)
          }
          assert.deepEqual(follower.save(), made.save(), name)
        })
      }),
      { numRuns },
    )
  })
})

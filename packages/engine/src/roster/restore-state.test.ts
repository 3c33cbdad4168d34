import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { decide } from '../decide/decide.ts'
import { spendDay } from '../testing/business-day.ts'
import { giveLead, poolOf, rosterOf, seatFor, someone } from '../testing/small-roster.ts'
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

  test('counts what another roster says was open before, on top of what came and went since', () => {
    const rosterWith = (openLeads: number) => {
      const cap = { kind: 'open', limit: 9, windowSeconds: null, pool: null, segment: null } as const
      return rosterOf([someone('a', { openLeads, caps: [cap] })], [poolOf('p', [seatFor('a')])])
    }
    const before = createRosterState(rosterWith(3))
    giveLead(before, { poolId: 'p', leadId: '1', atMs: 0 })
    giveLead(before, { poolId: 'p', leadId: '2', atMs: 0 })
    before.close({ ownerId: 'a', poolId: 'p' })
    const saved = before.save()
    const made = createRosterState(rosterWith(6), { saved })
    const followed = createRosterState(rosterWith(6))
    followed.restore(saved)
    for (const state of [made, followed]) {
      const { openLeads, caps } = state.at(1).owner('a') ?? {}
      assert.deepEqual([openLeads, caps?.map(({ used }) => used)], [7, [7]])
    }
    assert.equal(createRosterState(rosterWith(3), { saved: made.save() }).at(1).owner('a')?.openLeads, 4)
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { memberSnapshot, poolSnapshot } from '../testing/small-roster.ts'
import { chooseOwner } from './choose-owner.ts'
import { type WaitingLead, compareWaiting, nextToRetry, placeInQueue } from './waiting-queue.ts'

const waiting: fc.Arbitrary<WaitingLead> = fc.record({
  leadId: fc.string({ maxLength: 3 }),
  priority: fc.integer({ min: 0, max: 2 }),
  sinceMs: fc.integer({ min: 0, max: 5 }),
  retryAtMs: fc.constantFrom(null, 1, 10),
  poolIds: fc.constantFrom([], ['dach'], ['uk', 'dach'], ['uk']),
})

function lead(leadId: string, sinceMs: number, over: Partial<WaitingLead> = {}): WaitingLead {
  return { leadId, priority: 0, sinceMs, retryAtMs: null, poolIds: ['dach'], ...over }
}

describe('the waiting queue', () => {
  test('goes by priority, then age, then id', () => {
    const queue = [lead('b', 5), lead('new but urgent', 9, { priority: 1 }), lead('a', 5), lead('oldest', 1)]
    const order = nextToRetry(queue, { kind: 'everything' }, 10).map((one) => one.leadId)
    assert.deepEqual(order, ['new but urgent', 'oldest', 'a', 'b'])
  })

  test('wakes the leads that an event may help, and no others', () => {
    const queue = [
      lead('due', 1, { retryAtMs: 7 }),
      lead('later', 2, { retryAtMs: 8 }),
      lead('uk', 3, { poolIds: ['uk'] }),
      lead('anything', 4, { poolIds: [] }),
    ]
    const woken = (event: Parameters<typeof nextToRetry>[1]): readonly string[] =>
      nextToRetry(queue, event, 7).map((one) => one.leadId)
    assert.deepEqual(woken({ kind: 'time' }), ['due'])
    assert.deepEqual(woken({ kind: 'pools', poolIds: ['uk'] }), ['uk', 'anything'])
    assert.deepEqual(woken({ kind: 'everything' }), ['due', 'later', 'uk', 'anything'])
  })

  test('has one order, however it is kept: inserted one by one or sorted at once', () => {
    fc.assert(
      fc.property(fc.array(waiting), (leads) => {
        const kept: WaitingLead[] = []
        for (const one of leads) kept.splice(placeInQueue(kept, one), 0, one)
        const keys = (list: readonly WaitingLead[]) =>
          list.map(({ leadId, priority, sinceMs }) => [priority, sinceMs, leadId])
        assert.deepEqual(keys(kept), keys(leads.toSorted(compareWaiting)))
      }),
    )
  })

  // The driver is what a server does: on each arrival the waiting leads of the pool go first, then the new one.
  test('lets no new lead overtake an older one of equal priority that the same pool could serve', () => {
    const step = fc.record({
      arrivals: fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 3 }),
      freed: fc.integer({ min: 0, max: 2 }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const served: WaitingLead[] = []
        let queue: WaitingLead[] = []
        let openLeads = 0
        const tryOne = (one: WaitingLead): boolean => {
          const pool = poolSnapshot([memberSnapshot('a', { capacity: 2, openLeads })], { poolId: 'dach' })
          if (chooseOwner({ pool, leadId: one.leadId, detail: 'brief' }).ownerId === null) return false
          openLeads += 1
          served.push(one)
          return true
        }
        steps.forEach(({ arrivals, freed }, nowMs) => {
          openLeads = Math.max(0, openLeads - freed)
          for (const [index, priority] of arrivals.entries()) {
            const fresh = lead(`lead-${nowMs}-${index}`, nowMs, { priority })
            queue.splice(placeInQueue(queue, fresh), 0, fresh)
            const done = new Set(nextToRetry(queue, { kind: 'pools', poolIds: ['dach'] }, nowMs).filter(tryOne))
            queue = queue.filter((one) => !done.has(one))
          }
        })
        for (const [position, one] of served.entries()) {
          const overtaken = served.slice(position + 1).filter((later) => later.priority === one.priority)
          assert.ok(overtaken.every((later) => later.sinceMs >= one.sinceMs))
          const left = queue.filter((still) => still.priority === one.priority)
          assert.ok(left.every((still) => still.sinceMs >= one.sinceMs))
        }
      }),
      { numRuns: 300 },
    )
  })
})

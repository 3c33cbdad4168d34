import type { Outcome } from '@rightful/engine'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sampleDecision } from '../testing/sample-decision.ts'
import { createRoutingComparer } from './compare-routing.ts'
import { formatComparison } from './format-comparison.ts'

const plain = (_: unknown, text: string) => text

function assigned(ownerId: string, poolId: string | null = 'desk'): Outcome {
  return { kind: 'assigned', ownerId, poolId, by: 'pool' }
}

function held(queue: string): Outcome {
  return { kind: 'held', queue, reason: 'unmatched', retryAtMs: null }
}

function compare(pairs: readonly (readonly [Outcome, Outcome])[]) {
  const comparer = createRoutingComparer()
  for (const [before, after] of pairs) {
    comparer.countPair(sampleDecision({ outcome: before }), sampleDecision({ outcome: after }))
  }
  return comparer.summarise()
}

describe('comparing two decisions of a lead', () => {
  test('tells rotation, another place and another outcome apart', () => {
    for (const [before, after, fate] of [
      [assigned('ann'), assigned('ann'), 'same'],
      [assigned('ann'), assigned('ann', 'vip'), 'same'],
      [assigned('ann'), assigned('bob'), 'another_member'],
      [assigned('ann'), assigned('bob', 'vip'), 'another_place'],
      [assigned('ann', null), assigned('bob', null), 'another_place'],
      [held('triage'), held('triage'), 'same'],
      [held('triage'), held('needs-data'), 'another_place'],
      [held('triage'), assigned('ann'), 'another_outcome'],
      [{ kind: 'refused', reason: 'a' }, { kind: 'refused', reason: 'b' }, 'another_place'],
    ] as const) {
      assert.equal(compare([[before, after]]).fates[fate], 1, `${JSON.stringify([before, after])} ${fate}`)
    }
  })

  test('counts what each owner gains and loses, also where the sum stays', () => {
    const { owners } = compare([
      [assigned('ann'), assigned('bob')],
      [assigned('bob'), assigned('ann')],
      [held('triage'), assigned('ann')],
      [assigned('cy'), assigned('cy')],
    ])
    assert.deepEqual(owners, [
      { name: 'ann', before: 1, after: 2, gained: 2, lost: 1 },
      { name: 'bob', before: 1, after: 1, gained: 1, lost: 1 },
    ])
  })

  test('is printed with what there is to say, and nothing else', () => {
    const same = formatComparison(compare([[assigned('ann'), assigned('ann')]]), plain)
    assert.match(same, /^1 lead decided by both\n/)
    assert.doesNotMatch(same, /another route|Owners/)
    const moved = formatComparison(compare([[assigned('ann'), held('triage')]]), plain)
    assert.match(moved, /assigned → held {2}1\n/)
    assert.match(moved, /^ {2}ann +1 +0 +−1 +0 +1$/m)
  })
})

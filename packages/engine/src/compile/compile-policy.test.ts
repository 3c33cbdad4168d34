import assert from 'node:assert/strict'
import { test } from 'node:test'
import { policyOf } from '../testing/parsed-policy.ts'
import { compilePolicy } from './compile-policy.ts'

const { policy } = policyOf(`
policy: test
fields: { a: { type: integer }, b: { type: integer } }
routes:
  - { id: small, when: a < 3 && b > 1, to: [pool: x] }
  - { id: even, when: a == 4 || b == 2, to: [pool: y] }
  - { id: rest, when: a > 0, to: [pool: z] }
`)

test('a policy without its index matches as one with it, before the index is read and after', () => {
  const [ahead, later] = [compilePolicy(policy), compilePolicy(policy, { index: 'when_read' })]
  const numbers = [undefined, 0, 1, 2, 3, 4, 5]
  const leads = numbers.flatMap((a) => numbers.map((b) => [a, b]))
  const all = leads.map((lead) => ahead.match(lead))
  assert.deepEqual(
    leads.map((lead) => later.match(lead)),
    all,
  )
  assert.equal(later.index, later.index)
  assert.deepEqual(
    leads.map((lead) => later.match(lead)),
    all,
  )
})

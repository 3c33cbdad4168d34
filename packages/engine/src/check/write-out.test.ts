import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { describe, test } from 'node:test'
import { createRandom } from '../chance/create-random.ts'
import { compilePolicy } from '../compile/compile-policy.ts'
import { compileCondition } from '../language/evaluate.ts'
import type { Expression, Truth } from '../language/expression.ts'
import { partsOf } from '../language/parts-of.ts'
import { describeExpression } from '../language/print-expression.ts'
import { policyConditions } from '../policy/policy-conditions.ts'
import { policyOf } from '../testing/parsed-policy.ts'
import { randomLeadValues } from '../testing/random-lead-values.ts'
import { randomPolicy } from '../testing/random-policy.ts'
import { writeOut, writeOutUnknown } from './write-out.ts'

const wishes = ['true', 'false', 'not_false', 'not_true'] as const
const isLong = process.env['RIGHTFUL_LONG'] === '1'

function isAsWanted(truth: Truth, wanted: (typeof wishes)[number]): boolean {
  if (wanted === 'true') return truth === true
  if (wanted === 'false') return truth === false
  return wanted === 'not_false' ? truth !== false : truth !== true
}

function readsDerived(expression: Expression): boolean {
  if (expression.kind === 'symbol' && expression.symbol.origin === 'derived') return true
  return partsOf(expression).some(readsDerived)
}

describe('a condition written out', () => {
  test('is true for just the wanted leads, whatever they lack', (t) => {
    const seed = Number(process.env['RIGHTFUL_SEED'] ?? randomInt(2 ** 30))
    t.diagnostic(`seed ${seed} (set RIGHTFUL_SEED to repeat)`)
    for (let round = 0; round < (isLong ? 4_000 : 120); round += 1) {
      const random = createRandom(seed + round)
      const compiled = compilePolicy(randomPolicy(random, { ruleCount: 4, depth: random.below(4) }))
      const leads = Array.from({ length: 12 }, () => randomLeadValues(random, compiled, random.pick([0, 0.1, 0.4])))
      for (const { expression } of policyConditions(compiled.policy)) {
        const ask = compileCondition(expression)
        const unknown = compileCondition(writeOutUnknown(expression, compiled.policy.derived))
        for (const wanted of wishes) {
          const written = compileCondition(writeOut(expression, compiled.policy.derived, wanted))
          for (const values of leads) {
            const where = `seed ${seed + round}, ${wanted}: ${describeExpression(expression)} on ${JSON.stringify(values)}`
            assert.equal(written(values, []) === true, isAsWanted(ask(values, []), wanted), where)
            assert.equal(unknown(values, []) === true, ask(values, []) === undefined, where)
          }
        }
      }
    }
  })

  test('reads no derived value that is compared with constants, one made of others neither', () => {
    const { policy } = policyOf(`
policy: test
fields: { country: { type: country }, employees: { type: integer } }
derive:
  segment: [{ when: "employees >= 100", value: large }, { value: small }]
  desk:
    - when: 'segment == "large" && country == "DE"'
      value: key
    - { value: normal }
routes:
  - { id: a, when: 'desk == "key" || !known(segment)', to: [pool: a] }
`)
    const [condition] = policy.routes.map(({ rules }) => rules[0].when)
    assert.ok(condition !== null && condition !== undefined)
    assert.ok(readsDerived(condition.expression))
    for (const wanted of wishes)
      assert.ok(!readsDerived(writeOut(condition.expression, policy.derived, wanted)), wanted)
  })
})

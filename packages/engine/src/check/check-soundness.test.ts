import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { describe, test } from 'node:test'
import { createRandom } from '../chance/create-random.ts'
import { compilePolicy } from '../compile/compile-policy.ts'
import { randomLeadValues } from '../testing/random-lead-values.ts'
import { randomPolicy } from '../testing/random-policy.ts'
import { checkPolicy } from './check-policy.ts'
import type { CheckReport } from './check-report.ts'

const roundsWanted = process.env['RIGHTFUL_LONG'] === '1' ? 2_500 : 50

/** The rules of which one of these things is said. */
function rulesTold({ problems }: CheckReport, ...codes: readonly string[]): ReadonlySet<string> {
  return new Set(
    problems.flatMap(({ code, message }) =>
      codes.includes(code) ? [/the route `([^`]+)`/.exec(message)?.[1] ?? ''] : [],
    ),
  )
}

describe('static checks of any policy', () => {
  // Every operator and most functions of the language, derived values, facts, accounts and routes that stop leads.
  test('call no rule unreachable that a lead then reaches, whatever its conditions are made of', (t) => {
    const seed = Number(process.env['RIGHTFUL_SEED'] ?? randomInt(2 ** 30))
    t.diagnostic(`seed ${seed} (set RIGHTFUL_SEED to repeat)`)
    let [told, reached] = [0, 0]
    for (let round = 0; round < roundsWanted; round += 1) {
      const random = createRandom(seed + round)
      const compiled = compilePolicy(
        randomPolicy(random, { ruleCount: random.pick([3, 12, 40]), depth: random.below(3) }),
      )
      const report = checkPolicy(compiled)
      const dead = rulesTold(report, 'check_rule_unreachable', 'check_rule_never_true')
      const gapsOnly = rulesTold(report, 'check_rule_needs_gaps')
      told += dead.size + gapsOnly.size
      for (let lead = 0; lead < 150; lead += 1) {
        const values = [...randomLeadValues(random, compiled, random.pick([0, 0, 0.2]))]
        // Whether a lead is on a list is always known.
        for (const { origin, slot } of compiled.policy.leadSymbols) if (origin === 'fact') values[slot] ??= false
        compiled.computeDerived(values)
        const { ruleIndex } = compiled.match(values)
        if (ruleIndex < 0) continue
        reached += 1
        const where = `seed ${seed + round}, rule ${ruleIndex}: ${JSON.stringify(values)}`
        assert.ok(!dead.has(compiled.rules[ruleIndex].id), where)
        const isComplete = compiled.policy.fields.every(({ slot }) => values[slot] !== undefined)
        if (isComplete) assert.ok(!gapsOnly.has(compiled.rules[ruleIndex].id), where)
      }
    }
    assert.ok(told > roundsWanted / 10 && reached > roundsWanted * 20, `${told} told, ${reached} leads reached a rule`)
  })
})

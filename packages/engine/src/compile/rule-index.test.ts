import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { describe, test } from 'node:test'
import { createRandom, type Random } from '../chance/create-random.ts'
import { randomLeadValues } from '../testing/random-lead-values.ts'
import { randomPolicy } from '../testing/random-policy.ts'
import { compilePolicy } from './compile-policy.ts'
import { type ShelfLimits, shelfLimits } from './shelf-limits.ts'
import { matchByScan } from './match-by-scan.ts'
import { buildRuleIndex } from './rule-index.ts'

const isLong = process.env['RIGHTFUL_LONG'] === '1'
const pairsWanted = isLong ? 400_000 : 12_000

/** Shapes that make small policies grow stretches, shelves, coarse buckets and opaque parts, which by default only large ones have. */
function randomLimits(random: Random): ShelfLimits {
  if (random.chance(0.2)) return shelfLimits
  return {
    stretchBoxes: random.pick([1, 7, 256]),
    stretchGrowth: random.pick([1, 2, 16]),
    shelfCost: random.pick([0, 1, 5, 64]),
    copiesMax: random.pick([1, 2, 8]),
    ruleBoxesMax: random.pick([1, 8, 64]),
  }
}

describe('a rule index', () => {
  // The index only makes matching fast. Asking every rule in order is what the routes mean, so the slow path judges
  // the fast one.
  test('says the same as asking every rule in order, for any policy and any gaps', (t) => {
    const seed = Number(process.env['RIGHTFUL_SEED'] ?? randomInt(2 ** 31))
    t.diagnostic(`seed ${seed} (set RIGHTFUL_SEED to repeat)`)
    let pairs = 0
    for (let round = 0; pairs < pairsWanted; round += 1) {
      const random = createRandom(seed + round)
      const policy = randomPolicy(random, { ruleCount: random.pick([0, 1, 3, 10, 60, 200]), depth: random.below(4) })
      const compiled = compilePolicy(policy)
      const routed = compiled.rules.map((rule, ruleIndex) => ({ rule, route: compiled.routeOf(ruleIndex) }))
      const index = buildRuleIndex(routed, randomLimits(random))
      const missingRate = random.pick([0, 0.02, 0.1, 0.25, 0.5])
      for (let lead = 0; lead < 100; lead += 1, pairs += 1) {
        const values = randomLeadValues(random, compiled, missingRate)
        const expected = matchByScan(compiled, values)
        const where = `seed ${seed + round}, lead ${lead}: ${JSON.stringify(values)}`
        assert.deepEqual(index.match(values), expected, where)
        assert.deepEqual(compiled.match(values), expected, where)
      }
    }
  })
})

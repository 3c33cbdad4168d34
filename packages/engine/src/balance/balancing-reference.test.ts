import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { balancesOf, give, here, onLeave, settle, startWalk, turn } from '../testing/pool-walk.ts'
import type { OnReturn } from './pool-snapshot.ts'

const reference = readFileSync(join(import.meta.dirname, '../../../../docs/reference/balancing.md'), 'utf8')

/** The cells of the table rows that start like this. */
function rowsOf(start: RegExp): readonly (readonly string[])[] {
  return reference
    .split('\n')
    .filter((line) => start.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}

describe('the figures in the reference of balancing', () => {
  test('of fair share are what choosing gives', () => {
    const weights = { ada: 3, ben: 2, eva: 1 }
    const walk = startWalk(weights)
    const rows = rowsOf(/^\| \d \| \d\.\d\d \|/)
    assert.equal(rows.length, 7)
    for (const [index, row] of rows.entries()) {
      settle(walk)
      const balances = balancesOf(walk)
      const { numerator = 0, denominator = 1 } = walk.standing.time ?? {}
      const cells = Object.entries(weights).map(([ownerId, weight]) => {
        const leads = (balances[ownerId] ?? 0) / 1000
        return `${(leads / weight).toFixed(2)} → ${((leads + 1) / weight).toFixed(2)}`
      })
      const [goesTo] = give(walk, 1)
      assert.deepEqual(row, [String(index + 1), (numerator / denominator / 1000).toFixed(2), ...cells, goesTo])
    }
  })

  test('of coming back are what settling gives', () => {
    const rules: readonly (readonly [RegExp, OnReturn])[] = [
      [/^\| `level` /, { kind: 'level' }],
      [/^\| `\{ capped: 2 \}` /, { kind: 'capped', leads: 2 }],
      [/^\| `full` /, { kind: 'full' }],
    ]
    for (const [start, onReturn] of rules) {
      const walk = startWalk({ ada: 1, ben: 1, eva: 1 }, { onReturn })
      give(walk, 12)
      assert.deepEqual(balancesOf(walk), { ada: 4000, ben: 4000, eva: 4000 })
      turn(walk, { ada: { availability: onLeave } })
      give(walk, 20)
      turn(walk, { ada: { availability: here } })
      const { ada = 0, ben = 0 } = balancesOf(walk)
      const got = give(walk, 18)
      const atOnce = got.findIndex((ownerId) => ownerId !== 'ada')
      const [row = []] = rowsOf(start)
      const owed = ben === ada ? /^nothing$/ : new RegExp(`^${(ben - ada) / 1000} leads`)
      assert.equal(row[1], String(ada / 1000))
      assert.match(row[2] ?? '', owed)
      const later = onReturn.kind === 'level' ? 'one in three' : `the first ${atOnce} of them at once`
      assert.equal(row[3], `${got.filter((ownerId) => ownerId === 'ada').length}, ${later}`)
    }
  })
})

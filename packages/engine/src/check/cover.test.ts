import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type ClassSet, classSetOf, hasClass } from '../compile/class-set.ts'
import { type Box, type Region, boxHolds, relate, subtractClasses } from './box.ts'
import { coverRegion } from './cover.ts'

const classes = 5
const axes = 3
const classSets = fc.uniqueArray(fc.integer({ min: 0, max: classes - 1 }), { minLength: 1 }).map(classSetOf)
const boxes: fc.Arbitrary<Omit<Box, 'statement'>> = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: axes - 1 }), classSets), { selector: ([axis]) => axis })
  .map((sides) => sides.toSorted(([a], [b]) => a - b))
  .map((sides) => ({ axes: sides.map(([axis]) => axis), sides: sides.map(([, side]) => side) }))
const regions = fc.tuple(classSets, classSets, classSets)

function* pointsOf([a, b, c]: Region): Generator<readonly number[]> {
  const each = (set: ClassSet): readonly number[] =>
    Array.from({ length: classes }, (_, id) => id).filter((id) => hasClass(set, id))
  for (const x of each(a)) for (const y of each(b)) for (const z of each(c)) yield [x, y, z]
}

describe('covering a region with boxes', () => {
  test('agrees with looking at every point, and the statements it names suffice', () => {
    fc.assert(
      fc.property(regions, fc.array(boxes, { maxLength: 14 }), (region, drafts) => {
        const all = drafts.map((draft, statement): Box => ({ ...draft, statement }))
        const result = coverRegion(region, all, { looksLeft: 100_000 })
        const open = [...pointsOf(region)].filter((point) => !all.some((box) => boxHolds(box, point)))
        assert.equal(result.kind, open.length === 0 ? 'covered' : 'outside')
        if (result.kind === 'outside') {
          const points = [...pointsOf(result.region)]
          assert.ok(points.length > 0)
          for (const point of points) assert.ok(!all.some((box) => boxHolds(box, point)), JSON.stringify(point))
        }
        if (result.kind === 'covered') {
          const named = all.filter(({ statement }) => result.by.has(statement))
          for (const point of pointsOf(region)) assert.ok(named.some((box) => boxHolds(box, point)))
        }
      }),
    )
  })

  test('gives up when its effort is spent, and says so', () => {
    const box: Box = { statement: 0, axes: [0], sides: [[0, 1]] }
    const region: Region = [
      [0, 5],
      [0, 5],
      [0, 5],
    ]
    assert.deepEqual(coverRegion(region, [box, box, box], { looksLeft: 2 }), { kind: 'gave_up' })
    assert.equal(coverRegion(region, [box, box, box], { looksLeft: 100 }).kind, 'outside')
  })

  test('does not grow the stack with the number of boxes', () => {
    const count = 60_000
    const chain = Array.from({ length: count }, (_, index): Box => ({
      statement: index,
      axes: [0, 1],
      sides: [
        [index, index + 1],
        [0, 2],
      ],
    }))
    const region: Region = [
      [0, count],
      [0, 3],
    ]
    assert.equal(
      coverRegion(region, [...chain.slice(0, 400), { statement: -1, axes: [0], sides: [[400, count]] }], {
        looksLeft: 1e9,
      }).kind,
      'outside',
    )
    const whole: Region = [
      [0, count],
      [0, 2],
    ]
    assert.equal(coverRegion(whole, chain, { looksLeft: 1e9 }).kind, 'covered')
  })
})

describe('a set of classes', () => {
  test('lies to a side as its classes do, and less the side it has the others', () => {
    fc.assert(
      fc.property(classSets, classSets, (set, side) => {
        const ids = Array.from({ length: classes }, (_, id) => id).filter((id) => hasClass(set, id))
        const inside = ids.filter((id) => hasClass(side, id))
        assert.equal(
          relate(set, side),
          inside.length === 0 ? 'apart' : inside.length === ids.length ? 'within' : 'beyond',
        )
        assert.deepEqual(subtractClasses(set, side), classSetOf(ids.filter((id) => !hasClass(side, id))))
      }),
    )
  })
})

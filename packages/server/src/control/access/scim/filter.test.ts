import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { RoutingError } from '@rightful/contract'
import fc from 'fast-check'
import { type Filter, parseFilter } from './filter.ts'

function textOf(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return `(${filter.parts.map(textOf).join(` ${filter.kind} `)})`
    case 'not':
      return `not (${textOf(filter.part)})`
    case 'compare':
      return filter.operator === 'pr'
        ? `${filter.path} pr`
        : `${filter.path} ${filter.operator} ${JSON.stringify(filter.value)}`
  }
}

const compare = fc.record({
  kind: fc.constant('compare' as const),
  path: fc.constantFrom('username', 'emails.value', 'active'),
  operator: fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew'),
  value: fc.oneof(fc.string({ unit: 'grapheme' }), fc.boolean(), fc.constant(null), fc.integer()),
})
const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    compare,
    fc.record({ kind: fc.constant('not' as const), part: tie('filter') }),
    fc.record({ kind: fc.constantFrom('and', 'or'), parts: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }) }),
  ),
}))

describe('a filter', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(filter, (given) => assert.equal(JSON.stringify(parseFilter(textOf(given))), JSON.stringify(given))),
    )
  })

  test('binds and closer than or', () => {
    const [a, b, c] = ['a pr', 'b pr', 'c pr']
    assert.deepEqual(parseFilter(`${a} or ${b} AND ${c}`), parseFilter(`${a} or (${b} and ${c})`))
    assert.deepEqual(parseFilter(`${a} and ${b} or ${c}`), parseFilter(`(${a} and ${b}) or ${c}`))
  })

  test('that is none is refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'ab ()"\\eq[]'.split('')) })), (text) => {
        try {
          parseFilter(text)
        } catch (error) {
          assert.ok(error instanceof RoutingError && error.code === 'provisioning_invalid')
        }
      }),
    )
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { classOfValue } from '../compile/class-of-value.ts'
import { createAxisSpace } from '../compile/axis-space.ts'
import type { CompareOperator, Expression, SymbolRef, ValueType } from '../language/expression.ts'
import type { Field, FieldType } from '../policy/policy.ts'
import { bareField } from '../testing/bare-policy.ts'
import { call, compare, constant, symbol } from '../testing/expression-builder.ts'
import { examplesOf } from './example-values.ts'

function axisOf(type: ValueType, conditions: (read: Expression) => readonly Expression[]) {
  const ref: SymbolRef = { path: 'field', space: 'lead', origin: 'field', slot: 0, type }
  const axis = createAxisSpace(conditions(symbol(ref))).attributeAxis(0)
  assert.ok(axis !== undefined)
  return {
    axis,
    field: (fieldType: FieldType, more: Partial<Field> = {}): Field => ({ ...bareField(ref, fieldType), ...more }),
  }
}

const operators: readonly CompareOperator[] = ['==', '<', '<=', '>', '>=']

describe('example values', () => {
  test('of whole numbers are in their class and within the bounds, and are left out just where there are none', () => {
    const asked = fc.array(fc.tuple(fc.constantFrom(...operators), fc.integer({ min: -4, max: 8 })), {
      minLength: 1,
      maxLength: 6,
    })
    const bound = fc.option(fc.integer({ min: -3, max: 9 }))
    fc.assert(
      fc.property(asked, bound, bound, (comparisons, min, max) => {
        fc.pre(min === null || max === null || min <= max)
        const { axis, field } = axisOf({ kind: 'integer' }, (read) =>
          comparisons.map(([operator, value]) => compare(read, operator, constant(value))),
        )
        const examples = examplesOf(axis, field('integer', { min, max }))
        const possible = new Set<number>()
        for (let value = min ?? -40; value <= (max ?? 40); value += 1) possible.add(classOfValue(axis.partition, value))
        for (let id = 1; id < axis.classCount; id += 1) {
          const example = examples[id]
          assert.equal(example !== undefined, possible.has(id), `class ${id}`)
          if (typeof example !== 'number') continue
          assert.equal(classOfValue(axis.partition, example), id)
          assert.ok(
            Number.isInteger(example) && example >= (min ?? example) && example <= (max ?? example),
            String(example),
          )
        }
      }),
    )
  })

  test('of texts are in their class, and only the empty text is none', () => {
    const text = fc.constantFrom('', 'a', 'ab', 'b', '1', '10', 'Zürich', '\uffff')
    const asked = fc.array(fc.tuple(fc.constantFrom('prefix', ...operators), text), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(asked, (tests) => {
        const { axis, field } = axisOf({ kind: 'string' }, (read) =>
          tests.map(([kind, value]) =>
            kind === 'prefix' ? call('startsWith', [read, constant(value)]) : compare(read, kind, constant(value)),
          ),
        )
        const { partition } = axis
        for (const [id, example] of examplesOf(axis, field('string')).entries()) {
          if (id === 0) continue
          if (example !== undefined) assert.equal(classOfValue(partition, example), id)
          else if (partition.kind === 'texts')
            assert.ok(['', '\u0000'].includes(partition.cuts[id - 1] ?? 'no end'), `class ${id}`)
        }
      }),
    )
  })

  test('of phone numbers, dates and postal codes look like them', () => {
    const { axis: phone } = axisOf({ kind: 'string', domain: 'phone' }, (read) => [
      call('startsWith', [read, constant('+49')]),
      call('startsWith', [read, constant('+')]),
    ])
    assert.deepEqual(examplesOf(phone, null), [
      undefined,
      undefined,
      '+10000000000',
      '+4930123456',
      '+50000000000',
      undefined,
    ])
    const { axis: date } = axisOf({ kind: 'string', domain: 'date' }, (read) => [
      compare(read, '>=', constant('2026-04-01')),
      compare(read, '==', constant('2026-12-24')),
    ])
    assert.deepEqual(examplesOf(date, null), [undefined, '2026-03-31', '2026-04-01', '2026-12-24', '2026-12-25'])
    const { axis: code } = axisOf({ kind: 'string', domain: 'postal_code' }, (read) => [
      call('startsWith', [read, constant('80')]),
    ])
    assert.deepEqual(examplesOf(code, null), [undefined, '10115', '80000', 'SW1A 1AA'])
  })

  test('of a closed list are its own values, and there is no other when all are named', () => {
    const type: ValueType = { kind: 'string', values: new Set(['red', 'green']) }
    const { axis: some } = axisOf(type, (read) => [compare(read, '==', constant('red'))])
    assert.deepEqual(examplesOf(some, null), [undefined, 'green', 'red'])
    const { axis: all } = axisOf(type, (read) => [
      compare(read, '==', constant('red')),
      compare(read, '==', constant('green')),
    ])
    assert.deepEqual(examplesOf(all, null), [undefined, undefined, 'green', 'red'])
  })
})

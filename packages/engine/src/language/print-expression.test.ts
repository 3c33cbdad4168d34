import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { invariant } from '../engine-error.ts'
import { conditionTexts } from '../testing/arbitrary-condition-text.ts'
import { createRandom } from '../chance/create-random.ts'
import { randomCondition } from '../testing/random-condition.ts'
import { sampleLeadSymbols, sampleScope } from '../testing/sample-scope.ts'
import type { Expression } from './expression.ts'
import { parseCondition } from './parse-condition.ts'
import { describeExpression } from './print-expression.ts'

const numRuns = process.env.RIGHTFUL_LONG === '1' ? 50_000 : 1_000

function parse(text: string): Expression {
  const { expression, problems } = parseCondition(text, sampleScope, null)
  invariant(expression !== null, `${text}: ${problems.map(({ message }) => message).join(' ')}`)
  return expression
}

function canonical(text: string): string {
  return describeExpression(parse(text))
}

/** The expression without its places, which printing does not keep. */
function withoutSpans(expression: Expression): unknown {
  return JSON.parse(JSON.stringify(expression, (key, value: unknown) => (key === 'span' ? undefined : value)))
}

describe('the canonical text of a condition', () => {
  test('gives the same condition when parsed again', () => {
    fc.assert(
      fc.property(conditionTexts, (text) => {
        const parsed = parseCondition(text, sampleScope).expression
        fc.pre(parsed !== null)
        const printed = describeExpression(parsed)
        assert.deepEqual(withoutSpans(parse(printed)), withoutSpans(parsed), printed)
      }),
      { numRuns },
    )
  })

  test('is the same for the same condition however it was built', () => {
    const symbols = sampleLeadSymbols.filter(({ type }) => type.kind !== 'string' || type.values === undefined)
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const built = randomCondition(createRandom(seed), symbols, 3)
        const { expression } = parseCondition(describeExpression(built), sampleScope)
        // What was built without the parser's checks may break them; what passes them prints alike for ever.
        fc.pre(expression !== null)
        const printed = describeExpression(expression)
        assert.equal(canonical(printed), printed)
      }),
      { numRuns },
    )
  })

  test('does not show how it was written', () => {
    const same = [
      'country=="DE"&&employees>5',
      "(country == 'DE')\n  && // big\n  (employees > 0x5)",
      'country == r"DE" && employees > 2 + 3',
    ]
    for (const text of same) assert.equal(canonical(text), 'country == "DE" && employees > 5')
  })

  test('keeps brackets only where they matter', () => {
    const kept = [
      '(consent || employees > 5) && country == "DE"',
      'employees - (employees - 1) == 1',
      '!(consent && country == "DE")',
      '(employees > 5) == consent',
      '-(employees + 1) < 2',
      '(consent ? employees : 1) + 2 > 3',
      '(title + "x").size() > 2',
      'consent ? country == "DE" : employees > 5 ? consent : country == "AT"',
    ]
    for (const text of kept) assert.equal(canonical(text), text)
    assert.equal(canonical('((country) == ("DE")) && (((employees)) > 5)'), 'country == "DE" && employees > 5')
  })

  test('names a group instead of listing it', () => {
    assert.equal(canonical('country in group("EU")'), 'country in group("EU")')
  })

  test('writes what a reader would not see as an escape', () => {
    assert.equal(canonical('title == "a\\tb\\u200b\\U0001f600\\"\\\\"'), 'title == "a\\tb\\u200b😀\\"\\\\"')
  })

  test('tells a number from an integer', () => {
    assert.deepEqual(['1', '1.0', '-1', '-0.0', '1e30', '0.1'].map(canonical), [
      '1',
      '1.0',
      '-1',
      '-0.0',
      '1e+30',
      '0.1',
    ])
  })
})

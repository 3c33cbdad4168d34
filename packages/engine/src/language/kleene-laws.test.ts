import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { conditionTexts, leadsWithGaps, completeLeads } from '../testing/arbitrary-condition-text.ts'
import { sampleLeadSymbols, sampleScope } from '../testing/sample-scope.ts'
import { compileCondition, missingIn } from './evaluate.ts'
import type { Expression, Truth, Value, Values } from './expression.ts'
import { parseCondition } from './parse-condition.ts'

const numRuns = process.env.RIGHTFUL_LONG === '1' ? 50_000 : 500

type Lead = Readonly<Record<string, Value>>

function slotsOf(lead: Lead): Values {
  return sampleLeadSymbols.map(({ path }) => lead[path])
}

/** Conditions that nest too many loops are told when parsing; they are of no use here. */
function parse(text: string): Expression {
  const { expression } = parseCondition(text, sampleScope)
  fc.pre(expression !== null)
  return expression
}

function ask(text: string, lead: Lead): Truth {
  return compileCondition(parse(text))(slotsOf(lead), [])
}

describe('any condition over any lead', () => {
  test('obeys the laws of three-valued logic', () => {
    fc.assert(
      fc.property(conditionTexts, conditionTexts, leadsWithGaps, (a, b, lead) => {
        const truth = (text: string): Truth => ask(text, lead)
        assert.equal(truth(`!(!(${a}))`), truth(`(${a})`))
        assert.equal(truth(`!((${a}) && (${b}))`), truth(`!(${a}) || !(${b})`))
        assert.equal(truth(`!((${a}) || (${b}))`), truth(`!(${a}) && !(${b})`))
        assert.equal(truth(`(${a}) && (${b})`), truth(`(${b}) && (${a})`))
        assert.equal(truth(`(${a}) || ((${a}) && (${b}))`), truth(`(${a})`))
        assert.equal(truth(`(${a}) && true`), truth(`(${a}) || false`))
        assert.equal(truth(`(${a}) && false`), false)
      }),
      { numRuns },
    )
  })

  // The point of the third value: what is said of a lead with gaps stays true when the gaps are filled.
  test('never changes a known answer when a gap is filled', () => {
    fc.assert(
      fc.property(conditionTexts, leadsWithGaps, completeLeads, (text, lead, filling) => {
        const before = ask(text, lead)
        if (before !== undefined) assert.equal(ask(text, { ...filling, ...lead }), before)
      }),
      { numRuns },
    )
  })

  test('names the gaps that make it unknown, and no others', () => {
    fc.assert(
      fc.property(conditionTexts, leadsWithGaps, completeLeads, (text, lead, filling) => {
        const expression = parse(text)
        const named = missingIn(expression, slotsOf(lead), [])
        if (ask(text, lead) !== undefined) return assert.deepEqual(named, [])
        assert.ok(named.every((path) => slotOf(lead, path) === undefined))
        // Without a gap to name, a computation failed; then no filling of gaps makes it known.
        if (named.length === 0) assert.equal(ask(text, { ...filling, ...lead }), undefined)
      }),
      { numRuns },
    )
  })
})

function slotOf(lead: Lead, path: string): Value | undefined {
  return lead[path]
}

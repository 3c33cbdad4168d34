import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evaluate } from '@marcbachmann/cel-js'
import fc from 'fast-check'
import { type CompleteLead, completeLeads, conditionTexts } from '../testing/arbitrary-condition-text.ts'
import { sampleLeadSymbols, sampleScope } from '../testing/sample-scope.ts'
import { compileCondition } from './evaluate.ts'
import type { Truth, Value } from './expression.ts'
import { parseCondition } from './parse-condition.ts'

const runs = process.env.RIGHTFUL_LONG === '1' ? 100_000 : 2_000

// Another implementation of CEL, by other people, judges ours on complete leads, where there is nothing missing.
test('a complete lead gives the same truth as another implementation of CEL', () => {
  let compared = 0
  fc.assert(
    fc.property(conditionTexts, completeLeads, (text, lead) => {
      const { expression, problems } = parseCondition(text, sampleScope)
      if (problems.some(({ code }) => code === 'condition_too_costly')) return
      assert.ok(expression !== null, `${text}: ${problems.map(({ message }) => message).join(' ')}`)
      const ours = compileCondition(expression)(
        sampleLeadSymbols.map(({ path }) => valueOf(lead, path)),
        [],
      )
      const theirs = askOracle(text, lead)
      if (theirs === 'not supported') return
      compared += 1
      assert.equal(ours, theirs, text)
    }),
    { numRuns: runs },
  )
  assert.ok(compared > runs * 0.9, `only ${compared} of ${runs} could be compared`)
})

function valueOf(lead: CompleteLead, path: string): Value | undefined {
  return Object.entries(lead).find(([name]) => name === path)?.[1]
}

/** Its truth; an error of its own, as in a division by zero, is our unknown. */
function askOracle(text: string, lead: CompleteLead): Truth | 'not supported' {
  try {
    const truth: unknown = evaluate(
      text,
      Object.fromEntries(Object.entries(lead).map(([name, value]) => [name, asCel(name, value)])),
    )
    return truth === true ? true : truth === false ? false : undefined
  } catch (error) {
    return error instanceof Error && /overload|must have the same type/.test(error.message)
      ? 'not supported'
      : undefined
  }
}

function asCel(name: string, value: Value): unknown {
  if (typeof value === 'number') return name === 'revenue' ? value : BigInt(value)
  return typeof value === 'object' ? value.map((item) => asCel(name, item)) : value
}

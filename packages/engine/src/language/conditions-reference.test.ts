import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { sampleScope } from '../testing/sample-scope.ts'
import { bounds } from './bounds.ts'
import { functions, quantifiers } from './functions.ts'
import { parseCondition } from './parse-condition.ts'

const reference = readFileSync(new URL('../../../../docs/reference/conditions.md', import.meta.url), 'utf8')

describe('the reference of conditions', () => {
  const examples = [...reference.matchAll(/```cel\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
    block.trim().split('\n'),
  )

  test('shows only conditions without a problem', () => {
    assert.ok(examples.length >= 12, 'too few examples were found')
    for (const example of examples) assert.deepEqual(parseCondition(example, sampleScope).problems, [], example)
  })

  test('names every function', () => {
    // The other spelling of `exists_one` is understood and not recommended.
    const names = [...functions.keys(), ...Object.keys(quantifiers)].filter((name) => name !== 'existsOne')
    const unnamed = names.filter((name) => !new RegExp(`\`(x\\.)?${name.replace('.', '\\.')}\\(`).test(reference))
    assert.deepEqual(unnamed, [])
  })

  test('states the bounds as they are', () => {
    const numbers = [
      bounds.conditionLengthMax,
      bounds.literalLengthMax,
      bounds.patternLengthMax,
      bounds.nodesMax,
      bounds.depthMax,
      bounds.stepsMax,
      bounds.textLengthMax,
      bounds.listLengthMax,
    ]
    for (const number of numbers) assert.ok(reference.includes(number.toLocaleString('en-US')), String(number))
  })
})

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { isReached, resultLine } from './bench-result.ts'

const rate = { name: 'whole-decision', unit: 'decisions/s', operator: '>=', bar: 100_000, table: [] } as const
const seconds = { name: 'route-file', unit: 's', operator: '<=', bar: 30, table: [] } as const

describe('the result of a benchmark', () => {
  test('ends in one line with name, value, unit, bar and verdict', () => {
    assert.equal(resultLine({ ...rate, value: 123_456.7 }), 'whole-decision 123456 decisions/s (bar >= 100000) ok')
    assert.equal(resultLine({ ...seconds, value: 31.26 }), 'route-file 31.26 s (bar <= 30) short')
  })

  test('is reached at the bar itself, on either side', () => {
    assert.equal(isReached({ ...rate, value: 100_000 }), true)
    assert.equal(isReached({ ...seconds, value: 30 }), true)
  })

  test('is never reached by a value that is not a number', () => {
    assert.equal(isReached({ ...rate, value: Number.NaN }), false)
    assert.equal(isReached({ ...rate, value: Number.POSITIVE_INFINITY }), false)
  })
})

describe('the bench command', () => {
  function bench(...args: readonly string[]) {
    return spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], { encoding: 'utf8' })
  }

  test('refuses an unknown name with exit code 2', () => {
    const run = bench('no-such-benchmark-anywhere')
    assert.equal(run.status, 2)
    assert.match(run.stderr, /There is no benchmark no-such-benchmark-anywhere\./)
  })

  test('refuses an unknown option with exit code 2', () => {
    assert.equal(bench('--fast').status, 2)
  })
})

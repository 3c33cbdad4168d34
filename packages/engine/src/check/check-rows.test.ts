import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkedFallback, checkedFields } from '../testing/check-by-text.ts'
import { policyOf } from '../testing/parsed-policy.ts'
import { checkPolicy } from './check-policy.ts'

describe('rows of a table', () => {
  const table = (...rows: readonly string[]) => ({ 'rows.csv': ['country,employees,pool', ...rows, ''].join('\n') })
  const text = `${checkedFields}\nroutes:\n  - { id: t, table: rows.csv }\n${checkedFallback}`

  test('that overlap and lead elsewhere are told with a lead that both take', () => {
    const report = checkPolicy(policyOf(text, table('"DE, AT",,a', '"AT, CH",>= 100,b', 'FR,,c')))
    const [found] = report.problems.filter(({ code }) => code === 'check_rows_overlap')
    assert.match(
      found?.message ?? '',
      /`t:1` \(line 2\) and `t:2` \(line 3\) both take a lead with country AT, employees 1\d\d/,
    )
    assert.equal(found?.place.line, 3)
    assert.equal(report.figures.overlappingRows, 1)
  })

  test('may be exceptions of each other, go to the same place, or be apart', () => {
    const report = checkPolicy(
      policyOf(text, table('AT,>= 100,b', '"DE, AT",,a', '"DE, CH",,a', 'FR,< 5,c', 'FR,>= 5,d')),
    )
    assert.deepEqual(
      report.problems.filter(({ code }) => code === 'check_rows_overlap'),
      [],
    )
  })

  test('that overlap only where an earlier row has taken the leads are no matter', () => {
    const report = checkPolicy(policyOf(text, table('AT,>= 100,z', '"DE, AT",,a', '"AT, CH",>= 100,b')))
    assert.equal(report.figures.overlappingRows, 0)
  })

  test('are told ten pairs at most, and how many more', () => {
    const rows = Array.from(
      { length: 12 },
      (_, index) =>
        `"DE, ${['AT', 'FR', 'PL', 'ES', 'IT', 'PT', 'NL', 'BE', 'SE', 'DK', 'FI', 'NO'][index]}",${index * 10}..${index * 10 + 500},p${index}`,
    )
    const report = checkPolicy(policyOf(text, table(...rows)))
    assert.equal(report.problems.filter(({ code }) => code === 'check_rows_overlap').length, 10)
    assert.equal(report.problems.filter(({ code }) => code === 'check_rows_overlap_more').length, 1)
    assert.ok(report.figures.overlappingRows > 10)
  })
})

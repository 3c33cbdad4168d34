import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { countProblems } from './count-problems.ts'
import { formatProblem } from './format-problem.ts'

const plain = (_: unknown, text: string) => text

const problem = {
  code: 'name_unknown',
  severity: 'error',
  message: 'There is no field contry.',
  hint: 'Did you mean country?',
  place: { file: 'policy.yaml', line: 2, column: 9, endLine: 2, endColumn: 15 },
  path: 'routes[0].when',
} as const

describe('printing a problem', () => {
  test('names the place, shows the line with a caret below, and says how to mend it', () => {
    const source = 'routes:\n  when: contry == "DE"\n'
    assert.equal(
      formatProblem(problem, source, plain),
      [
        'policy.yaml:2:9: error: There is no field contry. [name_unknown]',
        '  2 |   when: contry == "DE"',
        '    |         ^^^^^^',
        '  hint: Did you mean country?',
        '',
      ].join('\n'),
    )
  })

  test('does without the line where it is not to be had', () => {
    const bare = { ...problem, hint: undefined }
    const expected = 'policy.yaml:2:9: error: There is no field contry. [name_unknown]\n'
    assert.equal(formatProblem(bare, undefined, plain), expected)
    assert.equal(formatProblem(bare, 'one line only', plain), expected)
  })

  test('keeps the caret below its place after tabs and in very long lines', () => {
    const tabbed = formatProblem(problem, '\n\t\t\twhen:contry\n', plain).split('\n')
    assert.equal(tabbed[2]?.indexOf('^'), tabbed[1]?.indexOf('contry'))
    const far = { ...problem, place: { file: 'p', line: 1, column: 1001, endLine: 1, endColumn: 1007 } }
    const long = formatProblem(far, `${'x'.repeat(1000)}contry${'y'.repeat(1000)}`, plain).split('\n')
    assert.equal(long[2]?.indexOf('^'), long[1]?.indexOf('contry'))
    assert.ok((long[1]?.length ?? 999) < 200)
  })

  test('counts by severity', () => {
    const warning = { ...problem, severity: 'warning' } as const
    assert.equal(countProblems([problem, problem, warning]), '2 errors, 1 warning')
    assert.equal(countProblems([]), 'no problems')
  })
})

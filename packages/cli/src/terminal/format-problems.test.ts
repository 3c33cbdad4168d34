import type { Problem, Severity } from '@rightful/engine'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { formatProblems } from './format-problems.ts'

const plain = (_: unknown, text: string) => text

function problem(severity: Severity, line: number, hint: string): Problem {
  return { code: 'c', severity, message: `M${line}.`, hint, place: { file: 'p', line, column: 1 }, path: '' }
}

describe('printing problems', () => {
  test('goes by severity, says a common hint once, and shows no source for notices', () => {
    const problems = [
      problem('notice', 1, 'Same.'),
      problem('error', 2, 'Mend.'),
      problem('notice', 3, 'Same.'),
      problem('warning', 4, 'Other.'),
      problem('notice', 5, 'Same.'),
    ]
    assert.equal(
      formatProblems(problems, { p: 'a\nb\nc\nd\ne\n' }, plain),
      `p:2:1: error: M2. [c]
  2 | b
    | ^
  hint: Mend.

p:4:1: warning: M4. [c]
  4 | d
    | ^
  hint: Other.

p:1:1: notice: M1. [c]
p:3:1: notice: M3. [c]
p:5:1: notice: M5. [c]
  hint: Same.
`,
    )
    assert.equal(formatProblems([], {}, plain), '')
  })
})

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { checkProblems } from './check-problems.ts'

describe('the findings of the static checks', () => {
  test('are listed one by one in the reference, and no others are', () => {
    const reference = readFileSync(new URL('../../../../docs/reference/problems.md', import.meta.url), 'utf8')
    const listed = [...reference.matchAll(/^\| `(check_[a-z_]+)` \|/gm)].map(([, code]) => code)
    assert.deepEqual(listed, Object.keys(checkProblems))
  })
})

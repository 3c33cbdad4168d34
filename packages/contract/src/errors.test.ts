import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { errorCatalogue, isErrorCode, RoutingError } from './errors.ts'
import { accessErrors } from './errors/access-errors.ts'
import { changeErrors } from './errors/change-errors.ts'
import { controlErrors } from './errors/control-errors.ts'
import { intakeErrors } from './errors/intake-errors.ts'
import { leadErrors } from './errors/lead-errors.ts'
import { operationErrors } from './errors/operation-errors.ts'
import { reportErrors } from './errors/report-errors.ts'
import { requestErrors } from './errors/request-errors.ts'
import { singleSignOnErrors } from './errors/single-sign-on-errors.ts'
import { whatIfErrors } from './errors/what-if-errors.ts'

describe('the catalogue of failures', () => {
  test('is the same as its reference, entry by entry', () => {
    const reference = readFileSync(new URL('../../../docs/reference/errors-http.md', import.meta.url), 'utf8')
    const row = /^\| `(\w+)` \| (\d+) \| (yes|no) \| (.+?) \| (.+) \|$/gm
    const documented = [...reference.matchAll(row)].map(([, code, status, retryable, title, mend]) => [
      code,
      { status: Number(status), retryable: retryable === 'yes', title, mend },
    ])
    assert.deepEqual(Object.fromEntries(documented), { ...errorCatalogue })
    assert.equal(documented.length, Object.keys(errorCatalogue).length, 'no code is documented twice')
  })

  test('has no code twice in its parts', () => {
    const groups = [
      requestErrors,
      leadErrors,
      controlErrors,
      changeErrors,
      accessErrors,
      singleSignOnErrors,
      intakeErrors,
      operationErrors,
      reportErrors,
      whatIfErrors,
    ]
    const parts = groups.flatMap((part) => Object.keys(part))
    assert.deepEqual(parts.toSorted(), [...new Set(parts)].toSorted())
    assert.equal(parts.length, Object.keys(errorCatalogue).length)
  })

  test('uses statuses of failures, and sentences', () => {
    for (const [code, { status, title, mend }] of Object.entries(errorCatalogue)) {
      assert.ok(status >= 400 && status <= 599, code)
      assert.match(title, /^[A-Z].*\.$/, code)
      assert.match(mend, /^[A-Z].*\.$/, code)
      assert.match(code, /^[a-z]+(?:_[a-z]+)*$/)
    }
  })
})

describe('a foreseen failure', () => {
  test('says its title and details, and keeps its cause apart', () => {
    const cause = new Error('password=secret')
    const error = new RoutingError('version_conflict', { current: 12, given: 11 }, { cause })
    assert.equal(error.message, 'It changed since you read it. (current: 12, given: 11)')
    assert.equal(error.cause, cause)
    assert.deepEqual(error.items, [])
  })

  test('is told from other texts by its code', () => {
    assert.ok(isErrorCode('lead_closed'))
    assert.ok(!isErrorCode('toString'))
    assert.ok(!isErrorCode('no_such_code'))
  })
})

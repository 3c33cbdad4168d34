import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTracing } from './create-tracing.ts'

test('where no SDK was registered, there is nothing to be traced', () => {
  assert.equal(createTracing('1.0.0'), null)
})

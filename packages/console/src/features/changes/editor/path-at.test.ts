import assert from 'node:assert/strict'
import { test } from 'node:test'
import { policySchema } from '@rightful/engine'
import { pathAt } from './path-at.ts'
import { choicesAt } from './schema-walk.ts'

const places: readonly (readonly [text: string, path: string, kind: 'key' | 'value'])[] = [
  ['', '', 'key'],
  ['routes:\n  - ', 'routes []', 'key'],
  ['routes:\n  - id: a\n    ', 'routes []', 'key'],
  ['routes:\n- id: a\n  to: [po', 'routes [] to []', 'key'],
  ['routes:\n  - id: a\n    when_unknown: ', 'routes [] when_unknown', 'value'],
  ['fields:\n  country: { ty', 'fields country', 'key'],
  ['fields:\n  country: { type: country, ', 'fields country', 'key'],
  ['fields:\n  country: { type: ', 'fields country type', 'value'],
  ['fallback:\n  unmatched: [hold: triage]\n  ', 'fallback', 'key'],
  ['fallback:\n  unmatched: [hold: triage]\n', '', 'key'],
  ['fallback:\n  unmatched: [pool: ', 'fallback unmatched [] pool', 'value'],
  ['fallback:\n  incomplete: { wait: PT1M, then: [pool: a, ', 'fallback incomplete then []', 'key'],
  ['clocks:\n  first_touch:\n    # a comment\n    - { target: PT2H, hours: ', 'clocks first_touch [] hours', 'value'],
]

test('the place that one writes at is told from the text before it', () => {
  for (const [text, path, kind] of places)
    assert.deepEqual(pathAt(text), { path: path === '' ? [] : path.split(' '), kind }, text)
})

test('the schema says what may stand there', () => {
  const keys = (path: string) => choicesAt(policySchema, path.split(' ')).keys.map(({ text }) => text)
  assert.ok(keys('routes []').includes('when_unknown'))
  assert.deepEqual(keys('routes [] to []').toSorted(), ['bound', 'hold', 'owner', 'pool', 'refuse'])
  assert.deepEqual(
    choicesAt(policySchema, ['routes', '[]', 'when_unknown']).values.map(({ text }) => text),
    ['skip', 'incomplete'],
  )
  assert.ok(choicesAt(policySchema, ['fields', 'anything', 'type']).values.some(({ text }) => text === 'country'))
})

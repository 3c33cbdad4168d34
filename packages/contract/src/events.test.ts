import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { eventMap, isEventKind } from './events.ts'

describe('the events', () => {
  test('are in their reference with their sentence and the names of their fields, and no other is', () => {
    const reference = readFileSync(new URL('../../../docs/reference/events.md', import.meta.url), 'utf8')
    const rows = [...reference.matchAll(/^\| `([a-z]+\.[a-z]+)` \| (.+?) \| (.+) \|$/gm)].map(
      ([, kind, when, fields]) => [
        kind,
        { when, fields: [...(fields ?? '').matchAll(/`(\w+)`/g)].map(([, field]) => field) },
      ],
    )
    const expected = Object.entries(eventMap).map(([kind, { when, payload }]) => [
      kind,
      { when, fields: Object.keys(z.toJSONSchema(payload).properties ?? {}) },
    ])
    assert.deepEqual(Object.fromEntries(rows), Object.fromEntries(expected))
  })

  test('tell nothing that names a person', () => {
    const fields = Object.values(eventMap).flatMap(({ payload }) =>
      Object.keys(z.toJSONSchema(payload).properties ?? {}),
    )
    assert.ok(fields.length > 50)
    assert.deepEqual(
      fields.filter((field) => /^(email|phone|person|company|given|attributes)$/.test(field)),
      [],
    )
  })

  test('are told from other texts by their name', () => {
    assert.ok(isEventKind('lead.assigned'))
    assert.ok(!isEventKind('constructor'))
  })
})

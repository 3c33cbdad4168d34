import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { engineErrors } from '@rightful/engine'

test('every error code of the engine is in its reference with its meaning, and no other is', () => {
  const reference = readFileSync(new URL('../docs/reference/errors.md', import.meta.url), 'utf8')
  const rows = [...reference.matchAll(/^\| `(\w+)` \| (.+) \|$/gm)].map(([, code, meaning]) => [code, meaning])
  assert.deepEqual(Object.fromEntries(rows), { ...engineErrors })
})

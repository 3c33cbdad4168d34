import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { referenceTables } from '../scripts/reference-data/reference-tables.ts'

const folder = join(import.meta.dirname, '..', 'packages', 'engine', 'src', 'normalise', 'reference')

test('the reference tables are what scripts/write-reference-data.ts writes from the installed packages', () => {
  for (const [name, text] of Object.entries(referenceTables())) {
    assert.ok(
      readFileSync(join(folder, name), 'utf8') === text,
      `${name} is out of date: node run.mjs scripts/write-reference-data.ts`,
    )
  }
})

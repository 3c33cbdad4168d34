import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { batchBugs } from './planted-bugs/batch-bugs.ts'
import { deskBugs } from './planted-bugs/desk-bugs.ts'

const source = join(import.meta.dirname, '..', '..', 'packages', 'server', 'src')

test('every bug to be planted finds its place in the source, once', () => {
  const lost = [...deskBugs, ...batchBugs].filter(
    ({ file, text }) => readFileSync(join(source, file), 'utf8').split(text).length !== 2,
  )
  assert.deepEqual(
    lost.map(({ name, file }) => `${file}: ${name}`),
    [],
  )
})

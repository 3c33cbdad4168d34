import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { levels, readSecurityTable, securityPage, testOf } from '../scripts/security-table.ts'

const root = join(import.meta.dirname, '..')
const table = readSecurityTable(root)
const rows = Object.values(table.requirements).flat()

describe('the table of security requirements', () => {
  test('names only tests that there are', () => {
    const missing = rows.flatMap(({ id, tests }) =>
      tests.map(testOf).flatMap(({ file, name }) => {
        const path = join(root, file)
        return existsSync(path) && readFileSync(path, 'utf8').includes(name) ? [] : [`${id}: ${file} has no "${name}"`]
      }),
    )
    assert.deepEqual(missing, [])
    assert.ok(rows.flatMap(({ tests }) => tests).length >= 200)
  })

  test('has each requirement of the first two levels once, in its chapter', () => {
    assert.equal(levels.size, 253)
    assert.deepEqual(
      rows.map(({ id }) => id),
      [...levels.keys()],
    )
    assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length)
    for (const [chapter, inChapter] of Object.entries(table.requirements)) {
      for (const { id } of inChapter) assert.ok(id.startsWith(`${chapter.split(' ')[0]}.`), `${id} in ${chapter}`)
    }
  })

  test('is the page that people read', () => {
    assert.equal(readFileSync(join(root, 'docs/security/asvs.md'), 'utf8'), securityPage(table))
  })
})

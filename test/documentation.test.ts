import assert from 'node:assert/strict'
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'

const root = join(import.meta.dirname, '..')
const pages = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md'], { cwd: root })

describe('the documentation', () => {
  test('links only to what is there', () => {
    assert.ok(pages.length > 20, `only ${pages.length} pages were found`)
    const dead = pages.flatMap((page) => {
      const text = readFileSync(join(root, page), 'utf8').replaceAll(/```[\s\S]*?```/g, '')
      const links = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(([, link = '']) => link)
      return links.filter((link) => !existsSync(join(root, dirname(page), link))).map((link) => `${page}: ${link}`)
    })
    assert.deepEqual(dead, [])
  })
})

describe('the architecture', () => {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')

  for (const place of [
    'packages',
    'packages/engine/src',
    ...['pipeline', 'control', 'observe', 'platform'].map((part) => `packages/server/src/${part}`),
  ]) {
    test(`names every folder in ${place}`, () => {
      const there = readdirSync(join(root, place), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && readdirSync(join(root, place, entry.name)).length > 0)
        .map(({ name }) => name)
      assert.ok(there.length > 3, there.join(' '))
      const unnamed = there.filter(
        (name) => !text.includes(place === 'packages' ? `\`packages/${name}\`` : `\`${name}/\``),
      )
      assert.deepEqual(unnamed, [])
    })
  }

  test('names no folder that is not there', () => {
    const folders = [
      'engine/src',
      'cli/src',
      'console/src',
      ...['pipeline', 'control', 'observe', 'platform', '.'].map((part) => `server/src/${part}`),
    ]
    const named = [...text.matchAll(/^\|.*?\|/gm)].flatMap(([cell]) =>
      [...cell.matchAll(/`([a-z]+)\/`/g)].map(([, name = '']) => name),
    )
    assert.ok(named.length > 30)
    const missing = named.filter((name) => !folders.some((folder) => existsSync(join(root, 'packages', folder, name))))
    assert.deepEqual(missing, [])
  })
})

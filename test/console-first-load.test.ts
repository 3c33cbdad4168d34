import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, test } from 'node:test'

const root = join(import.meta.dirname, '..')
const webConsole = 'packages/console/src'

/** What a file loads before any of it runs: no types, and nothing that it loads later. */
function loadedWith(file: string): readonly string[] {
  const source = readFileSync(join(root, file), 'utf8')
  const pattern = /^(?:import|export)\s+(?!type\b)(?:[^'\n;]*?\bfrom\s*|\{[^}]*\}\s*from\s*)?'([^'\n]+)'/gm
  return [...source.matchAll(pattern)].flatMap(([, specifier = '']) => specifier)
}

/** Everything that comes with a file, through all that it loads of ours. */
function loadedThrough(entry: string): ReadonlySet<string> {
  const reached = new Set<string>([entry])
  for (const file of reached) {
    if (!/^packages\/.*\.tsx?$/.test(file)) continue
    for (const specifier of loadedWith(file)) {
      const isNear = specifier.startsWith('.')
      const inner = /^@rightful\/contract\/(.+)$/.exec(specifier)?.[1]
      if (isNear) reached.add(relative(root, resolve(root, dirname(file), specifier)))
      else reached.add(inner === undefined ? specifier : `packages/contract/src/${inner}.ts`)
    }
  }
  return reached
}

describe('the first load of the console', () => {
  const reached = loadedThrough(`${webConsole}/main.tsx`)

  test('is without the engine and the schema library, which come with the pages that need them', () => {
    assert.ok(reached.has('react') && reached.has(`${webConsole}/app/router.tsx`), [...reached].join(' '))
    assert.ok(reached.has('packages/contract/src/grants.ts'))
    const heavy = [...reached].filter((one) => one === 'zod' || /^@rightful\/(contract|engine)\b/.test(one))
    assert.deepEqual(heavy, [])
  })

  test('is told from what is loaded later, and from types', () => {
    assert.ok(![...reached].some((file) => file.endsWith('-page.tsx') && file.includes('/features/')))
    assert.deepEqual(loadedWith('packages/engine/src/index.ts').includes('./policy/policy.ts'), false)
  })
})

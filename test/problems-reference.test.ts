import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '..')

const sources = globSync('packages/*/src/**/*.ts', { cwd: root })
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))

/** Every record of codes in the sources: an export whose name ends in `Problems`. */
async function recordedProblems(): Promise<ReadonlyMap<string, string>> {
  const problems = new Map<string, string>()
  for (const { file, text } of sources) {
    const names = [...text.matchAll(/^export const (\w+Problems) = \{$/gm)].map(([, name = '']) => name)
    if (names.length === 0) continue
    const loaded: Readonly<Record<string, Readonly<Record<string, string>>>> = await import(
      pathToFileURL(join(root, file)).href
    )
    for (const name of names)
      for (const [code, meaning] of Object.entries(loaded[name] ?? {})) problems.set(code, meaning)
  }
  return problems
}

/** The rows of the reference: code and meaning, without the severity that some rows name first. */
function documentedProblems(): ReadonlyMap<string, string> {
  const reference = readFileSync(join(root, 'docs/reference/problems.md'), 'utf8')
  return new Map(
    [...reference.matchAll(/^\| `(\w+)` \| (?:\*\w+\.\* )?(.+?) \| .+ \|$/gm)].map(([, code = '', meaning = '']) => [
      code,
      meaning,
    ]),
  )
}

describe('the reference of problems', () => {
  test('has every code of the engine with its meaning', async () => {
    const recorded = await recordedProblems()
    const documented = documentedProblems()
    assert.ok(recorded.size > 150, `only ${recorded.size} codes were found`)
    const missing = [...recorded].filter(([code, meaning]) => documented.get(code) !== meaning).map(([code]) => code)
    assert.deepEqual(missing, [])
  })

  test('has no code that nothing tells', async () => {
    const recorded = await recordedProblems()
    const all = sources.map(({ text }) => text).join('\n')
    const untold = [...documentedProblems().keys()].filter((code) => !recorded.has(code) && !all.includes(`'${code}'`))
    assert.deepEqual(untold, [])
  })
})

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { compilePolicy, parsePolicy, runGoldenTests } from '@rightful/engine'

const root = join(import.meta.dirname, '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')

describe('the README', () => {
  test('shows a first lead with the output that it really has', () => {
    const lead = /echo '(\{.+\})'/.exec(readme)?.[1] ?? ''
    const shown = /<!-- first-lead -->\n```\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
    const world = ['--policy', 'examples/halden/policy.yaml', '--roster', 'examples/halden/roster.yaml']
    const args = ['packages/cli/src/main.ts', 'explain', '-', '--lead', 'L-1', '--at', '2026-11-24T10:00:00Z', ...world]
    const run = spawnSync(process.execPath, args, { cwd: root, input: lead, encoding: 'utf8' })
    assert.equal(run.status, 0, run.stderr)
    assert.ok(shown.length > 200)
    assert.equal(shown, run.stdout)
  })

  test('shows a policy that is one, and whose test passes', () => {
    const text = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
    const { policy, problems } = parsePolicy(text, { tables: { 'territories.csv': 'country,pool\nFR,france\n' } })
    assert.deepEqual(
      problems.filter((problem) => problem.severity !== 'notice'),
      [],
    )
    assert.ok(policy !== null)
    const results = runGoldenTests(compilePolicy(policy))
    assert.equal(results.length, 1)
    for (const { mismatches } of results) assert.deepEqual(mismatches, [])
  })

  test('links only to what is there', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => link)
    assert.ok(links.length > 15)
    for (const link of links) assert.ok(existsSync(join(root, link)), link)
  })
})

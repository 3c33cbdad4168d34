import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { createSmallFiles, exampleFile, smallPolicy } from '../testing/example-files.ts'
import { runCommand } from '../testing/run-command.ts'

const files = createSmallFiles()
after(files.remove)

const failing = files.write('failing.yaml', smallPolicy.replace('pool: vip }', 'pool: desk }'))

describe('policy test', () => {
  test('prints each golden lead, and ends with 0 where all pass', async () => {
    const run = await runCommand(['policy', 'test', files.write('policy.yaml', smallPolicy)])
    assert.equal(run.stdout, 'pass  large companies go to Ann\n\n1 of 1 test passes\n')
    assert.equal(run.code, 0)
  })

  test('says what was expected and what was found, and ends with 1 where one fails', async () => {
    const run = await runCommand(['policy', 'test', failing])
    assert.equal(
      run.stdout,
      `FAIL  large companies go to Ann (${failing}:12:5)\n        pool: expected desk, found vip\n\n0 of 1 test passes, 1 failed\n`,
    )
    assert.equal(run.code, 1)
  })

  test('gives the results as data', async () => {
    const run = await runCommand(['policy', 'test', failing, '--json'])
    const { passed, failed, tests } = JSON.parse(run.stdout)
    assert.deepEqual([passed, failed], [0, 1])
    assert.deepEqual(tests[0].mismatches, [{ what: 'pool', expected: 'desk', found: 'vip' }])
    assert.deepEqual([tests[0].ok, tests[0].found.route, tests[0].place.line], [false, 'large', 12])
    assert.equal(run.code, 1)
  })

  test('says that there are none', async () => {
    const bare = files.write('bare.yaml', smallPolicy.replace(/tests:[\s\S]*/, ''))
    const run = await runCommand(['policy', 'test', bare])
    assert.match(run.stdout, /^The policy has no tests\./)
    assert.equal(run.code, 0)
  })

  test('passes on the bundled example', async () => {
    const run = await runCommand(['policy', 'test', exampleFile('policy.yaml')])
    assert.equal(run.code, 0, run.stdout)
    assert.match(run.stdout, /\n(\d+) of \1 tests pass\n$/)
  })

  test('of a policy with errors ends with 1 and prints no result', async () => {
    const run = await runCommand(['policy', 'test', files.write('broken.yaml', 'policy: x\nrouts: []\n')])
    assert.deepEqual([run.code, run.stdout], [1, ''])
    assert.match(run.stderr, /Did you mean `routes`/)
  })
})

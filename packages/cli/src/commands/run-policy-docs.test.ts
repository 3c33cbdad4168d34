import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, describe, test } from 'node:test'
import { createSmallFiles, exampleFile } from '../testing/example-files.ts'
import { runCommand } from '../testing/run-command.ts'

const files = createSmallFiles()
after(files.remove)
const policy = exampleFile('policy.yaml')

describe('policy docs', () => {
  test('writes Markdown to the standard output', async () => {
    const run = await runCommand(['policy', 'docs', policy])
    assert.match(run.stdout, /^# Routing policy: inbound\n/)
    assert.match(run.stdout, /## Routes\n/)
    assert.deepEqual([run.code, run.stderr], [0, ''])
  })

  test('writes one HTML page where the file is called so, or where it is asked for', async () => {
    const path = files.path('routing.html')
    const run = await runCommand(['policy', 'docs', policy, '--out', path])
    assert.deepEqual([run.code, run.stdout, run.stderr], [0, '', ''])
    const page = readFileSync(path, 'utf8')
    assert.match(page, /^<!doctype html>[\s\S]*<svg[\s\S]*<\/html>\n$/)
    assert.equal((await runCommand(['policy', 'docs', policy, '--format', 'html'])).stdout, page)
    const asked = files.path('page.htm.txt')
    await runCommand(['policy', 'docs', policy, '--format', 'md', '--out', asked])
    assert.match(readFileSync(asked, 'utf8'), /^# Routing policy/)
  })

  test('leaves no file behind where the policy has errors', async () => {
    const path = files.path('none.md')
    const broken = files.write('broken.yaml', 'policy: x\nrouts: []\n')
    const run = await runCommand(['policy', 'docs', broken, '--out', path])
    assert.deepEqual([run.code, run.stdout, existsSync(path), existsSync(`${path}.partial`)], [1, '', false, false])
  })

  test('says that a file cannot be written', async () => {
    const run = await runCommand(['policy', 'docs', policy, '--out', files.path('no/such/folder/routing.md')])
    assert.equal(run.code, 2)
    assert.match(run.stderr, /routing\.md: The file cannot be written/)
  })
})

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { runCommand } from '../testing/run-command.ts'

const directory = mkdtempSync('/tmp/rightful-rotate-')
after(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }))

test('keys of what is sealed are rotated in their file, and only there', async () => {
  const at = ['--data-directory', directory]
  assert.equal((await runCommand(['migrate', ...at])).code, 0)
  const rotate = async (env = {}): Promise<unknown> => {
    const run = await runCommand(['keys', 'rotate-secrets', '--json', ...at], '', env)
    assert.equal(run.code, 0, run.stderr)
    const { is_key_new: isKeyNew }: { readonly is_key_new?: unknown } = JSON.parse(run.stdout)
    return isKeyNew
  }
  const file = join(directory, 'secret-keys')
  const keys = (): readonly string[] => readFileSync(file, 'utf8').trim().split('\n')
  assert.equal(await rotate(), true)
  const [first] = keys()
  assert.equal(await rotate(), true)
  assert.equal(keys()[1], first)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  const before = keys()
  assert.equal(await rotate({ RIGHTFUL_SECRET_KEYS: first }), false)
  assert.deepEqual(keys(), before)
})

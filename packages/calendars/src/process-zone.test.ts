import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, test } from 'node:test'

// A process's zone is settled when it starts, so the tests of feeds and holidays run once more in processes of other zones.
describe('in a process of another zone', () => {
  for (const zone of ['Asia/Tokyo', 'America/Los_Angeles']) {
    test(`feeds and holidays are read alike: ${zone}`, () => {
      const files = readdirSync(import.meta.dirname)
        .filter((file) => file.endsWith('.test.ts') && file !== basename(import.meta.filename))
        .map((file) => join(import.meta.dirname, file))
      // A test runner that knows of one around it answers in a language of their own.
      const { NODE_TEST_CONTEXT: _, ...around } = process.env
      const env = { ...around, TZ: zone }
      const asked = spawnSync(process.execPath, ['--test', '--test-isolation=none', ...files], {
        env,
        encoding: 'utf8',
        timeout: 60_000,
      })
      assert.equal(asked.status, 0, asked.stdout)
      assert.match(asked.stdout, /\bfail 0\b/)
      assert.match(asked.stdout, /\bpass (?:[3-9]\d|\d{3})\b/)
    })
  }
})

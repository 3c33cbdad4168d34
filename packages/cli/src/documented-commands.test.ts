import assert from 'node:assert/strict'
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { createSmallFiles, exampleFile } from './testing/example-files.ts'
import { runCommand } from './testing/run-command.ts'

const page = readFileSync(join(import.meta.dirname, '../../../docs/reference/cli.md'), 'utf8')
const shown = [...page.matchAll(/```console\n\$ rightful (.*)\n([\s\S]*?)```/g)].map(
  ([, command = '', output = '']) => ({
    command,
    output,
  }),
)

const files = createSmallFiles()
after(files.remove)
for (const name of ['policy.yaml', 'roster.yaml', 'accounts.csv', 'leads.csv', 'territories.csv'])
  copyFileSync(exampleFile(name), files.path(name))
const policy = readFileSync(exampleFile('policy.yaml'), 'utf8')
const next = policy.replace('"employees >= 1000"', '"employees >= 500"').replace('&& !consent', '&& false')
files.write('policy-next.yaml', next)

/** `…` stands for anything. */
function patternOf(output: string): RegExp {
  const parts = output.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[\\s\\S]*?')}$`)
}

describe('the reference of the command line', () => {
  const before = process.cwd()
  after(() => process.chdir(before))

  test('shows commands', () => {
    assert.ok(shown.length >= 5, `${shown.length}`)
  })

  for (const { command, output } of shown) {
    test(`shows what comes out of rightful ${command}`, async () => {
      process.chdir(files.path('.'))
      const run = await runCommand(command.split(' '))
      assert.match(run.stdout, patternOf(output))
      assert.equal(run.stderr, '')
    })
  }
})

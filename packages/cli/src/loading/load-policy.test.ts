import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { collectingProcess } from '../testing/run-command.ts'
import { loadPolicy } from './load-policy.ts'

const folder = mkdtempSync(join(tmpdir(), 'rightful-policy-'))
after(() => rmSync(folder, { recursive: true }))

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const head = 'policy: inbound\nfields:\n  country: { type: country }\n'

describe('loading a policy', () => {
  test('reads the tables it names from beside it', async () => {
    write('territories.csv', 'country,pool\n"DE, AT",dach\nFR,west\n')
    const path = write('policy.yaml', `${head}routes:\n  - id: territories\n    table: territories.csv\n`)
    const { process, stderr } = collectingProcess()
    const policy = await loadPolicy(path, process)
    assert.deepEqual(
      policy.routes.flatMap((route) => route.rules.map((rule) => rule.id)),
      ['territories:1', 'territories:2'],
    )
    assert.equal(stderr(), '')
  })

  test('takes the standard input for -', async () => {
    const { process } = collectingProcess(`${head}routes:\n  - id: all\n    to: [pool: desk]\n`)
    assert.equal((await loadPolicy('-', process)).name, 'inbound')
  })

  test('prints every problem with its place and line, then stops', async () => {
    const text = `${head}routes:\n  - id: a\n    when: contry == "DE"\n    to: [pool: desk]\n  - id: b\n    table: none.csv\n`
    const path = write('faulty.yaml', text)
    const { process, stderr } = collectingProcess()
    await assert.rejects(loadPolicy(path, process), { code: 'document_faulty', where: path })
    assert.match(stderr(), new RegExp(`faulty\\.yaml:6:11: error: .*contry`))
    assert.match(stderr(), / {2}6 \| {5}when: contry == "DE"\n {4}\| {11}\^{6}\n/)
    assert.match(stderr(), /faulty\.yaml:9:\d+: error: .*none\.csv/)
  })
})

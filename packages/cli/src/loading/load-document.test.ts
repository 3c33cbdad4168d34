import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, describe, test } from 'node:test'
import type { Problem } from '@rightful/engine'
import { collectingProcess } from '../testing/run-command.ts'
import { requireDocument } from './load-document.ts'
import { readTables } from './read-tables.ts'
import { readTextFile } from './read-text-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'rightful-load-'))
after(() => rmSync(folder, { recursive: true }))
const stdin = Readable.from([])

const policy = `routes:
  - id: a
    table: tables/territories.csv
  - { id: b, table: "other.csv" }
  - id: c
    table: tables/territories.csv
`

describe('the tables of a policy', () => {
  test('are read from beside the policy; one that is missing is left out', async () => {
    mkdirSync(join(folder, 'tables'))
    writeFileSync(join(folder, 'tables', 'territories.csv'), Buffer.from('id,land\na,Österreich\n', 'latin1'))
    assert.deepEqual(await readTables(policy, join(folder, 'policy.yaml'), stdin), {
      'tables/territories.csv': 'id,land\na,Österreich\n',
    })
  })
})

describe('a document', () => {
  const problem = (severity: Problem['severity']): Problem => ({
    code: 'name_unknown',
    severity,
    message: 'There is no field contry.',
    place: { file: 'p.yaml', line: 1, column: 7 },
    path: 'routes[0].when',
  })
  const texts = { 'p.yaml': 'when: contry' }

  test('with errors stops the command, after all its problems are printed', () => {
    const { process, stderr } = collectingProcess()
    const parsed = { document: 'policy', problems: [problem('warning'), problem('error')], texts }
    assert.throws(() => requireDocument(parsed, 'p.yaml', process), {
      code: 'document_faulty',
      message: /1 error, 1 warning/,
    })
    assert.equal(stderr().split('p.yaml:1:7').length - 1, 2)
    assert.match(stderr(), /when: contry/)
  })

  test('with warnings only is used, and its notices are kept back', () => {
    const { process, stderr } = collectingProcess()
    const parsed = { document: 'policy', problems: [problem('warning'), problem('notice')], texts }
    assert.equal(requireDocument(parsed, 'p.yaml', process), 'policy')
    assert.equal(stderr().split('p.yaml:1:7').length - 1, 1)
  })

  test('that is missing or is no text is named', async () => {
    await assert.rejects(readTextFile(join(folder, 'none.yaml'), stdin), { code: 'file_missing' })
    writeFileSync(join(folder, 'book.xlsx'), Buffer.from('504b030414000600', 'hex'))
    await assert.rejects(readTextFile(join(folder, 'book.xlsx'), stdin), { code: 'file_not_text' })
  })
})

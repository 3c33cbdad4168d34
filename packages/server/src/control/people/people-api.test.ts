import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { accountColumns } from '../accounts/read-account-file.ts'
import { csvTables } from './csv-tables.ts'
import { itemPath } from './record-routes.ts'
import { peopleResources } from './resources.ts'

const reference = readFileSync(join(import.meta.dirname, '../../../../../docs/reference/people-api.md'), 'utf8')

describe('the reference of the People API', () => {
  test('has the columns of every table that is written as CSV', () => {
    const rows = [...reference.matchAll(/^\| `(\w+)` \| (`\w+`(?:, `\w+`)+) \|$/gm)]
    const documented = rows.map(([, name, columns = '']) => [name, columns.replaceAll('`', '').split(', ')])
    const tables = csvTables.map((table) => [
      table.name,
      [...table.idColumns, ...table.columns.map(({ name }) => name)],
    ])
    const accounts = ['accounts', ['id', ...accountColumns.map(({ name }) => name)]]
    assert.deepEqual(documented, [...tables, accounts])
  })

  test('has the address of every kind of record', () => {
    for (const resource of peopleResources) assert.ok(reference.includes(`\`${itemPath(resource)}\``), resource.path)
  })
})

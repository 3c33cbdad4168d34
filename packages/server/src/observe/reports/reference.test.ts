import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { listReports } from './all-reports.ts'
import { groupColumns } from './report.ts'

const page = readFileSync(join(import.meta.dirname, '../../../../../docs/reference/reports.md'), 'utf8')

describe('the reference of reports', () => {
  test('has every report with its groups, and explains every column of figures', () => {
    const groups = new Set(Object.values(groupColumns).map(({ name }) => name))
    const common = new Set(['pool_id', 'owner_id', 'day', 'weekday', 'hour'])
    for (const { name, columns, by_default: by } of listReports().data) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\` |`)) ?? ''
      const documented = [...(row.split('|')[3] ?? '').matchAll(/`(\w+)`/g)].map(([, group]) => group)
      assert.deepEqual(documented, by, name)
      const from = page.indexOf(`**${name}.**`)
      assert.ok(from > 0, name)
      const end = page.indexOf('\n**', from)
      const section = page.slice(from, end < 0 ? page.indexOf('\n## ', from) : end)
      for (const { name: column } of columns) {
        if (groups.has(column) || common.has(column)) continue
        assert.ok(section.includes(`\`${column}\``), `${name} does not explain ${column}`)
      }
    }
  })
})

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { compileCondition } from '../language/evaluate.ts'
import type { Value } from '../language/expression.ts'
import { parsePolicy } from './parse-policy.ts'
import type { Policy } from './policy.ts'

const file = new URL('../../../../../shared/data/conformance/decision-table-cases.json', import.meta.url)
const skip = existsSync(file) ? false : 'the shared data is not beside the checkout'

type Case = { readonly case: string; readonly in: Readonly<Record<string, Value>>; readonly expect: unknown }
type Table = {
  readonly id: string
  readonly hitPolicy: string
  readonly aggregation: string | null
  readonly inputs: readonly { readonly expr: string; readonly type: string }[]
  readonly outputs: readonly { readonly name: string | null }[]
  readonly rules: readonly { readonly when: readonly string[]; readonly then: readonly string[] }[]
  readonly tests: readonly Case[]
}

const tables: readonly Table[] = skip === false ? JSON.parse(readFileSync(file, 'utf8')).tables : []

/** Tables whose hit policy asks for something else than the first row that is true. */
const otherPolicies: Readonly<Record<string, string>> = {
  'dmn-0006': 'PRIORITY chooses among the true rows by the order of their outputs; here the first row is taken',
  'dmn-0007': 'PRIORITY chooses among the true rows by the order of their outputs; here the first row is taken',
  'dmn-0109': 'RULE ORDER gives the outputs of all true rows; a lead has one destination per role',
  'dmn-0110': 'OUTPUT ORDER gives the outputs of all true rows; a lead has one destination per role',
  'dmn-0112': 'RULE ORDER gives the outputs of all true rows; a lead has one destination per role',
  'dmn-0113': 'OUTPUT ORDER gives the outputs of all true rows; a lead has one destination per role',
  'dmn-0114': 'COLLECT computes a number from all true rows; a table here names a place',
  'dmn-0115': 'COLLECT computes a number from all true rows; a table here names a place',
  'dmn-0116': 'COLLECT computes a number from all true rows; a table here names a place',
  'dmn-0118': 'PRIORITY chooses among the true rows by the order of their outputs; here the first row is taken',
  'dmn-0119': 'COLLECT gives the outputs of all true rows; a lead has one destination per role',
}

const fieldTypes: Readonly<Record<string, string>> = { number: 'number', string: 'string', boolean: 'boolean' }

function policyOf(table: Table): Policy {
  const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`
  const header = [...table.inputs.map(({ expr }) => expr), 'pool']
  const rows = table.rules.map(({ when, then }) => [...when, then.map((output) => JSON.parse(output)).join(' / ')])
  const csv = [header, ...rows].map((row) => row.map(quote).join(',')).join('\n')
  const fields = Object.fromEntries(table.inputs.map(({ expr, type }) => [expr, { type: fieldTypes[type] }]))
  const document = { policy: table.id, fields, routes: [{ id: 'table', table: 'table.csv' }] }
  const { policy, problems } = parsePolicy(JSON.stringify(document), { format: 'json', tables: { 'table.csv': csv } })
  assert.deepEqual(problems, [])
  assert.ok(policy !== null)
  return policy
}

function answerOf(policy: Policy, lead: Case['in']): string | null {
  const values = policy.leadSymbols.map(({ path }) => lead[path])
  const rule = policy.routes[0]?.rules.find(
    ({ when }) => when === null || compileCondition(when.expression)(values, []) === true,
  )
  const [target] = rule?.to ?? []
  return target?.kind === 'pool' ? target.pool : null
}

function expectedOf(table: Table, expect: unknown): string {
  if (typeof expect !== 'object' || expect === null) return String(expect)
  const byName: Readonly<Record<string, unknown>> = { ...expect }
  return table.outputs.map(({ name }) => String(byName[name ?? ''])).join(' / ')
}

describe('the decision tables of the DMN technology compatibility kit', () => {
  test('are all here', { skip }, () => {
    assert.equal(tables.length, 16)
    assert.deepEqual(
      Object.keys(otherPolicies).filter((id) => !tables.some((table) => table.id === id)),
      [],
    )
  })

  for (const table of tables) {
    const reason = otherPolicies[table.id]
    const name = `${table.id} (${table.hitPolicy})`
    test(`${name} gives its ${table.tests.length} answers by the first true row`, { skip: reason ?? skip }, () => {
      const policy = policyOf(table)
      for (const one of table.tests) assert.equal(answerOf(policy, one.in), expectedOf(table, one.expect), one.case)
    })
  }
})

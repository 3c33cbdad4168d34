import { buildAccountIndex, type Account } from '@rightful/engine'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { after, describe, test } from 'node:test'
import { createSmallFiles, twoPeople } from '../testing/example-files.ts'
import { runCommand } from '../testing/run-command.ts'
import { sharedData, skipWithout } from '../testing/shared-data.ts'
import { createCsvRowWriter } from '../writers/csv-row.ts'
import { type AccountFile, type AttributeKind, readAccounts } from './read-accounts.ts'
import { type LeadRow, readLeads } from './read-leads.ts'

const skip = skipWithout('torture', 'blns.json')
const defaults = { map: new Map<string, string>(), format: null, encoding: null }
const toText = createCsvRowWriter({ delimiter: ',', guardFormulas: false })

/** Without the apostrophe that a spreadsheet puts before a formula, which reading takes away. */
const strings = (): readonly string[] => {
  const read: readonly string[] = JSON.parse(readFileSync(sharedData('torture', 'blns.json'), 'utf8'))
  return read.map((text) => text.replace(/^'+(?=[=+\-@])/, ''))
}

async function accountsOf(text: string, delimiter: string | null = ','): Promise<AccountFile> {
  const attributes = new Map<string, AttributeKind>([
    ['sector', 'string'],
    ['sites', 'integer'],
    ['key', 'boolean'],
  ])
  return readAccounts('-', { ...defaults, delimiter, stdin: Readable.from([Buffer.from(text)]), attributes })
}

const textColumns = [
  ['country', 'country'],
  ['subdivision', 'subdivision'],
  ['city', 'city'],
  ['postal_code', 'postalCode'],
  ['phone', 'phone'],
  ['tier', 'tier'],
  ['owner', 'owner'],
  ['parent', 'parent'],
] as const satisfies readonly (readonly [string, keyof Account])[]

describe('a naughty string in a file of accounts', { skip }, () => {
  test('comes out of every column as it stands there, in CSV and in NDJSON', async () => {
    const names = textColumns.map(([column]) => column)
    const rows = strings().map((text, index) => [`${index}`, 'Acme', ...names.map(() => text)])
    const csv = [['id', 'name', ...names], ...rows].map(toText).join('')
    const lines = rows.map((row) => Object.fromEntries(['id', 'name', ...names].map((name, at) => [name, row[at]])))
    const ndjson = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    for (const { accounts, rejected } of [await accountsOf(csv), await accountsOf(ndjson)]) {
      assert.deepEqual(rejected, [])
      assert.equal(accounts.length, rows.length)
      strings().forEach((text, index) => {
        for (const [, key] of textColumns) assert.equal(accounts[index]?.[key] ?? '', text.trim(), key)
      })
    }
  })

  test('as a name is an account, or a rejected row that says why', async () => {
    const rows = strings().map((text) => [text])
    const { accounts, rejected } = await accountsOf([['name'], ...rows].map(toText).join(''))
    const blank = strings().filter((text) => text === '').length
    assert.equal(accounts.length + rejected.length, rows.length - blank)
    const names = new Set(strings().map((text) => text.trim()))
    names.delete('')
    assert.deepEqual(new Set(accounts.map((account) => account.name)), names)
    for (const { reason } of rejected) assert.match(reason, /^(has no name|repeats the id [^]* of line \d+)$/)
  })

  test('as a domain is matched by, or listed as skipped', async () => {
    const rows = strings().map((text, index) => [`${index}`, 'Acme', text, text, text, text])
    const head = ['id', 'name', 'domains', 'also_known_as', 'sites', 'key']
    const { accounts, rejected } = await accountsOf([head, ...rows].map(toText).join(''))
    assert.deepEqual(rejected, [])
    for (const account of accounts) {
      const index = buildAccountIndex([account])
      const given = new Set(account.domains ?? [])
      const skipped = new Set(index.skippedDomains.map(({ domain }) => domain))
      for (const domain of skipped) assert.ok(given.has(domain), domain)
      if (skipped.size < given.size) assert.notDeepEqual(index.domainsAt(0), [], [...given].join(' '))
    }
    assert.equal(buildAccountIndex(accounts).list().length, rows.length)
  })
})

async function leadsOf(text: string, atColumn: string | null = null): Promise<readonly LeadRow[]> {
  const fields = [{ name: 'company', type: 'company' }]
  const stdin = Readable.from([Buffer.from(text)])
  const { batches } = await readLeads('-', { ...defaults, delimiter: ',', fields, atColumn, stdin })
  const rows: LeadRow[] = []
  for await (const batch of batches) rows.push(...batch)
  return rows
}

describe('a naughty string in a file of leads', { skip }, () => {
  test('as an id is the lead’s id, and as a priority is none unless it is a whole number', async () => {
    const rows = strings().map((text) => [text, text, 'end'])
    const read = await leadsOf([['id', 'priority', 'company'], ...rows].map(toText).join(''))
    assert.equal(read.length, rows.length)
    read.forEach((row, index) => {
      const text = strings()[index]?.trim() ?? ''
      assert.ok(row.kind === 'lead')
      assert.equal(row.lead.id, text === '' ? `line-${row.line}` : text)
      assert.equal(row.lead.priority, /^-?\d{1,9}$/.test(text) ? Number(text) : undefined)
      assert.equal(row.lead.attributes.company, 'end')
    })
  })

  test('as an instant rejects its row', async () => {
    const rows = strings().map((text) => [text, 'end'])
    const read = await leadsOf([['at', 'company'], ...rows].map(toText).join(''), 'at')
    assert.equal(read.length, rows.length)
    for (const row of read) {
      assert.ok(row.kind === 'rejected')
      assert.match(row.reason, /^has (no instant|what is no RFC 3339 instant) under at$/)
    }
  })

  test('as a heading keeps its column, in CSV and in NDJSON', async () => {
    for (const text of strings()) {
      const csv = [
        ['id', text, 'last'],
        ['1', 'kept', 'end'],
      ].map(toText)
      const ndjson = `{"id":"1",${JSON.stringify(text)}:"kept","last":"end"}\n`
      for (const content of [csv.join(''), ndjson]) {
        const [row, ...more] = await leadsOf(content)
        assert.equal(more.length, 0)
        assert.ok(row?.kind === 'lead', JSON.stringify(content))
        assert.deepEqual(new Set(Object.values(row.lead.attributes)), new Set(['1', 'kept', 'end']), content)
      }
    }
  })
})

const everyType = `policy: types
fields:
  email: { type: email }
  domain: { type: domain }
  company: { type: company }
  phone: { type: phone }
  country: { type: country }
  state: { type: subdivision }
  zip: { type: postal_code }
  employees: { type: integer }
  revenue: { type: number }
  consent: { type: boolean }
  signed_up: { type: date }
  source: { type: enum, values: [web, fair] }
  comment: { type: string, many: true }
routes:
  - { id: fair, when: source == "fair" && employees > 3, to: [pool: vip] }
  - { id: rest, to: [pool: desk] }
`

describe('a file of naughty leads', { skip }, () => {
  const files = createSmallFiles()
  after(files.remove)

  test('is decided to its end, a row for each, with every id as it came', async () => {
    const policy = files.write('policy.yaml', everyType)
    const roster = files.write('roster.yaml', twoPeople)
    const names = [...everyType.matchAll(/^ {2}(\w+): \{/gm)].map(([, name = '']) => name)
    assert.ok(names.length > 10)
    const rows = strings().map((text, index) => [`L-${index}`, ...names.map(() => text)])
    const leads = files.write('leads.csv', [['id', ...names], ...rows].map(toText).join(''))
    const out = files.path('decisions.ndjson')
    const run = await runCommand(['route', leads, '-p', policy, '-r', roster, '-o', out, '--delimiter', ',', '--json'])
    assert.equal(run.code, 0, run.stderr)
    const decided = readFileSync(out, 'utf8').trimEnd().split('\n')
    const ids = decided.map((line): unknown => JSON.parse(line).lead)
    assert.deepEqual(
      ids,
      rows.map(([id]) => id),
    )
  })
})

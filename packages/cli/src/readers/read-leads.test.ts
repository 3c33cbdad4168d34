import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { describe, test } from 'node:test'
import { sharedData, skipWithout } from '../testing/shared-data.ts'
import { readLeads, type LeadRow } from './read-leads.ts'

const defaults = {
  fields: [],
  map: new Map<string, string>(),
  format: null,
  delimiter: null,
  encoding: null,
  atColumn: null,
}

async function leadsOf(content: string): Promise<readonly LeadRow[]> {
  const { batches } = await readLeads('-', { ...defaults, stdin: Readable.from([Buffer.from(content)]) })
  return allOf(batches)
}

async function allOf(batches: AsyncIterable<readonly LeadRow[]>): Promise<readonly LeadRow[]> {
  const rows: LeadRow[] = []
  for await (const batch of batches) rows.push(...batch)
  return rows
}

describe('reading leads', () => {
  test('takes the id from its column, under a usual name too, and else from the line', async () => {
    const ids = async (content: string) =>
      (await leadsOf(content)).map((row) => (row.kind === 'lead' ? row.lead.id : null))
    assert.deepEqual(await ids('Lead ID,a\nL-1,x\n ,y\n'), ['L-1', 'line-3'])
    assert.deepEqual(await ids('a,b\nx,y\n'), ['line-2'])
    assert.deepEqual(await ids('[{"id": 7}, {"id": {}}]'), ['7', 'line-1'])
  })

  test('takes a priority that is a whole number and keeps every attribute', async () => {
    assert.deepEqual(await leadsOf('id,priority,Note\n1,5,x\n2,high,y\n'), [
      {
        kind: 'lead',
        line: 2,
        lead: { id: '1', priority: 5, attributes: { id: '1', priority: '5', Note: 'x' } },
        atMs: null,
      },
      { kind: 'lead', line: 3, lead: { id: '2', attributes: { id: '2', priority: 'high', Note: 'y' } }, atMs: null },
    ])
  })

  test('hands out as many rows as the file has, rejected ones among them', async () => {
    const rows = await leadsOf('id,a\n1,x\n2\n3,"y\n4,z\n')
    assert.deepEqual(
      rows.map((row) => row.kind),
      ['lead', 'rejected', 'rejected', 'lead'],
    )
  })
})

describe('real files of leads', { skip: skipWithout('crm-maven') }, () => {
  for (const [file, count] of [
    ['crm-maven/sales_pipeline.csv', 4408],
    ['leads-olist/mql.csv', 3887],
    ['leads-olist/closed_deals.csv', 427],
  ] as const) {
    test(`${file} comes out whole`, async () => {
      const { batches, found } = await readLeads(sharedData(...file.split('/')), {
        ...defaults,
        stdin: Readable.from([]),
      })
      const rows = await allOf(batches)
      assert.equal(rows.length, count)
      assert.deepEqual(
        rows.filter((row) => row.kind === 'rejected'),
        [],
      )
      assert.deepEqual(found().notes, [])
    })
  }
})

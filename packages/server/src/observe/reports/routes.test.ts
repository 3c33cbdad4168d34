import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createReportClient, reportNames, report as reportSchema, reportList } from '@rightful/contract'
import { openTestService, type TestService } from '../../testing/open-test-service.ts'

let service: TestService
before(async () => {
  service = await openTestService()
  for (const country of ['DE', 'DE', 'AT', 'JP', undefined, 'FR'])
    await service.client.postLead({ attributes: country === undefined ? {} : { country } })
})
after(() => service.close())

const today = Temporal.Now.plainDateISO('UTC')
const period = `from=${today.toString()}&to=${today.add({ days: 1 }).toString()}`

async function get(path: string, headers: Readonly<Record<string, string>> = {}, key = service.key) {
  const response = await fetch(`${service.url}${path}`, { headers: { authorization: `Bearer ${key}`, ...headers } })
  return { response, text: await response.text() }
}

describe('200', () => {
  test('lists every report, and each answers with the columns that it names', async () => {
    const { data } = reportList.parse(JSON.parse((await get('/v1/reports')).text))
    assert.deepEqual(
      data.map(({ name }) => name),
      [...reportNames],
    )
    for (const { name, columns } of data) {
      const { response, text } = await get(`/v1/reports/${name}?${name === 'coverage' ? '' : period}`)
      assert.equal(response.status, 200, text)
      const { rows, columns: given } = reportSchema.parse(JSON.parse(text))
      const known = new Set(columns.map((column) => column.name))
      assert.ok(given.every((column) => known.has(column.name)))
      for (const row of rows)
        assert.deepEqual(Object.keys(row).toSorted(), given.map((column) => column.name).toSorted())
    }
  })

  test('names what to mend, with examples', async () => {
    const { text } = await get(`/v1/reports/exceptions?${period}`)
    const rows = reportSchema.parse(JSON.parse(text)).rows.map(({ examples, advice, ...row }) => {
      assert.ok(Array.isArray(examples) && examples.length === row['leads'])
      assert.match(String(advice), /^[A-Z].*\.$/)
      return row
    })
    assert.deepEqual(rows, [
      { kind: 'incomplete', cause: 'held', leads: 1, mend_kind: 'field', mend_id: 'country' },
      { kind: 'unmatched', cause: 'held', leads: 1, mend_kind: 'route', mend_id: null },
      { kind: 'delayed', cause: 'nobody_eligible', leads: 1, mend_kind: 'route', mend_id: 'nobody' },
    ])
  })

  test('is CSV when asked for, in which no spreadsheet finds a formula', async () => {
    const [lead] = await service.db.query<{ id: string }>(
      'select lead_id as id from lead where route_id is not null limit 1',
    )
    await service.db.execute(`update lead set route_id = '=1+1' where lead_id = $1`, [lead?.id])
    for (const [query, headers] of [
      ['&format=csv', {}],
      ['', { accept: 'text/csv' }],
    ] as const) {
      const { response, text } = await get(`/v1/reports/conversion?${period}&by=route${query}`, headers)
      assert.match(response.headers.get('content-type') ?? '', /^text\/csv/)
      assert.match(response.headers.get('content-disposition') ?? '', /filename="conversion-\d{4}-/)
      const [heading, ...lines] = text.split('\r\n')
      assert.equal(heading, 'route_id,leads,converted,disqualified,refused,open,rate,rate_low,rate_high')
      assert.ok(lines.some((line) => line.startsWith("'=1+1,1,")))
    }
  })

  test('comes in pages that together are the whole', async () => {
    const path = '/v1/reports/coverage?limit=100'
    const pages = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const { text } = await get(cursor === '' ? path : `${path}&cursor=${cursor}`)
      const page = reportSchema.parse(JSON.parse(text))
      pages.push(...page.rows)
      cursor = page.next_cursor
    }
    const client = createReportClient({ baseUrl: service.url, apiKey: service.key })
    const whole = await client.getReport('coverage')
    assert.equal(whole.row_count, 2 * 7 * 24)
    assert.deepEqual(pages, whole.rows)
  })
})

describe('403, 404, 422', () => {
  test('for keys without the scope, names that are none, and what cannot be', async () => {
    const key = await service.makeKey(['leads:read'])
    assert.equal((await get('/v1/reports/held', {}, key)).response.status, 403)
    assert.equal((await get('/v1/reports/nothing')).response.status, 404)
    const faulty = [
      'held?by=owner',
      'held?by=channel',
      'conversion?by=source&source_field=email',
      'held?zone=Mars',
      'held?segment=large',
      'coverage?from=2026-01-01&to=2026-02-01',
    ]
    for (const path of faulty) {
      const { response, text } = await get(`/v1/reports/${path}`)
      assert.equal(response.status, 422, path)
      assert.match(text, /"code":"report_invalid"/)
    }
  })
})

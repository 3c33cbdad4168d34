import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { reportQuery } from '@rightful/contract'
import { newLead, openTestWorkspace, type TestWorkspace } from '../../testing/open-test-workspace.ts'
import { runReport } from './run-report.ts'

const zone = 'Europe/Berlin'
const monday = Temporal.PlainDate.from('2024-12-02')
const office = { 'mon-fri': ['09:00-17:00'] }

let workspace: TestWorkspace
before(async () => {
  workspace = await openTestWorkspace({
    policy: `
policy: shifts
fields:
  country: { type: country }
routes:
  - id: all
    when: 'true'
    to: [pool: desk]
`,
    roster: {
      roster: 'shifts',
      owners: [
        { id: 'ada', zone, hours: office, absences: [{ from: '2024-12-03', until: '2024-12-04' }] },
        { id: 'ben', zone, hours: { 'mon-fri': ['13:30-18:00'] } },
        { id: 'new', zone, hours: office },
      ],
      pools: [
        {
          id: 'desk',
          hours: { 'mon-fri': ['08:00-18:00'] },
          zone,
          members: ['ada', 'ben', { owner: 'new', from: '2024-12-05T00:00:00+01:00' }],
        },
      ],
    },
  })
})
after(() => workspace.close())

describe('coverage', () => {
  test('says who is there each hour, when nobody is though the pool is open, and what to expect', async () => {
    const { db, workspaceId } = workspace
    const desk = workspace.openDesk('test')
    for (let lead = 0; lead < 6; lead += 1) await desk.submit(newLead({ country: 'DE' }))
    // Two of them came on a Monday at 09:00 within the four weeks before, one a second before it, and three too long ago.
    const moments = [
      '2024-11-11T09:00',
      '2024-11-25T09:59:59',
      '2024-11-25T08:59:59',
      '2024-10-28T09:00',
      '2024-10-21T09:00',
    ]
    const leads = await workspace.rows<{ id: string }>(
      'select lead_id as id from lead where workspace_id = $1 order by 1',
    )
    for (const [index, { id }] of leads.entries()) {
      const text = moments[index] ?? '2024-10-14T09:00'
      const { epochMilliseconds } = Temporal.ZonedDateTime.from(`${text}[${zone}]`)
      const values = [workspaceId, id, epochMilliseconds]
      await db.execute(
        `update lead set pool_id = 'desk', received_at = to_timestamp($3::float8 / 1000) where workspace_id = $1 and lead_id = $2`,
        values,
      )
    }
    const from = monday.toString()
    const report = await runReport(db, { workspaceId, name: 'coverage', query: reportQuery.parse({ from, zone }) })
    const hour = (day: number, of: number) =>
      report.rows.find((row) => row['day'] === monday.add({ days: day }).toString() && row['hour'] === of)
    assert.equal(report.rows.length, 7 * 24)
    assert.deepEqual([hour(0, 8)?.['owners'], hour(0, 8)?.['uncovered_seconds']], [[], 3600])
    assert.deepEqual([hour(0, 9)?.['owners'], hour(0, 9)?.['uncovered_seconds']], [['ada'], 0])
    assert.deepEqual([hour(0, 13)?.['owners'], hour(0, 13)?.['partly']], [['ada'], 1])
    assert.deepEqual([hour(1, 13)?.['on_shift'], hour(1, 13)?.['uncovered_seconds']], [0, 1800])
    assert.deepEqual(hour(2, 14)?.['owners'], ['ada', 'ben'])
    assert.deepEqual(hour(3, 14)?.['owners'], ['ada', 'ben', 'new'])
    assert.deepEqual([hour(5, 10)?.['on_shift'], hour(5, 10)?.['uncovered_seconds']], [0, 0])
    assert.equal(hour(0, 9)?.['expected_leads'], 2 / 4)
    assert.equal(hour(0, 8)?.['expected_leads'], 1 / 4)
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { overview, type OverviewAnswer } from '@rightful/contract/views'
import { openTestService, type TestService } from '../../testing/open-test-service.ts'

let service: TestService
before(async () => {
  service = await openTestService()
})
after(() => service.close())

async function ask(query = ''): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`${service.url}/v1/overview?${query}`, {
    headers: { authorization: `Bearer ${service.key}` },
  })
  return { status: response.status, body: await response.json() }
}

async function read(query = ''): Promise<OverviewAnswer> {
  const { status, body } = await ask(query)
  assert.equal(status, 200, JSON.stringify(body))
  return overview.parse(body)
}

/** Moves everything that happened so far into the past. */
async function goBack(interval: string): Promise<void> {
  await service.db.execute(`update lead set received_at = received_at - $1::text::interval`, [interval])
  await service.db.execute(`update hold set since = since - $1::text::interval`, [interval])
  await service.db.execute(`update assignment set from_at = from_at - $1::text::interval`, [interval])
}

function localDate(instant: string, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** What the database says by itself of each date. */
async function receivedByDate(zone: string): Promise<readonly (readonly [string, number])[]> {
  const rows = await service.db.query<{ date: string; leads: number }>(
    `select (lead.received_at at time zone $1)::date::text as date, count(*) as leads from lead group by 1 order by 1`,
    [zone],
  )
  return rows.map(({ date, leads }) => [date, leads])
}

function sum(slots: OverviewAnswer['by_day']): number {
  return slots.reduce((total, { leads }) => total + leads, 0)
}

describe('the overview', () => {
  test('of a workspace without leads is empty, and names the policy', async () => {
    const empty = await read()
    assert.deepEqual(empty.volume, { today: 0, this_hour: 0 })
    assert.deepEqual([empty.by_hour.length, empty.by_day.length], [25, 14])
    assert.deepEqual(empty.unassigned, { count: 0, is_more: false, parked: 0, oldest_since: null })
    assert.equal(empty.sample.follow_up.attainment, null)
    assert.deepEqual([empty.policy?.version, empty.policy?.by, empty.policy_changes.length], [1, 'test', 1])
  })

  test('counts a lead once where it belongs, however often it is asked', async () => {
    await service.client.postLead({ attributes: { country: 'DE' } })
    await service.client.postLead({ attributes: { country: 'JP' } })
    await goBack('3 days')
    await service.client.postLead({ attributes: { country: 'DE' } })
    // Asked by another zone first: what is remembered of the past is the same for all.
    for (const zone of ['Asia/Kolkata', 'UTC', 'America/New_York', 'UTC']) {
      const { by_day: byDay, by_hour: byHour } = await read(`zone=${zone}`)
      assert.equal(sum(byHour), 1, zone)
      const shown = byDay.filter(({ leads }) => leads > 0).map(({ from, leads }) => [localDate(from, zone), leads])
      assert.deepEqual(shown, await receivedByDate(zone), zone)
      assert.match(
        byDay[0]?.from ?? '',
        zone === 'Asia/Kolkata' ? /T18:30:00/ : zone === 'UTC' ? /T00:00:00/ : /T0[45]:00/,
      )
    }
  })

  test('tells what waits and since when, what is due, and how the latest leads fared', async () => {
    const { unassigned, sample, clocks, deliveries } = await read()
    assert.equal(unassigned.count, 1)
    const age = Date.now() - Date.parse(unassigned.oldest_since ?? '')
    assert.ok(age > 2.9 * 86_400_000 && age < 3.1 * 86_400_000, `${age}`)
    assert.deepEqual([sample.leads, sample.assigned], [3, 2])
    assert.ok(sample.p50_seconds !== null && sample.p50_seconds < 60)
    assert.deepEqual(sample.follow_up, { met: 0, missed: 0, open: 2, attainment: null })
    assert.deepEqual(clocks.due_within_hour, { count: 2, is_more: false })
    assert.deepEqual(deliveries.failed, { count: 0, is_more: false })
    await service.db.execute(`update clock set breached_at = now()`)
    const later = await read()
    assert.deepEqual(later.clocks, {
      breached: { count: 2, is_more: false },
      due_within_hour: { count: 0, is_more: false },
    })
    assert.deepEqual(later.sample.follow_up, { met: 0, missed: 2, open: 0, attainment: 0 })
  })

  test('finds the oldest that waits among all causes', async () => {
    await service.client.postLead({ attributes: { country: 'US' } })
    await service.client.postLead({ attributes: {} })
    const { unassigned } = await read()
    assert.equal(unassigned.count, 3)
    await service.db.execute(
      `update hold set since = '2020-01-01T00:00:00Z' where hold.queue = 'triage' and hold.reason = 'incomplete'`,
    )
    assert.equal((await read()).unassigned.oldest_since, '2020-01-01T00:00:00.000Z')
  })
})

test('422: a zone that there is not', async () => {
  const { status, body } = await ask('zone=Mars/Olympus')
  assert.equal(status, 422)
  assert.match(JSON.stringify(body), /report_invalid.*Mars\/Olympus/)
})

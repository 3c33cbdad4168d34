import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type ClockPage, clockPage } from '@rightful/contract'
import { z } from 'zod'
import { openTestService, type TestService } from '../../testing/open-test-service.ts'
import { signInUser } from '../../testing/sign-in-user.ts'
import { clockListStatement } from './board-queries.ts'

let service: TestService
before(async () => {
  service = await openTestService()
})
after(() => service.close())

async function listed(query: string, headers?: Readonly<Record<string, string>>): Promise<ClockPage> {
  const url = `${service.url}/v1/clocks?${query}`
  const response = await fetch(url, { headers: headers ?? { authorization: `Bearer ${service.key}` } })
  assert.equal(response.status, 200)
  return clockPage.parse(await response.json())
}

async function postGerman(): Promise<{ readonly leadId: string; readonly ownerId: string }> {
  const { lead_id: leadId, owner_id: ownerId } = await service.client.postLead({ attributes: { country: 'DE' } })
  return { leadId, ownerId: ownerId ?? '' }
}

/** What the worker of clocks does when their time has come. */
async function mark(leadId: string, columns: string): Promise<void> {
  await service.db.execute(`update clock set ${columns} where clock.workspace_id = $1 and clock.lead_id = $2`, [
    service.workspaceId,
    leadId,
  ])
}

describe('clocks that run', () => {
  test('are listed by when they are due, page by page, each once, until they end', async () => {
    const posted = [await postGerman(), await postGerman(), await postGerman()]
    const seen: string[] = []
    let cursor = ''
    do {
      const page = await listed(`limit=2${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`)
      const due = page.data.map(({ due_at: at }) => at)
      assert.deepEqual(due, due.toSorted())
      seen.push(...page.data.map(({ lead_id: id }) => id))
      cursor = page.next_cursor ?? ''
    } while (cursor !== '')
    assert.deepEqual(seen.toSorted(), posted.map(({ leadId }) => leadId).toSorted())
    await service.client.touchLead(posted[0]?.leadId ?? '', {})
    const left = await listed('')
    assert.equal(left.data.length, 2)
  })

  test('are told apart by how they stand, by owner, by pool and by when they are due', async () => {
    const [out, near, far] = [await postGerman(), await postGerman(), await postGerman()]
    await mark(out.leadId, `due_at = now() - interval '1 hour', breached_at = now(), breach_cause = 'owner'`)
    await mark(near.leadId, `due_at = now() + interval '1 minute', warned_at = now()`)
    const breached = await listed('state=breached')
    assert.deepEqual(
      breached.data.map(({ lead_id: id, breach_cause: cause }) => [id, cause]),
      [[out.leadId, 'owner']],
    )
    const warned = await listed('state=warned')
    assert.deepEqual(
      warned.data.map(({ lead_id: id }) => id),
      [near.leadId],
    )
    const running = await listed('state=running')
    assert.ok(running.data.some(({ lead_id: id }) => id === far.leadId))
    assert.ok(running.data.every(({ state }) => state === 'running'))
    const all = await listed('')
    assert.deepEqual(
      all.data.slice(0, 2).map(({ lead_id: id }) => id),
      [out.leadId, near.leadId],
    )
    const ofOwner = await listed(`owner_id=${far.ownerId}`)
    assert.ok(ofOwner.data.length > 0 && ofOwner.data.every(({ owner_id: id }) => id === far.ownerId))
    assert.equal((await listed('pool_id=dach')).data.length, all.data.length)
    assert.deepEqual((await listed('pool_id=sdr')).data, [])
    const soon = await listed(`due_before=${new Date().toISOString()}`)
    assert.deepEqual(
      soon.data.map(({ lead_id: id }) => id),
      [out.leadId],
    )
  })

  test('are those of whom the caller reaches', async () => {
    await postGerman()
    await postGerman()
    const { cookie } = await signInUser(service, { roles: ['rep'], ownerId: 'ada' })
    const mine = await listed('', { cookie })
    assert.ok(mine.data.length > 0 && mine.data.every(({ owner_id: id }) => id === 'ada'))
    assert.deepEqual((await listed('owner_id=ben', { cookie })).data, [])
  })
})

test('a cursor of other filters is refused', async () => {
  await postGerman()
  await postGerman()
  const { next_cursor: cursor } = await listed('limit=1')
  const response = await fetch(
    `${service.url}/v1/clocks?limit=1&state=running&cursor=${encodeURIComponent(cursor ?? '')}`,
    {
      headers: { authorization: `Bearer ${service.key}` },
    },
  )
  assert.equal(response.status, 400)
  assert.equal(z.object({ code: z.string() }).parse(await response.json()).code, 'cursor_invalid')
})

describe('a page out of 20,000 clocks', () => {
  const elsewhere = '00000000-0000-7000-8000-000000000009'
  before(async () => {
    await service.db.execute(
      `
    insert into clock (workspace_id, lead_id, name, from_version, owner_id, target_seconds, hours, started_at, due_at, breached_at, ended_at)
    select $1::uuid, gen_random_uuid(), 'first_touch', n, 'owner-' || n % 40, 900, 'wall', now() - n * interval '1 minute',
           now() + (10000 - n) * interval '1 minute', case when n > 10000 then now() end, case when n % 3 = 0 then now() end
      from generate_series(1, 20000) as n`,
      [elsewhere],
    )
    await service.db.execute('analyze clock')
  })

  for (const state of [undefined, 'running', 'breached'] as const) {
    test(`that are ${state ?? 'whatever'} is read along the index`, async () => {
      const { text, values } = clockListStatement(elsewhere, { state, owners: null, limit: 51 })
      const rows = await service.db.query<{ 'QUERY PLAN': string }>(`explain (analyze, timing off) ${text}`, values)
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
      assert.match(plan, /Index Scan using clock_running/)
      assert.doesNotMatch(plan, /Seq Scan|Rows Removed by Filter: [1-9]\d\d/)
    })
  }
})

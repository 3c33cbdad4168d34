import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type PoolForecast, poolForecast, poolStanding, type PoolStandingAnswer } from '@rightful/contract/views'
import { openTestService, type TestService } from '../../testing/open-test-service.ts'

let service: TestService
before(async () => {
  service = await openTestService()
})
after(() => service.close())

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(service.url + path, {
    method,
    headers: { authorization: `Bearer ${service.key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

async function standing(poolId = 'dach'): Promise<PoolStandingAnswer> {
  return poolStanding.parse((await call('GET', `/v1/pools/${poolId}/standing`)).body)
}

async function forecast(query = ''): Promise<PoolForecast> {
  const { status, body } = await call('GET', `/v1/pools/dach/forecast?${query}`)
  assert.equal(status, 200, JSON.stringify(body))
  return poolForecast.parse(body)
}

async function ownerOfNext(): Promise<string | null> {
  return (await service.client.postLead({ attributes: { country: 'DE' } })).owner_id
}

describe('the standing of a pool', () => {
  test('names who gets the next lead, time after time', async () => {
    await call('PUT', '/v1/pools/dach/members/ada', { weight: 3 })
    // The first of a pool in which everybody is level is told by the lead itself.
    await ownerOfNext()
    for (let lead = 0; lead < 8; lead += 1) {
      const { next_owner_id: next, decided_by: by, members } = await standing()
      assert.equal(members[0]?.owner_id, next)
      const owner = await ownerOfNext()
      if (by !== 'hash') assert.equal(owner, next)
    }
    const { members, strategy, closed } = await standing()
    assert.deepEqual([strategy, closed], ['fair_share', null])
    const ahead = members.map((member) => member.ahead ?? Number.NaN)
    assert.ok(
      Math.abs(ahead.reduce((sum, one) => sum + one, 0)) < 0.01,
      `what some owe the others have: ${ahead.join()}`,
    )
    assert.equal(
      members.reduce((sum, member) => sum + member.open_leads, 0),
      9,
    )
    assert.ok(members.every(({ last_lead_at: at }) => at !== null))
  })

  test('says of everybody who is left out why, and until when', async () => {
    await call('PUT', '/v1/owners/away', { name: 'Away' })
    await call('PUT', '/v1/owners/full', { capacity: 0 })
    for (const id of ['away', 'full', 'gone']) await call('PUT', `/v1/pools/sdr/members/${id}`, { weight: 1 })
    const absence = { from: '2020-01-01T00:00:00Z', until: '2040-01-01T00:00:00Z', note: 'sabbatical' }
    await call('PUT', '/v1/owners/away/absences/long', absence)
    const { members } = await standing('sdr')
    const [first, ...others] = members
    assert.deepEqual([first?.owner_id, first?.rank, first?.removal], ['cy', 1, null])
    assert.deepEqual(
      others.map((member) => [member.owner_id, member.rank, member.removal]),
      [
        ['away', null, { kind: 'absent', until: '2040-01-01T00:00:00.000Z', note: 'sabbatical', cap: null }],
        ['full', null, { kind: 'cap', until: null, note: null, cap: { kind: 'open', used: 0, limit: 0 } }],
        ['gone', null, { kind: 'inactive', until: null, note: null, cap: null }],
      ],
    )
  })

  test('tells of the members of a pool that is closed, too', async () => {
    await call('PUT', '/v1/pools/shut', { active: false })
    await call('PUT', '/v1/pools/shut/members/cy', { weight: 1 })
    const { closed, next_owner_id: next, members } = await standing('shut')
    assert.deepEqual([closed, next, members[0]?.owner_id, members[0]?.rank], ['inactive', null, 'cy', 1])
  })
})

describe('the forecast of a pool', () => {
  test('shares leads by the weights tried, beside those of now, and changes nothing', async () => {
    const was = await standing()
    const { members, unassigned } = await forecast('weights=ada:1,ben:3&leads=400')
    const of = new Map(members.map((member) => [member.owner_id, member]))
    assert.deepEqual([of.get('ada')?.weight_now, of.get('ada')?.weight, of.get('ben')?.weight], [3, 1, 3])
    // Whoever is behind or ahead when it begins moves it by no more than that.
    assert.ok(Math.abs((of.get('ben')?.leads ?? 0) - 300) <= 2, JSON.stringify(members))
    assert.ok(Math.abs((of.get('ada')?.leads_now ?? 0) - 300) <= 2, JSON.stringify(members))
    assert.equal(unassigned, 0)
    const is = await standing()
    assert.deepEqual(is.members, was.members)
  })

  test('counts with limits and absences only where asked for who is there now', async () => {
    const open = (await standing()).members.find(({ owner_id: id }) => id === 'ada')?.open_leads ?? 0
    await call('PATCH', '/v1/owners/ada', { capacity: open + 5 })
    const absence = { from: '2020-01-01T00:00:00Z', until: '2040-01-01T00:00:00Z' }
    await call('PUT', '/v1/owners/ben/absences/long', absence)
    const now = await forecast('present=now&leads=20')
    const leads = now.members.map((member) => [member.owner_id, member.leads])
    assert.deepEqual(leads, [
      ['ada', 5],
      ['ben', 0],
    ])
    assert.equal(now.unassigned, 15)
    assert.equal((await forecast('leads=20')).unassigned, 0)
  })
})

describe('refused', () => {
  test('404: a pool that is not there, and a weight of nobody', async () => {
    const codes = [
      await call('GET', '/v1/pools/none/standing'),
      await call('GET', '/v1/pools/none/forecast'),
      await call('GET', '/v1/pools/dach/forecast?weights=cy:2'),
    ].map(({ status, body }) => [status, new Map(Object.entries(body ?? {})).get('code')])
    assert.deepEqual(codes, [
      [404, 'pool_not_found'],
      [404, 'pool_not_found'],
      [404, 'member_not_found'],
    ])
  })

  test('422: weights that are none', async () => {
    for (const weights of ['ada', 'ada:0', 'ada:1001', 'ada:1,', 'ada:1.5']) {
      const { status } = await call('GET', `/v1/pools/dach/forecast?weights=${weights}`)
      assert.ok(status >= 400 && status < 500, `${weights}: ${status}`)
    }
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { leadResult, problem } from '@rightful/contract'
import { openTestService, type TestService } from '../../testing/open-test-service.ts'

let service: TestService
before(async () => {
  service = await openTestService()
})
after(async () => {
  await service.close()
})

async function post(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const all = { authorization: `Bearer ${service.key}`, 'content-type': 'application/json', ...headers }
  return fetch(`${service.url}/v1/leads`, { method: 'POST', headers: all, body: JSON.stringify(body) })
}

describe('201', () => {
  test('a lead is answered with its owner, the reason, the decision and the clocks', async () => {
    const response = await post({ attributes: { email: 'ada@one.example', country: 'Germany' } })
    assert.equal(response.status, 201)
    const lead = leadResult.parse(await response.json())
    assert.ok(lead.owner_id === 'ada' || lead.owner_id === 'ben')
    assert.equal(lead.reason, `assigned to ${lead.owner_id}, pool dach`)
    assert.equal(lead.is_new, true)
    assert.match(lead.decision_id ?? '', /^[0-9a-f-]{36}$/)
    assert.deepEqual(lead.roles, [{ role: 'sdr', owner_id: 'cy', pool_id: 'sdr' }])
    assert.deepEqual(
      lead.clocks.map(({ name, target_seconds: seconds }) => [name, seconds]),
      [['first_touch', 900]],
    )
    assert.equal(response.headers.get('location'), `/v1/leads/${lead.lead_id}`)
    assert.equal(response.headers.get('etag'), `"${lead.version}"`)
  })

  test('nobody to give it to, and a refusal, are outcomes', async () => {
    const held = leadResult.parse(await (await post({ attributes: { country: 'JP' } })).json())
    assert.deepEqual([held.state, held.owner_id], ['held', null])
    const refused = leadResult.parse(await (await post({ attributes: { country: 'FR' } })).json())
    assert.deepEqual([refused.state, refused.reason], ['refused', 'refused: no_france'])
  })

  test('many at once are each answered for themselves', async () => {
    const sent = Array.from({ length: 60 }, (_, index) =>
      post({ attributes: { email: `m${index}@many${index}.example`, country: 'DE' } }),
    )
    const leads = await Promise.all(sent.map(async (response) => leadResult.parse(await (await response).json())))
    assert.equal(new Set(leads.map(({ lead_id: id }) => id)).size, 60)
    const counts = Map.groupBy(leads, ({ owner_id: owner }) => owner)
    assert.ok(Math.abs((counts.get('ada')?.length ?? 0) - (counts.get('ben')?.length ?? 0)) <= 1)
  })
})

describe('200', () => {
  test('the same key and request again answer the same, and make nothing twice', async () => {
    const body = { attributes: { email: 'key@two.example', country: 'DE' } }
    const headers = { 'idempotency-key': 'key-1' }
    const first = await post(body, headers)
    const again = await post(body, headers)
    assert.deepEqual([first.status, again.status], [201, 200])
    const one = leadResult.parse(await first.json())
    const two = leadResult.parse(await again.json())
    assert.deepEqual({ ...two, is_new: true, stayed: null }, one)
    assert.deepEqual([two.is_new, two.stayed], [false, 'repeated'])
  })

  test('at the same moment too', async () => {
    const body = { attributes: { email: 'race@three.example', country: 'DE' } }
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(body, { 'idempotency-key': 'race' })))
    assert.deepEqual(
      answers.map(({ status }) => status).toSorted((a, b) => a - b),
      [200, 200, 200, 200, 200, 200, 200, 201],
    )
    const leads = await Promise.all(answers.map(async (answer) => leadResult.parse(await answer.json())))
    assert.equal(new Set(leads.map(({ lead_id: id }) => id)).size, 1)
  })

  test('the same outside id is the same lead', async () => {
    const first = leadResult.parse(await (await post({ attributes: { country: 'DE' }, external_id: 'web-1' })).json())
    const again = await post({ attributes: { employees: 12 }, external_id: 'web-1' })
    assert.equal(again.status, 200)
    assert.equal(leadResult.parse(await again.json()).lead_id, first.lead_id)
  })
})

describe('400', () => {
  test('an Idempotency-Key that is none is refused before anything is stored', async () => {
    const response = await post({ attributes: { country: 'DE' } }, { 'idempotency-key': 'a b' })
    assert.equal(problem.parse(await response.json()).code, 'idempotency_key_invalid')
  })
})

describe('403', () => {
  test('a key that may only read posts nothing', async () => {
    const key = await service.makeKey(['leads:read'])
    const response = await post({ attributes: { country: 'DE' } }, { authorization: `Bearer ${key}` })
    assert.deepEqual(problem.parse(await response.json()).details, { scope: 'leads:write' })
  })
})

describe('409', () => {
  test('the same key with another request is told so', async () => {
    const headers = { 'idempotency-key': 'key-2' }
    assert.equal((await post({ attributes: { country: 'DE' } }, headers)).status, 201)
    const other = await post({ attributes: { country: 'AT' } }, headers)
    assert.equal(problem.parse(await other.json()).code, 'idempotency_key_reused')
  })
})

describe('422', () => {
  test('attributes beside `attributes` are told where they belong', async () => {
    const response = await post({ email: 'ada@one.example', country: 'DE' })
    const read = problem.parse(await response.json())
    assert.deepEqual(read.errors.map(({ where }) => where).toSorted(), [
      'body/attributes',
      'body/country',
      'body/email',
    ])
  })
})

describe('an API key', () => {
  test('has its use noted, and is refused once it is revoked or expired', async () => {
    const key = await service.makeKey(['leads:read'])
    const ask = async (): Promise<number> =>
      (await fetch(`${service.url}/v1/leads`, { headers: { authorization: `Bearer ${key}` } })).status
    await service.db.execute(`update api_key set expires_at = now() - interval '1 second' where scopes = 'leads:read'`)
    assert.equal(await ask(), 401)
    const fresh = await service.makeKey(['events:read', 'leads:read'])
    await fetch(`${service.url}/v1/leads`, { headers: { authorization: `Bearer ${fresh}` } })
    const noted = async (): Promise<boolean> => {
      const rows = await service.db.query(
        `select 1 from api_key where scopes = 'events:read leads:read' and last_used_at is not null`,
      )
      return rows.length === 1
    }
    for (let attempt = 0; !(await noted()); attempt += 1) assert.ok(attempt < 1000, 'its use is noted')
    const rows = await service.db.query<{ hash: string }>('select api_key.hash from api_key')
    assert.ok(rows.length > 1 && rows.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash)), 'no key is stored itself')
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTestService, type TestService } from '../../testing/open-test-service.ts'

let service: TestService
before(async () => {
  service = await openTestService()
  const document = `
policy: dated
fields:
  email: { type: email }
  country: { type: country }
  subdivision: { type: subdivision }
constraints:
  - id: do-not-contact
    when: restricted("email")
    refuse: do_not_contact
  - id: licensed
    when: country == "US"
    require: subdivision in owner.licences.insurance
routes:
  - { id: all, to: [{ pool: dach }] }
fallback:
  unmatched: [{ hold: triage }]
  incomplete: [{ hold: triage }]
  nobody: [{ hold: waiting }]
`
  assert.equal((await call('POST', '/v1/policies', { document })).status, 201)
})
after(() => service.close())

type Answer = { readonly status: number; readonly text: string }

async function call(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(new URL(path, service.url), {
    method,
    headers: { authorization: `Bearer ${service.key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, text: await response.text() }
}

async function set(path: string, body: unknown): Promise<void> {
  const { status, text } = await call('PUT', path, body)
  assert.equal(status, 200, text)
}

async function post(attributes: Readonly<Record<string, string>>) {
  const { lead_id: leadId } = await service.client.postLead({ attributes })
  const { state, owner_id: ownerId } = await service.client.getLead(leadId)
  return { leadId, state, ownerId }
}

describe('records that end', () => {
  test('count while they hold: a licence gives leads to its owner, and one that ended is named in the explanation', async () => {
    const california = { country: 'US', subdivision: 'California' }
    await set('/v1/owners/ada/licences/ca', {
      kind: 'insurance',
      area: 'US-CA',
      source: 'register',
      until: '2999-01-01',
    })
    assert.equal((await post({ ...california, email: 'a@one.example' })).ownerId, 'ada')
    await set('/v1/owners/ada/licences/ca', {
      kind: 'insurance',
      area: 'US-CA',
      source: 'register',
      until: '2020-01-01',
    })
    const { leadId, state } = await post({ ...california, email: 'b@two.example' })
    assert.equal(state, 'held')
    const [decision] = (await service.client.listDecisions(leadId)).data
    const { text: told } = await call('GET', `/v1/decisions/${decision?.decision_id}/why`)
    assert.match(told, /ada does not meet licensed .*: licence insurance for US-CA ended/)
    const { text: history } = await call('GET', '/v1/owners/ada/licences/ca/history')
    assert.deepEqual(
      JSON.parse(history).data.map(({ body }: { body: { until: string } }) => body.until),
      ['2020-01-01', '2999-01-01'],
    )
  })

  test('end with the owner whom they belong to, and do not come back with them', async () => {
    await set('/v1/owners/dora', {})
    await set('/v1/owners/dora/licences/tx', { kind: 'insurance', area: 'US-TX' })
    assert.equal((await call('DELETE', '/v1/owners/dora')).status, 204)
    await set('/v1/owners/dora', {})
    assert.deepEqual(JSON.parse((await call('GET', '/v1/owners/dora/licences')).text).data, [])
  })

  test('do not count once they ended: a do-not-contact entry refuses only while it holds', async () => {
    const entry = { email: 'c@three.example', basis: 'objection', source: 'ticket 7' }
    await set('/v1/restrictions/c', { ...entry, until: '2999-01-01' })
    assert.equal((await post({ country: 'DE', email: entry.email })).state, 'refused')
    await set('/v1/restrictions/d', { ...entry, email: 'd@four.example', until: '2020-01-01' })
    assert.equal((await post({ country: 'DE', email: 'd@four.example' })).state, 'assigned')
    assert.match((await call('GET', '/v1/csv/restrictions')).text, /objection,ticket 7/)
  })
})

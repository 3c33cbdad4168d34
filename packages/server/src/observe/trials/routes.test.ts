import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { policyTrial, type PolicyTrialAnswer } from '@rightful/contract/views'
import { openTestService, type TestService } from '../../testing/open-test-service.ts'

let service: TestService
before(async () => {
  service = await openTestService()
})
after(() => service.close())

const draft = `
policy: draft
fields:
  email:   { type: email }
  country: { type: country }
  company: { type: company }
routes:
  - id: strategic
    when: account.tier == "strategic"
    to: [pool: sdr]
  - id: italian
    when: country == "IT"
    to: [pool: dach]
fallback:
  unmatched: [hold: somewhere]
  incomplete: [hold: somewhere]
`

async function call(method: string, path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(service.url + path, {
    method,
    headers: { authorization: `Bearer ${service.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

async function tried(...leads: readonly Readonly<Record<string, unknown>>[]): Promise<PolicyTrialAnswer['results']> {
  const body = { document: draft, leads: leads.map((attributes) => ({ attributes })) }
  const answer = await call('POST', '/v1/policies/try', body)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return policyTrial.parse(answer.body).results
}

async function stored(): Promise<readonly unknown[]> {
  return service.db.query(
    `select (select count(*) from lead) as leads, (select count(*) from event) as events, (select max(version) from desk_batch) as version`,
  )
}

describe('a policy that is tried', () => {
  test('tells the owner, the reason and the place of each lead, and leaves everything as it was', async () => {
    const was = await stored()
    const [italian, other, unknown] = await tried({ country: 'Italy' }, { country: 'FR' }, {})
    assert.deepEqual([italian?.outcome, italian?.pool_id, italian?.route_id], ['assigned', 'dach', 'italian'])
    assert.ok(['ada', 'ben'].includes(italian?.owner_id ?? ''))
    assert.ok((italian?.lines.length ?? 0) > 0)
    assert.ok(italian?.headline.includes(italian.owner_id ?? '?'))
    assert.deepEqual([other?.outcome, other?.queue], ['held', 'somewhere'])
    assert.deepEqual(unknown?.missing, ['account.tier', 'country'])
    assert.deepEqual(await stored(), was)
  })

  test('gives each lead to whom it would go if it alone came', async () => {
    await service.client.postLead({ attributes: { country: 'DE' } })
    const next = await tried({ country: 'IT' }, { country: 'IT' })
    assert.equal(next[0]?.owner_id, next[1]?.owner_id, 'who had no lead is next, for both')
  })

  test('matches with accounts as they are, and follows their changes', async () => {
    const lead = { email: 'kim@acme.example', country: 'IT' }
    const [before] = await tried(lead)
    assert.deepEqual([before?.account_id, before?.route_id], [null, 'italian'])
    await call('PUT', '/v1/accounts/acme', { name: 'Acme', domains: ['acme.example'], tier: 'strategic' })
    const [matched] = await tried(lead)
    assert.deepEqual([matched?.account_id, matched?.owner_id], ['acme', 'cy'])
  })
})

test('422: a document that does not parse names the line', async () => {
  const { status, body } = await call('POST', '/v1/policies/try', {
    document: 'policy: x',
    leads: [{ attributes: {} }],
  })
  assert.equal(status, 422)
  assert.match(JSON.stringify(body), /policy_invalid.*policy\.yaml:1/)
})

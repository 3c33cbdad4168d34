import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { exportPerson } from '../../control/privacy/export-person.ts'
import { openTestService, type TestService } from '../../testing/open-test-service.ts'
import { verifyWorkspace } from './verify-workspace.ts'

const document = `
policy: asking
fields:
  email: { type: email }
  country: { type: country }
constraints:
  - id: withdrawn
    when: '!consented("email")'
    when_unknown: skip
    refuse: no_consent
routes:
  - { id: agreed, when: 'consented("email")', to: [{ pool: dach }] }
fallback:
  unmatched: [{ hold: triage }]
  incomplete: [{ hold: unknown }]
  nobody: [{ hold: waiting }]
`

let service: TestService
before(async () => {
  service = await openTestService()
  await call('POST /v1/policies', { document })
})
after(() => service.close())

async function call(address: `${'PUT' | 'POST'} /v1/${string}`, body: unknown): Promise<void> {
  const [method = '', path = ''] = address.split(' ')
  const response = await fetch(new URL(path, service.url), {
    method,
    headers: { authorization: `Bearer ${service.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  assert.equal(response.status, method === 'PUT' ? 200 : 201, await response.text())
}

async function stateOf(email: string): Promise<string> {
  const { lead_id: leadId } = await service.client.postLead({ attributes: { email, country: 'DE' } })
  return (await service.client.getLead(leadId)).state
}

describe('a consent', () => {
  test('decides what becomes of a lead until it is withdrawn or over, and what was decided before stands', async () => {
    const entry = { domain: 'five.example', channel: 'email', basis: 'contract', source: 'order 7' }
    assert.equal(await stateOf('a@five.example'), 'held', 'nothing is known')
    await call('PUT /v1/consents/e', { ...entry, from: '2020-01-01', until: '2999-01-01' })
    assert.equal(await stateOf('b@five.example'), 'assigned')
    await call('POST /v1/consents', { ...entry, withdrawn: true, from: '2021-01-01' })
    assert.equal(await stateOf('c@five.example'), 'refused')
    await call('PUT /v1/consents/f', { email: 'f@six.example', until: '2020-01-01' })
    assert.equal(await stateOf('f@six.example'), 'refused', 'it is over')
    const { db, workspaceId } = service
    const reports = await verifyWorkspace(db, { workspaceId })
    assert.deepEqual(
      reports.flatMap(({ violations }) => violations),
      [],
    )
    const exported = await exportPerson(db, { workspaceId, by: 'key:test' }, { email: 'f@six.example' })
    assert.deepEqual(exported.consents, ['f'])
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type ControlService, exampleFile, openControlService } from '../../testing/open-control-service.ts'
import { addPolicyRoutes } from './routes.ts'
import { readPolicy } from './read.ts'

let service: ControlService
before(async () => (service = await openControlService(addPolicyRoutes)))
after(() => service.close())

const tables = { 'territories.csv': exampleFile('territories.csv') }
const document = (note: string): string => `${exampleFile('policy.yaml')}\n# ${note}\n`

async function versions(): Promise<readonly number[]> {
  const [row] = await service.db.query<{ version: number; policyVersion: number }>(
    `select desk.version, desk.policy_version as "policyVersion" from desk where desk.workspace_id = $1`,
    [service.workspaceId],
  )
  return [row?.version ?? -1, row?.policyVersion ?? -1]
}

describe('200', () => {
  test('reads the active version with its text, by its name and by its number', async () => {
    const active = await service.call('GET', '/v1/policies/active')
    assert.equal(active.status, 200)
    const { version, document: text, is_active: isActive } = JSON.parse(active.text)
    assert.deepEqual([text, isActive], [exampleFile('policy.yaml'), true])
    assert.equal(active.etag, `"${version}"`)
    assert.equal((await service.call('GET', `/v1/policies/${version}`)).text, active.text)
  })

  test('makes no version of the very text that is active', async () => {
    await service.call('POST', '/v1/policies', { body: { document: document('same'), tables } })
    const was = await versions()
    const again = await service.call('POST', '/v1/policies', { body: { document: document('same'), tables } })
    assert.equal(again.status, 200)
    assert.deepEqual(await versions(), was)
  })
})

describe('201', () => {
  test('stores a version, decides by it at once, tells of it, and wakes what waits', async () => {
    const leadId = '018f0000-0000-7000-8000-000000000001'
    await service.db.execute(
      `insert into hold (workspace_id, lead_id, version, queue, reason, priority, since, held_at, retry_at, pool_ids, attempts)
       values ($1, $2, 1, 'triage', 'unmatched', 0, now(), now(), null, '{}', 1)`,
      [service.workspaceId, leadId],
    )
    const [version = 0, policyVersion = 0] = await versions()
    const posted = await service.call('POST', '/v1/policies', { body: { document: document('new'), tables } })
    assert.equal(posted.status, 201, posted.text)
    assert.deepEqual(await versions(), [version + 1, policyVersion + 1])
    assert.equal((await readPolicy(service.db, service.workspaceId, policyVersion + 1)).version, policyVersion + 1)
    const events = await service.db.query<{ kind: string }>(
      `select event.kind from event where event.workspace_id = $1 and event.version = $2`,
      [service.workspaceId, version + 1],
    )
    assert.deepEqual(events, [{ kind: 'policy.activated' }])
    const due = await service.db.query(
      `select 1 as one from hold where hold.lead_id = $1 and hold.retry_at is not null`,
      [leadId],
    )
    assert.equal(due.length, 1)
    const list = await service.call('GET', '/v1/policies?limit=1')
    assert.equal(list.body.data[0]?.version, policyVersion + 1)
    assert.notEqual(list.body.next_cursor, null)
  })
})

describe('404', () => {
  test('has no version that was never stored', async () => {
    assert.equal((await service.call('GET', '/v1/policies/99999')).body.code, 'policy_not_found')
  })
})

describe('412', () => {
  test('refuses a version that is based on another than the active one', async () => {
    const options = { body: { document: document('late'), tables }, ifMatch: '"99"' }
    assert.equal((await service.call('POST', '/v1/policies', options)).body.code, 'version_conflict')
  })
})

describe('422', () => {
  test('says where a policy is wrong by line and column, and how to mend it; the version before stays', async () => {
    const was = await versions()
    const wrong = document('wrong').replace('routes:', 'rutes:')
    const { status, body } = await service.call('POST', '/v1/policies', { body: { document: wrong, tables } })
    assert.deepEqual([status, body.code], [422, 'policy_invalid'])
    assert.ok(body.errors.some(({ where, mend }) => /^policy\.yaml:\d+:\d+$/.test(where) && /routes/.test(mend ?? '')))
    assert.deepEqual(await versions(), was)
  })

  test('checks it with the roster: a pool that nobody knows is an error', async () => {
    const wrong = exampleFile('policy.yaml').replaceAll('pool: dach', 'pool: dachh')
    const { body } = await service.call('POST', '/v1/policies', { body: { document: wrong, tables } })
    assert.equal(body.code, 'policy_invalid')
    assert.match(JSON.stringify(body.errors), /dachh/)
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createOperationClient, type OperationClient, RoutingError } from '@rightful/contract'
import { openTestService, type TestService } from '../../testing/open-test-service.ts'

let service: TestService
let client: OperationClient
before(async () => {
  service = await openTestService()
  client = createOperationClient({ baseUrl: service.url, apiKey: service.key })
  for (const country of ['DE', 'JP', 'DE', 'FR', 'DE']) await service.client.postLead({ attributes: { country } })
})
after(() => service.close())

function refuses(code: string): (error: unknown) => boolean {
  return (error) => error instanceof RoutingError && error.code === code
}

async function post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${service.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${service.key}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

/** Germany goes to the other pool, which one person has. */
const otherPolicy = `
policy: test
fields:
  email:     { type: email }
  country:   { type: country }
  employees: { type: integer, min: 0 }
routes:
  - id: german
    when: country == "DE"
    to: [pool: sdr]
fallback:
  unmatched: [hold: triage]
  incomplete: [hold: triage]
  nobody: [hold: waiting]
`

describe('the status of a server', () => {
  test('says what waits, and who it is', async () => {
    const status = await client.status()
    assert.equal(status.workspace_id, service.workspaceId)
    assert.match(status.database.version, /^1[5-9]\.\d+$/)
    assert.equal(status.database.is_embedded, false)
    assert.ok(Math.abs(status.database.clock_difference_ms) < 2000)
    const { backlog } = status
    assert.deepEqual([backlog.holds, backlog.parked, backlog.clocks_armed], [1, 0, 3])
    assert.ok(backlog.hold_oldest_seconds > 0 && backlog.hold_oldest_seconds < 60)
    assert.ok(backlog.desk_version >= 5)
  })
})

describe('verifying over HTTP', () => {
  test('reports every law, in one piece or with its progress', async () => {
    const report = await client.verify({})
    assert.equal(report.is_sound, true)
    assert.ok(report.laws.length >= 14)
    assert.equal(report.laws.find(({ law }) => law === 'I6')?.checked_count, 5)
    const whole = await post('/v1/operation/verify', {})
    assert.equal(whole.headers.get('content-type'), 'application/json')
    assert.deepEqual(await whole.json(), report)
    const streamed = await post('/v1/operation/verify', {}, { accept: 'application/x-ndjson' })
    assert.equal(streamed.headers.get('content-type'), 'application/x-ndjson')
    const lines = (await streamed.text()).trimEnd().split('\n')
    assert.deepEqual(JSON.parse(lines.at(-1) ?? ''), report)
  })

  test('names what is violated', async () => {
    const damaged = await service.makeWorkspace()
    const key = await service.makeKey(['admin'], damaged)
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ attributes: { country: 'JP' } })
    await fetch(`${service.url}/v1/leads`, { method: 'POST', headers, body })
    await service.db.execute('delete from hold where hold.workspace_id = $1', [damaged])
    const report = await createOperationClient({ baseUrl: service.url, apiKey: key }).verify({})
    assert.equal(report.is_sound, false)
    assert.ok(report.laws.some(({ law, violations }) => law === 'I1' && violations.length === 1))
  })

  test('is done once at a time on a node, whatever of it', async () => {
    const sent: Promise<Response>[] = []
    await service.db.transaction(async (tx) => {
      // Whoever gets in first waits here; so the first answer is the refusal of another.
      await tx.execute('lock table lead_key in access exclusive mode')
      sent.push(post('/v1/operation/verify', {}), post('/v1/operation/verify', {}))
      assert.equal((await Promise.race(sent)).status, 409)
      await assert.rejects(client.replay({ from_version: 1 }), refuses('operation_busy'))
    })
    const statuses = (await Promise.all(sent)).map(({ status }) => status)
    assert.deepEqual(
      statuses.toSorted((a, b) => a - b),
      [200, 409],
    )
    assert.equal((await client.replay({ from_version: 1 })).different_count, 0)
  })

  test('needs the scope admin', async () => {
    const apiKey = await service.makeKey(['leads:read'])
    await assert.rejects(createOperationClient({ baseUrl: service.url, apiKey }).verify({}), refuses('forbidden'))
  })
})

describe('replaying over HTTP', () => {
  test('comes to the same by the policy that decided', async () => {
    const report = await client.replay({ from_version: 1 })
    assert.deepEqual([report.decided_count, report.different_count, report.is_other_policy], [5, 0, false])
  })

  test('says what another policy makes of the same leads', async () => {
    const policy = { document: otherPolicy, tables: {} }
    const report = await client.replay({ from_version: 1, policy })
    assert.equal(report.is_other_policy, true)
    const moved = report.differences.filter(({ before }) => before.pool_id === 'dach')
    assert.equal(moved.length, 3)
    for (const { after, differs_in: parts } of moved) {
      assert.equal(after.owner_id, 'cy')
      assert.ok(parts.includes('owner') && parts.includes('pool') && !parts.includes('policy'))
    }
    assert.ok(report.differences.some(({ before, after }) => before.state === 'refused' && after.state === 'held'))
    const few = await client.replay({ from_version: 1, policy, differences_max: 1 })
    assert.deepEqual([few.differences.length, few.different_count], [1, report.different_count])
  })

  test('takes one decision, or all from a version on, and never both', async () => {
    const { data } = await service.client.listLeads()
    const decisionId = data[0]?.decision_id ?? ''
    const report = await client.replay({ decision_id: decisionId })
    assert.deepEqual([report.decided_count, report.different_count], [1, 0])
    await assert.rejects(client.replay({ decision_id: service.workspaceId }), refuses('decision_not_found'))
    assert.equal((await post('/v1/operation/replay', {})).status, 422)
    assert.equal((await post('/v1/operation/replay', { decision_id: decisionId, from_version: 1 })).status, 422)
  })

  test('refuses a policy that does not parse', async () => {
    const policy = { document: 'policy: [', tables: {} }
    await assert.rejects(client.replay({ from_version: 1, policy }), refuses('policy_invalid'))
  })
})

describe('a backup over HTTP', () => {
  test('is refused where the database is somebody else’s, and by names that are paths', async () => {
    await assert.rejects(client.backUp('monday'), refuses('backup_not_here'))
    for (const name of ['../monday', '/tmp/monday', '.hidden', '', 'a/b']) {
      assert.equal((await post('/v1/operation/backup', { name })).status, 422, name)
    }
  })
})

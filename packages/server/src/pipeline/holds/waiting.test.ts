import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { redriveWaitingResult, type RedriveWaitingResult, waiting, type WaitingAnswer } from '@rightful/contract/views'
import { openTestService, type TestService } from '../../testing/open-test-service.ts'

let service: TestService
before(async () => {
  service = await openTestService()
})
after(() => service.close())

async function call(request: `${string} /${string}`, body?: unknown, key = service.key): Promise<unknown> {
  const [method = '', path = ''] = request.split(' ')
  const response = await fetch(service.url + path, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  assert.ok(response.ok, `${method} ${path}: ${response.status}`)
  return response.json()
}

async function read(key?: string): Promise<WaitingAnswer> {
  return waiting.parse(await call('GET /v1/waiting', undefined, key))
}

async function redrive(body: Readonly<Record<string, unknown>>): Promise<RedriveWaitingResult> {
  return redriveWaitingResult.parse(await call('POST /v1/waiting/redrive', body))
}

async function post(attributes: Readonly<Record<string, unknown>>): Promise<string> {
  return (await service.client.postLead({ attributes })).lead_id
}

describe('what waits', () => {
  test('is told cause by cause, with how much, since when, and what to mend', async () => {
    assert.deepEqual((await read()).causes, [])
    const japan = await post({ country: 'JP' })
    const [first, second] = [await post({}), await post({ employees: 3 })]
    await post({ country: 'US' })
    await call('PATCH /v1/owners/ada', { capacity: 0 })
    await call('PATCH /v1/owners/ben', { capacity: 0 })
    const nobody = await post({ country: 'DE' })
    const { causes } = await read()
    const told = causes.map(({ queue, reason, count, mend, examples }) => [
      queue,
      reason,
      count.count,
      mend,
      examples.length,
    ])
    assert.deepEqual(
      told.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
      [
        ['japan', 'nobody_eligible', 1, { kind: 'pool', id: null }, 1],
        ['triage', 'incomplete', 2, { kind: 'field', id: 'country' }, 2],
        ['triage', 'unmatched', 1, { kind: 'route', id: null }, 1],
        ['waiting', 'nobody_eligible', 1, { kind: 'pool', id: 'dach' }, 1],
      ],
    )
    const of = (queue: string, reason: string) => causes.find((one) => one.queue === queue && one.reason === reason)
    assert.deepEqual(of('triage', 'incomplete')?.examples, [first, second])
    assert.deepEqual(of('japan', 'nobody_eligible')?.examples, [japan])
    assert.deepEqual(of('waiting', 'nobody_eligible')?.examples, [nobody])
    assert.deepEqual(of('waiting', 'nobody_eligible')?.routes, [{ id: 'german', leads: 1 }])
    assert.deepEqual(of('triage', 'incomplete')?.missing, [{ id: 'country', leads: 2 }])
  })

  test('names destinations that fail to those who may see them', async () => {
    const made = await call('POST /v1/destinations', {
      kind: 'webhook',
      name: 'crm',
      url: 'https://crm.example/in',
    })
    const destinationId = new Map(Object.entries(made ?? {})).get('destination_id')
    await service.db.execute(
      `insert into outbox (workspace_id, destination_id, version, position, state, attempts, generation, error)
       select $1, $2, n, 9, case when n = 3 then 'delivered' else 'failed' end, 8, 1, 'answered ' || 500 + n from generate_series(1, 3) as n`,
      [service.workspaceId, destinationId],
    )
    const failing = { destination_id: destinationId, name: 'crm', kind: 'webhook', is_active: true }
    assert.deepEqual((await read()).deliveries, [
      { ...failing, failed: { count: 2, is_more: false }, last_error: 'answered 502' },
    ])
    assert.equal((await read(await service.makeKey(['leads:read']))).deliveries, null)
  })
})

describe('trying again', () => {
  test('says what would become of the leads of a cause, and then lets it become that', async () => {
    // Changing the roster makes all leads due, and no worker runs here: only those that are asked for are to be due now.
    await call('PATCH /v1/owners/ada', { capacity: null })
    await service.db.execute(`update hold set retry_at = null`)
    const cause = { queue: 'waiting', reason: 'nobody_eligible' }
    const preview = await redrive({ ...cause, dry_run: true })
    assert.deepEqual(preview, {
      count: 1,
      is_more: false,
      is_dry_run: true,
      outcomes: [{ outcome: 'assigned', to: 'ada', leads: 1 }],
    })
    assert.ok(
      (await read()).causes.some(({ queue }) => queue === 'waiting'),
      'a dry run changes nothing',
    )
    const done = await redrive(cause)
    assert.deepEqual([done.count, done.is_dry_run], [1, false])
    // Any batch of the desk tries what is due first.
    await post({ country: 'FR' })
    const left = (await read()).causes.map(({ queue, reason }) => `${queue} ${reason}`)
    assert.deepEqual(left.toSorted(), ['japan nobody_eligible', 'triage incomplete', 'triage unmatched'])
  })

  test('comes to nothing where nothing waits', async () => {
    const done = await redrive({ queue: 'none', reason: 'unmatched' })
    assert.deepEqual(done, { count: 0, is_more: false, is_dry_run: false, outcomes: [] })
  })
})

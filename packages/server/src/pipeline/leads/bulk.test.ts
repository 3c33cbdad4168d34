import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { bulkAnswer, type BulkAnswer } from '@rightful/contract/views'
import { openTestService, type TestService } from '../../testing/open-test-service.ts'

let service: TestService
before(async () => {
  service = await openTestService()
})
after(() => service.close())

const nowhere = '00000000-0000-7000-8000-000000000000'

async function act(body: Readonly<Record<string, unknown>>): Promise<BulkAnswer> {
  const response = await fetch(`${service.url}/v1/leads/bulk`, {
    method: 'POST',
    headers: { authorization: `Bearer ${service.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  assert.equal(response.status, 200)
  return bulkAnswer.parse(await response.json())
}

async function post(country: string): Promise<string> {
  return (await service.client.postLead({ attributes: { country } })).lead_id
}

function codesOf({ results }: BulkAnswer): readonly (string | null)[] {
  return results.map(({ code }) => code)
}

describe('one thing with many leads', () => {
  test('is done with each, and those that cannot have it are told and hold up nobody', async () => {
    const [owned, held, closed] = [await post('DE'), await post('JP'), await post('DE')]
    await service.client.disqualifyLead(closed, { reason: 'spam' })
    const ids = [owned, nowhere, held, closed, owned]
    const assign = { kind: 'assign', owner_id: 'cy', reason: 'Ada is ill' }
    const preview = await act({ lead_ids: ids, action: assign, dry_run: true })
    assert.deepEqual([preview.is_dry_run, preview.done], [true, 2])
    assert.deepEqual(codesOf(preview), [null, 'lead_not_found', null, 'lead_closed'])
    assert.notEqual((await service.client.getLead(owned)).owner_id, 'cy', 'a dry run changes nothing')
    const done = await act({ lead_ids: ids, action: assign })
    assert.deepEqual([done.is_dry_run, done.done, codesOf(done)], [false, 2, codesOf(preview)])
    assert.deepEqual(
      done.results.map(({ state, owner_id: ownerId }) => [state, ownerId]),
      [
        ['assigned', 'cy'],
        [null, null],
        ['assigned', 'cy'],
        ['disqualified', done.results[3]?.owner_id],
      ],
    )
  })

  test('foretells and meets the same obstacles, whatever is to be done', async () => {
    const ids = [await post('DE'), await post('JP'), await post('FR'), nowhere]
    const expected = {
      retry: ['not_waiting', null, 'not_waiting', 'lead_not_found'],
      reject: [null, 'not_assigned', 'not_assigned', 'lead_not_found'],
      disqualify: [null, null, null, 'lead_not_found'],
    }
    for (const [kind, codes] of Object.entries(expected)) {
      const action = kind === 'retry' ? { kind } : { kind, reason: 'not ours' }
      const preview = await act({ lead_ids: ids, action, dry_run: true })
      assert.deepEqual(codesOf(preview), codes, kind)
      assert.deepEqual(codesOf(await act({ lead_ids: ids, action })), codes, kind)
    }
  })

  test('names those to whom somebody may not be given', async () => {
    const id = await post('DE')
    const action = { kind: 'assign', owner_id: 'gone', reason: 'why not' }
    const { done, results } = await act({ lead_ids: [id], action })
    assert.equal(done, 0)
    assert.ok(results[0]?.code === 'owner_not_eligible', JSON.stringify(results))
    assert.equal(results[0].state, 'assigned')
  })
})

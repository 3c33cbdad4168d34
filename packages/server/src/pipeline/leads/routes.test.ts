import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type LeadResult, type LeadSummary, RoutingError } from '@rightful/contract'
import { z } from 'zod'
import { openTestService, type TestService } from '../../testing/open-test-service.ts'

let service: TestService
before(async () => {
  service = await openTestService()
})
after(async () => {
  await service.close()
})

let madeCount = 0

/** A lead of a person nobody knows. */
async function postLead(country: string): Promise<LeadResult> {
  madeCount += 1
  return service.client.postLead({ attributes: { email: `p${madeCount}@acme${madeCount}.example`, country } })
}

const versioned = z.object({ version: z.int() })

/** An answer but for the id of its request. */
async function bodyOf(response: Response): Promise<unknown> {
  const { request_id: _, ...rest } = z.record(z.string(), z.unknown()).parse(await response.json())
  return rest
}

function failsWith(code: string): (error: unknown) => boolean {
  return (error) => error instanceof RoutingError && error.code === code
}

describe('200', () => {
  test('a lead is read with all around it', async () => {
    const posted = await postLead('DE')
    const lead = await service.client.getLead(posted.lead_id)
    assert.equal(lead.owner_id, posted.owner_id)
    assert.deepEqual(lead.given, { email: `p${madeCount}@acme${madeCount}.example`, country: 'DE' })
    assert.deepEqual(lead.attributes, { country: 'DE' })
    assert.deepEqual(
      lead.assignments.map(({ role, until }) => [role, until]),
      [
        ['owner', null],
        ['sdr', null],
      ],
    )
    const clock = lead.clocks.find(({ name }) => name === 'first_touch')
    assert.equal(clock?.target_seconds, 900)
    assert.equal(Date.parse(clock?.due_at ?? '') - Date.parse(clock?.started_at ?? ''), 900_000)
    assert.equal(lead.hold, null)
  })

  test('a lead that waits says where, why and since when', async () => {
    const { hold, state } = await service.client.getLead((await postLead('JP')).lead_id)
    assert.equal(state, 'held')
    assert.equal(hold?.queue, 'japan')
    assert.equal(hold?.attempts, 1)
    assert.match(hold?.since ?? '', /^\d{4}-/)
  })

  test('a change of attributes moves the lead when the policy says so', async () => {
    const { lead_id: id } = await postLead('DE')
    const moved = await service.client.updateLead(id, { attributes: { country: 'JP' } })
    assert.equal(moved.state, 'held')
    assert.match(moved.reason, /^held in japan/)
    const { given } = await service.client.getLead(id)
    assert.equal(given?.['country'], 'JP')
  })

  test('a touch is recorded, and ends the clock that waited for it', async () => {
    const { lead_id: id } = await postLead('DE')
    const touched = await service.client.touchLead(id, { channel: 'phone' })
    assert.notEqual(touched.touched_at, null)
    const { clocks } = await service.client.getLead(id)
    assert.notEqual(clocks.find(({ name }) => name === 'first_touch')?.ended_at, null)
  })

  test('a lead is claimed from its queue, handed over, and closed', async () => {
    const { lead_id: id } = await postLead('JP')
    const claimed = await service.client.claimLead(id, { owner_id: 'cy' })
    assert.deepEqual([claimed.state, claimed.owner_id], ['assigned', 'cy'])
    const handed = await service.client.handOverLead(id, { owner_id: 'ben', reason: 'speaks Japanese' })
    assert.equal(handed.owner_id, 'ben')
    const closed = await service.client.convertLead(id, {})
    assert.deepEqual([closed.state, closed.closed_at === null], ['converted', false])
  })

  test('a rejected lead is decided again without its owner, or closed', async () => {
    const first = await postLead('DE')
    const again = await service.client.rejectLead(first.lead_id, { reason: 'not mine', reassign: true })
    assert.notEqual(again.owner_id, first.owner_id)
    const second = await postLead('DE')
    const closed = await service.client.rejectLead(second.lead_id, { reason: 'spam' })
    assert.equal(closed.state, 'disqualified')
  })

  test('a held lead is tried again by hand; waiting on as before is no new decision', async () => {
    const { lead_id: id } = await postLead('JP')
    const tried = await service.client.retryLead(id)
    assert.deepEqual([tried.state, tried.stayed], ['held', 'waiting'])
    assert.equal((await service.client.getLead(id)).hold?.attempts, 2)
    assert.equal((await service.client.listDecisions(id)).data.length, 1)
  })

  test('attributes of a closed lead are kept, and move it no more', async () => {
    const { lead_id: id } = await postLead('DE')
    await service.client.convertLead(id, {})
    const updated = await service.client.updateLead(id, { attributes: { country: 'JP' } })
    assert.equal(updated.state, 'converted')
    assert.equal((await service.client.getLead(id)).given?.['country'], 'JP')
  })

  test('the decisions of a lead are listed, the newest first, and read with their record', async () => {
    const { lead_id: id } = await postLead('DE')
    await service.client.updateLead(id, { attributes: { country: 'JP' } })
    const { data } = await service.client.listDecisions(id)
    assert.equal(data.length, 2)
    assert.ok((data[0]?.at ?? '') >= (data[1]?.at ?? ''))
    const decision = await service.client.getDecision(data[0]?.decision_id ?? '')
    assert.match(decision.sentence, /^held in japan/)
    assert.equal(decision.record['leadId'], id)
  })

  test('leads are listed by what they are, page by page, each once', async () => {
    const posted: string[] = []
    for (let index = 0; index < 5; index += 1) posted.push((await postLead('FR')).lead_id)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await service.client.listLeads({
        state: 'refused',
        limit: 2,
        ...(cursor === undefined ? {} : { cursor }),
      })
      assert.ok(page.data.length <= 2)
      seen.push(...page.data.map(({ lead_id: id }) => id))
      cursor = page.next_cursor ?? undefined
    } while (cursor !== undefined)
    assert.deepEqual(seen, posted.toReversed())
  })

  test('each filter keeps only what it says', async () => {
    const { owner_id: owner, received_at: at } = await postLead('DE')
    const byOwner = await service.client.listLeads({ owner_id: owner ?? '', limit: 200 })
    assert.ok(byOwner.data.length > 0 && byOwner.data.every((lead) => lead.owner_id === owner))
    const byPool = await service.client.listLeads({ pool_id: 'dach', route_id: 'german' })
    assert.ok(byPool.data.length > 0 && byPool.data.every((lead) => lead.pool_id === 'dach'))
    const waiting = await service.client.listLeads({ state: 'held' })
    assert.ok(waiting.data.length > 0 && waiting.data.every((lead) => lead.state === 'held'))
    const from = await service.client.listLeads({ received_from: at })
    assert.ok(from.data.length >= 1 && from.data.every((lead) => lead.received_at >= at))
    const before = await service.client.listLeads({ received_until: at, limit: 200 })
    assert.ok(before.data.length >= 1 && before.data.every((lead) => lead.received_at < at))
  })

  test('a list tells what was given for each lead only where that is asked for', async () => {
    const { lead_id: id } = await postLead('DE')
    const plain = await service.client.listLeads({ limit: 1 })
    assert.deepEqual(
      plain.data.map((lead) => [lead.lead_id, lead.given]),
      [[id, undefined]],
    )
    const told = await service.client.listLeads({ limit: 1, include: 'given' })
    assert.deepEqual(told.data[0]?.given, (await service.client.getLead(id)).given)
    assert.equal(told.data[0]?.hold, undefined)
  })

  test('a list tells where each lead waits, as reading it does', async () => {
    const { lead_id: id } = await postLead('JP')
    const { data } = await service.client.listLeads({ limit: 1, include: 'given,hold' })
    const { given, hold } = await service.client.getLead(id)
    assert.equal(hold?.queue, 'japan')
    assert.deepEqual([data[0]?.given, data[0]?.hold], [given, hold])
    await assert.rejects(service.client.listLeads({ include: 'everything' }), failsWith('invalid_request'))
  })

  test('a list of a queue has its leads, the newest first, each once, and of one reason where that is asked for', async () => {
    const posted = [await postLead('JP'), await postLead('JP'), await postLead('JP')].map(({ lead_id: id }) => id)
    const listed: LeadSummary[] = []
    let cursor: string | null = ''
    while (cursor !== null && listed.length < 100) {
      const page = await service.client.listLeads({ queue: 'japan', limit: 2, ...(cursor === '' ? {} : { cursor }) })
      listed.push(...page.data)
      cursor = page.next_cursor
    }
    const seen = listed.map(({ lead_id: id }) => id)
    for (const id of posted) assert.ok(seen.includes(id))
    // When a lead was received is reckoned back from when the desk took it, so that two sent in turn may be told apart either way.
    const received = listed.map(({ received_at: at }) => at)
    assert.deepEqual(received, received.toSorted().toReversed())
    assert.equal(new Set(seen).size, seen.length)
    const waiting = await service.client.listLeads({ state: 'held', limit: 200, include: 'hold' })
    const inJapan = waiting.data.filter(({ hold }) => hold?.queue === 'japan').map(({ lead_id: id }) => id)
    assert.deepEqual(seen, inJapan)
    const unmatched = await service.client.listLeads({ queue: 'japan', hold_reason: 'unmatched' })
    assert.deepEqual(unmatched.data, [])
    const held = await service.client.listLeads({ queue: 'japan', hold_reason: 'nobody_eligible', limit: 200 })
    assert.equal(held.data.length, seen.length)
    await assert.rejects(service.client.listLeads({ hold_reason: 'unmatched' }), failsWith('invalid_request'))
  })

  test('the ETag of a lead is its version, wherever it is answered', async () => {
    const { lead_id: id } = await postLead('DE')
    const headers = { authorization: `Bearer ${service.key}`, 'content-type': 'application/json' }
    const read = await fetch(`${service.url}/v1/leads/${id}`, { headers })
    const body = versioned.parse(await read.json())
    assert.equal(read.headers.get('etag'), `"${body.version}"`)
    const touch = await fetch(`${service.url}/v1/leads/${id}/touch`, { method: 'POST', headers })
    const touched = versioned.parse(await touch.json())
    assert.equal(touch.headers.get('etag'), `"${touched.version}"`)
    assert.ok(touched.version > body.version)
  })
})

describe('400', () => {
  test('a cursor of other filters is refused', async () => {
    const page = await service.client.listLeads({ limit: 1 })
    const cursor = page.next_cursor ?? ''
    await assert.rejects(service.client.listLeads({ limit: 1, state: 'held', cursor }), failsWith('cursor_invalid'))
  })
})

describe('404', () => {
  test('a lead that does not exist, is no id, or is of another workspace answers the same', async () => {
    const { lead_id: id } = await postLead('DE')
    const elsewhere = await service.makeKey(['admin'], await service.makeWorkspace())
    const stranger = { authorization: `Bearer ${elsewhere}` }
    const ours = { authorization: `Bearer ${service.key}` }
    const answers: unknown[] = []
    const asks = [
      [ours, '019ab2f0-3c1e-7c55-9d0e-5a3f9a1b2c3d'],
      [ours, 'nonsense'],
      [stranger, id],
    ] as const
    for (const [headers, leadId] of asks) {
      for (const part of ['', '/decisions']) {
        const response = await fetch(`${service.url}/v1/leads/${leadId}${part}`, { headers })
        answers.push(await bodyOf(response))
      }
      const touch = await fetch(`${service.url}/v1/leads/${leadId}/touch`, { method: 'POST', headers })
      answers.push(await bodyOf(touch))
    }
    assert.deepEqual(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1, JSON.stringify(answers))
    assert.match(JSON.stringify(answers[0]), /"code":"lead_not_found"/)
  })

  test('so does a decision, and an owner who is not in the roster is named', async () => {
    await assert.rejects(service.client.getDecision('nonsense'), failsWith('decision_not_found'))
    const { lead_id: id, decision_id: decisionId } = await postLead('JP')
    const elsewhere = await service.makeKey(['admin'], await service.makeWorkspace())
    const stranger = { authorization: `Bearer ${elsewhere}` }
    assert.equal((await fetch(`${service.url}/v1/decisions/${decisionId}`, { headers: stranger })).status, 404)
    await assert.rejects(service.client.claimLead(id, { owner_id: 'nobody' }), failsWith('owner_not_found'))
  })
})

describe('409', () => {
  test('what is closed stays as it is; what does not wait cannot be claimed; what nobody owns cannot be rejected', async () => {
    const { lead_id: id } = await postLead('DE')
    await assert.rejects(service.client.claimLead(id, { owner_id: 'cy' }), failsWith('not_waiting'))
    await service.client.disqualifyLead(id, { reason: 'no budget' })
    await assert.rejects(service.client.touchLead(id, {}), failsWith('lead_closed'))
    const held = await postLead('JP')
    await assert.rejects(service.client.rejectLead(held.lead_id, { reason: 'spam' }), failsWith('not_assigned'))
  })
})

describe('412', () => {
  test('a change based on an older version is refused and changes nothing', async () => {
    const { lead_id: id, version } = await postLead('DE')
    const touched = await service.client.touchLead(id, {})
    assert.ok(touched.version > version)
    const update = service.client.updateLead(id, { attributes: { employees: 9 } }, { ifVersion: version })
    await assert.rejects(update, failsWith('version_conflict'))
    const assign = service.client.assignLead(id, { owner_id: 'cy', reason: 'x' }, { ifVersion: version })
    await assert.rejects(assign, failsWith('version_conflict'))
    const lead = await service.client.getLead(id)
    assert.equal(lead.version, touched.version)
    const now = await service.client.updateLead(id, { attributes: { employees: 9 } }, { ifVersion: lead.version })
    assert.ok(now.version > lead.version)
  })
})

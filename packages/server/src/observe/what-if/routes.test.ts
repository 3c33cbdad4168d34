import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { WhatIfAnswer, WhatIfLead } from '@rightful/contract'
import { openTestService, type TestService } from '../../testing/open-test-service.ts'
import { askWhatIf } from './ask-what-if.ts'
import { findWhatIf } from './queries.ts'
import { startWhatIfWorker } from './worker.ts'
import { workOff } from './work-off.ts'

let service: TestService
let active = ''
before(async () => {
  service = await openTestService()
  for (const country of ['DE', 'DE', 'DE', 'JP']) {
    await service.client.postLead({ attributes: { country, email: `${country}-${performance.now()}@x.example` } })
  }
  active = JSON.parse((await call('GET', '/v1/policies/active')).text).document
})
after(() => service.close())

async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(new URL(path, service.url), {
    method,
    headers: { Authorization: `Bearer ${service.key}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, text, location: response.headers.get('location') ?? '' }
}

const toSdr = (): { readonly document: string } => ({
  document: active.replace('to: [pool: dach]', 'to: [pool: sdr]').replace('also: { sdr: [pool: sdr] }', ''),
})

async function ask(body: Readonly<Record<string, unknown>>) {
  const { status, text, location } = await call('POST', '/v1/what-if', { days: 1, ...body })
  const answer: WhatIfAnswer = JSON.parse(text)
  return { status, answer, location, text }
}

describe('200', () => {
  test('answers few leads at once, and the same link with the same numbers', async () => {
    const asked = await ask({ candidate: toSdr() })
    assert.equal(asked.status, 200, asked.text)
    assert.deepEqual([asked.answer.state, asked.answer.result?.moved_count], ['done', 3])
    const read = await call('GET', asked.location)
    assert.deepEqual(JSON.parse(read.text), asked.answer)
    assert.deepEqual((await ask({ candidate: toSdr() })).answer, asked.answer)
    const list = JSON.parse((await call('GET', '/v1/what-if')).text)
    assert.equal(list.data.length, 1)
    assert.equal('result' in list.data[0], false)
  })

  test('pages the leads that go elsewhere, and those of one owner', async () => {
    const { location } = await ask({ candidate: toSdr() })
    const seen: WhatIfLead[] = []
    for (let next: string | null = ''; next !== null;) {
      const page = JSON.parse((await call('GET', `${location}/leads?limit=2${next}`)).text)
      seen.push(...page.data)
      next = page.next_cursor === null ? null : `&cursor=${page.next_cursor}`
    }
    assert.deepEqual(
      seen.map(({ candidate }) => candidate.owner_id),
      ['cy', 'cy', 'cy'],
    )
    const ofAda = JSON.parse((await call('GET', `${location}/leads?owner=ada`)).text)
    assert.ok(ofAda.data.length >= 1 && ofAda.data.length < 3)
    assert.ok(ofAda.data.every(({ base }: WhatIfLead) => base.owner_id === 'ada'))
  })

  test('of a time in which nothing came says so', async () => {
    const asked = { from_at: '2020-01-01T00:00:00Z', until_at: '2020-01-02T00:00:00Z', days: undefined }
    const { status, answer } = await ask({ candidate: { version: 1 }, ...asked })
    assert.deepEqual([status, answer.result?.lead_count, answer.selection.from_at], [200, 0, null])
  })
})

describe('404', () => {
  test('knows no what-if of another workspace', async () => {
    const { location } = await ask({ candidate: toSdr() })
    const key = await service.makeKey(['policies:read'], await service.makeWorkspace())
    const headers = { Authorization: `Bearer ${key}` }
    const answer = await fetch(new URL(location, service.url), { headers })
    assert.equal(answer.status, 404)
    assert.match(await answer.text(), /what_if_not_found/)
  })
})

describe('422', () => {
  test('says where a candidate is wrong, which version is missing, and what is no filter', async () => {
    const codes = []
    for (const body of [
      { candidate: { document: 'policy: x' } },
      { candidate: { version: 99 } },
      { candidate: { version: 1 }, filter: 'contry == "DE"' },
      { candidate: { version: 1 }, from_at: '2026-01-01T00:00:00Z' },
    ]) {
      codes.push(JSON.parse((await ask(body)).text).code)
    }
    assert.deepEqual(codes, ['policy_invalid', 'policy_not_found', 'filter_invalid', 'invalid_request'])
  })
})

test('a job that a node left unfinished is done by the next, from its beginning', async () => {
  const { db, workspaceId } = service
  const document = active.replace('PT15M', 'PT30M')
  const asked = { candidate: { document, tables: {} }, days: 1, leads_max: 1000, seed: '1' }
  const row = await askWhatIf(db, { workspaceId, by: 'test', asked })
  const name = { workspaceId, whatIfId: row.whatIfId }
  await workOff(db, row, { workspaceId, signal: AbortSignal.abort() })
  assert.equal((await findWhatIf(db, name))?.state, 'waiting')
  const worker = startWhatIfWorker({ db, node: 'next', onError: ({ error }) => assert.fail(error) })
  try {
    const untilMs = performance.now() + 10_000
    while ((await findWhatIf(db, name))?.state === 'waiting' && performance.now() < untilMs) await sleep(20)
  } finally {
    await worker.stop()
  }
  const done = await findWhatIf(db, name)
  assert.deepEqual([done?.state, done?.doneCount], ['done', done?.totalCount])
})

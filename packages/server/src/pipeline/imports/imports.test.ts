import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { importDetail, importJob } from '@rightful/contract'
import { z } from 'zod'
import type { Desk } from '../desk/desk.ts'
import { createDesks, type Desks } from '../desk/desks.ts'
import { readGiven } from '../../testing/read-given.ts'
import { openTestService, type TestService } from '../../testing/open-test-service.ts'
import { claimChunk } from './queries.ts'
import { runChunk } from './run-chunk.ts'
import { undoNext } from './undo-import.ts'
import { startImportsWorker } from './worker.ts'
import type { Worker } from '../../platform/jobs/start-worker.ts'

let service: TestService
let desks: Desks
let worker: Worker
before(async () => {
  service = await openTestService()
  desks = createDesks({ db: service.db, node: 'importer' })
  worker = startImportsWorker({
    db: service.db,
    node: 'importer',
    deskOf: desks.of,
    onError: ({ error }) => assert.fail(error),
  })
})
after(async () => {
  await worker.stop()
  await desks.close()
  await service.close()
})

type Detail = z.infer<typeof importDetail>

async function post(
  query: string,
  { type, body }: { readonly type: string; readonly body: string },
): Promise<Response> {
  const headers = { authorization: `Bearer ${service.key}`, 'content-type': type }
  return fetch(`${service.url}/v1/imports?${query}`, { method: 'POST', headers, body })
}

async function startImport(query: string, file: { readonly type: string; readonly body: string }): Promise<string> {
  const response = await post(query, file)
  assert.equal(response.status, 202, await response.clone().text())
  return z.object({ import_id: z.string() }).parse(await response.json()).import_id
}

async function read(importId: string): Promise<Detail> {
  const headers = { authorization: `Bearer ${service.key}` }
  const response = await fetch(`${service.url}/v1/imports/${importId}`, { headers })
  assert.equal(response.status, 200)
  return importDetail.parse(await response.json())
}

async function finished(importId: string): Promise<Detail> {
  for (;;) {
    const detail = await read(importId)
    if (detail.state === 'done') return detail
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function askToUndo(importId: string): Promise<Response> {
  const headers = { authorization: `Bearer ${service.key}` }
  return fetch(`${service.url}/v1/imports/${importId}/undo`, { method: 'POST', headers })
}

async function undone(importId: string): Promise<Detail> {
  for (;;) {
    const detail = await read(importId)
    if (detail.state === 'undone') return detail
    assert.equal(detail.state, 'undoing')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function leadsOf(importId: string): Promise<readonly { leadId: string; state: string; given: string }[]> {
  const rows = await service.db.query<{ leadId: string; state: string }>(
    `select lead.lead_id as "leadId", lead.state
       from lead
      where lead.workspace_id = $1 and lead.import_id = $2 order by lead.lead_id`,
    [service.workspaceId, importId],
  )
  const given = await readGiven(service.db, service.workspaceId)
  return rows.map((row) => ({ ...row, given: JSON.stringify(given.get(row.leadId)) }))
}

const csv = (body: string) => ({ type: 'text/csv', body })
const ndjson = (rows: readonly unknown[]) => ({
  type: 'application/x-ndjson',
  body: rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'),
})

describe('an import', () => {
  test('decides every row of a CSV file, with its columns by other names', async () => {
    const rows = Array.from(
      { length: 1203 },
      (_, index) => `x${index},m${index}@c${index}.example,${index % 2 === 0 ? 'DE' : 'JP'},"Weber"`,
    )
    const body = `﻿Nr;Mail;Land;Name, Vorname\n${rows.join('\n').replaceAll(',', ';')}\n`
    const importId = await startImport('name=fair&map=Land:country,Mail:email&external_id=Nr', csv(body))
    const detail = await finished(importId)
    assert.deepEqual([detail.row_count, detail.done_count, detail.error_count], [1203, 1203, 0])
    const leads = await leadsOf(importId)
    assert.equal(leads.length, 1203)
    assert.equal(leads.filter(({ state }) => state === 'assigned').length, 602)
    assert.deepEqual(JSON.parse(leads[0]?.given ?? ''), {
      Nr: 'x0',
      email: 'm0@c0.example',
      country: 'DE',
      'Name, Vorname': 'Weber',
    })
    const again = await finished(await startImport('map=Land:country,Mail:email&external_id=Nr', csv(body)))
    assert.equal((await leadsOf(again.import_id)).length, 0, 'the same leads by their outside ids')
  })

  test('names rows that are no leads, and takes the others', async () => {
    const importId = await startImport('', ndjson([{ country: 'DE' }, '{"country":', '[1]', { country: 'DE' }]))
    const detail = await finished(importId)
    assert.deepEqual(detail.errors, [
      { row: 2, what: 'is not JSON' },
      { row: 3, what: 'is no object of attributes' },
    ])
    assert.equal(detail.error_count, 2)
    assert.equal((await leadsOf(importId)).length, 2)
  })

  test('names rows that hold what no lead may hold, and ends all the same', async () => {
    const rows = [{ id: 'a' }, { id: 'a\u0000b' }, { id: 'x'.repeat(5000) }, { id: 'c', note: 'x'.repeat(40_000) }]
    const separators = `{"id":"d","note":"one\u2028two"}`
    const detail = await finished(
      await startImport('external_id=id', ndjson([...rows, separators, 'y'.repeat(300_000)])),
    )
    const id = 'has an id that is longer than 200 characters, or has control characters'
    assert.deepEqual(detail.errors, [
      { row: 2, what: id },
      { row: 3, what: id },
      { row: 4, what: 'note is longer than 32768 characters' },
      { row: 6, what: 'is longer than 262144 characters' },
    ])
    assert.deepEqual(
      (await leadsOf(detail.import_id)).map(({ given }) => JSON.parse(given).id),
      ['a', 'd'],
    )
  })

  test('as a dry run says what would become of its rows, and leaves everything as it is', async () => {
    const counts = `select (select count(*) from lead) as leads, (select count(*) from decision) as decisions, (select sum(version) from desk) as version`
    const before = await service.db.query(counts)
    const rows = Array.from({ length: 10 }, (_, index) => ({ country: ['DE', 'FR', 'JP'][index % 3] }))
    const { outcomes } = await finished(await startImport('dry_run=true', ndjson(rows)))
    const told = outcomes.map(({ outcome, owner_id, reason, count }) => `${outcome} ${owner_id ?? reason} ${count}`)
    assert.deepEqual(
      told.toSorted(),
      ['assigned ada 2', 'assigned ben 2', 'held nobody_eligible 3', 'refused no_france 3'].toSorted(),
    )
    assert.deepEqual(await service.db.query(counts), before)
  })

  test('undone takes its leads back, but for those that somebody followed up', async () => {
    const importId = await startImport('', ndjson([{ country: 'DE' }, { country: 'DE' }, { country: 'JP' }]))
    await finished(importId)
    const [touched] = await service.db.query<{ leadId: string }>(
      `select lead_id as "leadId" from lead where workspace_id = $1 and import_id = $2 and state = 'assigned' limit 1`,
      [service.workspaceId, importId],
    )
    assert.ok(touched !== undefined)
    await service.client.touchLead(touched.leadId, {})
    const { workspaceId } = service
    const late = { kind: 'withdraw', leadId: touched.leadId, reason: 'import undone', by: 'test' } as const
    const stayed = await desks.submit(workspaceId, late)
    assert.equal(stayed.kind === 'done' && stayed.stayed, 'touched', 'it was followed up after it was found')
    const [before] = (await leadsOf(importId)).map(({ leadId, state }) => (state === 'held' ? [leadId] : [])).flat()
    await desks.submit(workspaceId, { ...late, leadId: before ?? '' })
    const answer = await askToUndo(importId)
    const job = importJob.parse(await answer.json())
    assert.deepEqual([answer.status, job.state], [202, 'undoing'])
    const { withdrawn_count, kept_count } = await undone(importId)
    assert.deepEqual([withdrawn_count, kept_count], [2, 1])
    const states = (await leadsOf(importId)).map(({ state }) => state)
    assert.deepEqual(states.toSorted(), ['assigned', 'withdrawn', 'withdrawn'])
    assert.equal((await askToUndo(importId)).status, 409)
  })

  test('tells whoever listens when it ends, and when it is undone, each once; a dry run tells nobody', async () => {
    const importId = await startImport('', ndjson([{ country: 'DE' }, { country: 'DE' }, '[1]']))
    await finished(importId)
    await finished(await startImport('dry_run=true', ndjson([{ country: 'DE' }])))
    assert.equal((await askToUndo(importId)).status, 202)
    await undone(importId)
    assert.equal((await askToUndo(importId)).status, 409)
    const events = await service.db.query<{ kind: string; body: string }>(
      `select event.kind, event.body from event where event.kind like 'import.%' and event.body like $1 order by event.version`,
      [`%${importId}%`],
    )
    assert.deepEqual(
      events.map(({ kind, body }) => [kind, JSON.parse(body)]),
      [
        ['import.finished', { import_id: importId, row_count: 3, done_count: 3, error_count: 1 }],
        ['import.undone', { import_id: importId, withdrawn_count: 2, kept_count: 0 }],
      ],
    )
    const dry = await service.db.query(
      `select 1 from event join import_job on event.body like '%' || import_job.import_id || '%' where import_job.dry_run`,
    )
    assert.deepEqual(dry, [])
  })

  test('is undone in the background: what one node leaves, another goes on with, each lead once', async () => {
    const importId = await startImport('', ndjson(Array.from({ length: 120 }, () => ({ country: 'DE' }))))
    await finished(importId)
    await worker.stop()
    const answers = [await askToUndo(importId), await askToUndo(importId)]
    assert.deepEqual(
      answers.map(({ status }) => status),
      [202, 202],
    )
    const { db, workspaceId } = service
    // It dies in its second step: some leads are taken back that it did not live to note.
    const desk = desks.of(workspaceId)
    let taken = 0
    const dying: Pick<Desk, 'submit' | 'run'> = {
      run: desk.run,
      submit: (command, lane) => {
        taken += 1
        return taken > 70 ? Promise.reject(new Error('killed')) : desk.submit(command, lane)
      },
    }
    await assert.rejects(undoNext({ db, workspaceId, desk: dying }, () => Promise.resolve(true)))
    const { state, withdrawn_count, kept_count } = await read(importId)
    assert.deepEqual([state, withdrawn_count, kept_count], ['undoing', 50, 0])
    worker = startImportsWorker({ db, node: 'later', deskOf: desks.of, onError: ({ error }) => assert.fail(error) })
    assert.equal((await undone(importId)).withdrawn_count, 120)
    const told = await db.query(
      `select 1 from event where event.kind = 'lead.withdrawn' and event.body like '%import undone%'
      and event.lead_id in (select lead.lead_id from lead where lead.import_id = $1)`,
      [importId],
    )
    assert.equal(told.length, 120)
  })

  test('worked off by two nodes, one of them late, makes each lead once', async () => {
    await worker.stop()
    const importId = await startImport('', ndjson(Array.from({ length: 40 }, () => ({ country: 'DE' }))))
    const { db, workspaceId } = service
    const first = await claimChunk(db, { workspaceId, node: 'slow', seconds: 0 })
    const second = await claimChunk(db, { workspaceId, node: 'quick', seconds: 30 })
    assert.ok(first !== null && second !== null)
    const other = createDesks({ db, node: 'other' })
    const run = { db, desk: other.of(workspaceId), workspaceId }
    const results = await Promise.all([runChunk(run, second), runChunk({ ...run, desk: desks.of(workspaceId) }, first)])
    assert.deepEqual(results, [true, false], 'whoever claimed it before cannot finish it')
    assert.equal((await leadsOf(importId)).length, 40)
    assert.equal((await read(importId)).done_count, 40)
    await other.close()
    assert.equal((await read(importId)).state, 'running', 'nobody lived to end it')
    worker = startImportsWorker({ db, node: 'later', deskOf: desks.of, onError: ({ error }) => assert.fail(error) })
    assert.equal((await finished(importId)).state, 'done')
  })
})

describe('a file that is no import', () => {
  test('is refused whole, and nothing of it is stored', async () => {
    const before = await service.db.query(`select count(*) as count from import_job`)
    const cases: readonly (readonly [string, string, number, string])[] = [
      ['text/csv', '', 422, 'import_empty'],
      ['text/csv', 'country,country\nDE,DE\n', 422, 'import_unreadable'],
      ['application/x-ndjson', '\n\n', 422, 'import_empty'],
      ['text/csv?map=Land:country', 'country\nDE\n', 422, 'import_unreadable'],
      ['text/csv?external_id=Nr', 'country\nDE\n', 422, 'import_unreadable'],
      ['text/csv?map=Land', 'Land\nDE\n', 422, 'invalid_request'],
      ['application/pdf', 'x', 415, 'unsupported_media_type'],
    ]
    for (const [asked, body, status, code] of cases) {
      const [type = '', query = ''] = asked.split('?')
      const response = await post(query, { type, body })
      const problem = z.object({ code: z.string() }).parse(await response.json())
      assert.deepEqual([response.status, problem.code], [status, code], `${asked} ${body}`)
    }
    assert.deepEqual(await service.db.query(`select count(*) as count from import_job`), before)
  })
})

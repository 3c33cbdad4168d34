import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { simpleParser } from 'mailparser'
import { Registry } from 'prom-client'
import { SMTPServer } from 'smtp-server'
import { openReceiver, type Receiver } from '../../../pipeline/deliver/testing/open-receiver.ts'
import { startDeliveries } from '../../../pipeline/deliver/start-deliveries.ts'
import { createOutbound } from '../../../platform/outbound/create-outbound.ts'
import { openTestService, type TestService } from '../../../testing/open-test-service.ts'
import { startReportWorker } from './worker.ts'

let service: TestService
let receiver: Receiver
before(async () => {
  service = await openTestService()
  receiver = await openReceiver()
  await service.client.postLead({ attributes: { country: 'DE', employees: 5 } })
  await service.client.postLead({ attributes: { country: 'AT', employees: 5 } })
})
after(async () => {
  await receiver.close()
  await service.close()
})
beforeEach(async () => {
  await service.db.execute('delete from report_schedule where workspace_id = $1', [service.workspaceId])
})

async function call(method: string, path: string, body?: unknown) {
  const headers = { authorization: `Bearer ${service.key}`, 'content-type': 'application/json' }
  const response = await fetch(service.url + path, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  })
  const answer: Record<string, string> = JSON.parse(await response.text())
  return { status: response.status, body: answer }
}

async function makeDestination(config: Readonly<Record<string, unknown>>): Promise<string> {
  const made = await call('POST', '/v1/destinations', { name: 'reports', events: ['import.finished'], ...config })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return made.body['destination_id'] ?? ''
}

const weekly = { report: 'exceptions', every: 'week', weekday: 1, at: '07:30', zone: 'Europe/Berlin' }
const daily = { report: 'distribution', every: 'day', at: '06:00', zone: 'America/New_York' }

async function schedule(wanted: Readonly<Record<string, unknown>>): Promise<string> {
  const made = await call('POST', '/v1/reports/schedules', wanted)
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return made.body['schedule_id'] ?? ''
}

/** As if the server had been down since a number of days. */
async function missDays(scheduleId: string, days: number): Promise<void> {
  await service.db.execute(
    `update report_schedule set last_due = last_due - $3::integer, next_at = next_at - $3::integer * interval '1 day'
      where workspace_id = $1 and schedule_id = $2`,
    [service.workspaceId, scheduleId, days],
  )
}

type Sent = {
  readonly period: { readonly from: string; readonly to: string }
  readonly report: string
  readonly path: string
}

async function sentReports(scheduleId: string): Promise<readonly Sent[]> {
  const rows = await service.db.query<{ body: string }>(
    `select event.body from event where event.workspace_id = $1 and event.kind = 'report.ready'
        and event.body::json ->> 'schedule_id' = $2 order by event.version`,
    [service.workspaceId, scheduleId],
  )
  return rows.map(({ body }) => JSON.parse(body))
}

/** Runs so many nodes until nothing is due any more. */
async function runNodes(count: number): Promise<void> {
  const { db, workspaceId } = service
  const onError = ({ error }: { readonly error: Error }): void => assert.equal(error.name, 'LeaseLost')
  const workers = Array.from({ length: count }, (_, index) =>
    startReportWorker({ db, node: `node-${index}`, workspaces: async () => [workspaceId], onError, everyMs: 10 }),
  )
  const endsAt = performance.now() + 20_000
  for (;;) {
    const due = await db.query(
      'select 1 from report_schedule where workspace_id = $1 and next_at <= clock_timestamp() limit 1',
      [workspaceId],
    )
    if (due.length === 0) break
    assert.ok(performance.now() < endsAt, 'not everything was sent in time')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  await Promise.all(workers.map((worker) => worker.stop()))
}

describe('a scheduled report', () => {
  test('goes out once for each missed period, whatever number of nodes there are', async () => {
    const destinationId = await makeDestination({ kind: 'webhook', url: receiver.url })
    const days = await schedule({ ...daily, destination_id: destinationId })
    const weeks = await schedule({ ...weekly, destination_id: destinationId })
    await runNodes(1)
    assert.deepEqual(await sentReports(days), [], 'nothing is due yet')
    await missDays(days, 3)
    await missDays(weeks, 14)
    await runNodes(3)
    const sent = await sentReports(days)
    assert.equal(sent.length, 3)
    const periods = sent.map(({ period }) => period)
    for (const [index, { from, to }] of periods.entries()) {
      assert.equal(Temporal.PlainDate.from(from).add({ days: 1 }).toString(), to)
      if (index > 0) assert.equal(from, periods[index - 1]?.to)
    }
    assert.equal((await sentReports(weeks)).length, 2)
    await runNodes(3)
    assert.equal((await sentReports(days)).length, 3)
    const listed = await call('GET', '/v1/reports/schedules')
    assert.match(JSON.stringify(listed.body), new RegExp(`"sent_for":"${periods[2]?.to}","error":null`))
  })

  test('reaches a webhook that asks for no such events, and mailboxes as a table', async () => {
    const mails: string[] = []
    const smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, _session, done) => {
        let text = ''
        stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
        stream.on('end', () => {
          mails.push(text)
          done()
        })
      },
    })
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
    const address = smtp.server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const webhook = await makeDestination({ kind: 'webhook', url: receiver.url })
    const mailbox = { smtp_url: `smtp://127.0.0.1:${port}`, from: 'rightful@example.com', to: ['ops@example.com'] }
    const mail = await makeDestination({ kind: 'email', ...mailbox })
    for (const destination_id of [webhook, mail]) {
      // The week that is sent ends today, and the leads came today: they are moved into it.
      await missDays(await schedule({ ...weekly, destination_id }), 7)
    }
    await service.db.execute(`update desk_batch set at = at - interval '8 days' where workspace_id = $1`, [
      service.workspaceId,
    ])
    await runNodes(1)
    const deliveries = startDeliveries({
      db: service.db,
      outbound: createOutbound({ allowPlain: true, allowPrivate: true }),
      registry: new Registry(),
      workspaces: async () => [service.workspaceId],
      onGone: async () => undefined,
      onError: ({ error }) => assert.fail(error),
      everyMs: 10,
    })
    const endsAt = performance.now() + 20_000
    const told = () => receiver.received.filter(({ body }) => body.data['report'] === 'exceptions')
    while ((mails.length < 1 || told().length < 1) && performance.now() < endsAt)
      await new Promise((resolve) => setTimeout(resolve, 10))
    await deliveries.stop()
    await new Promise<void>((resolve) => smtp.close(() => resolve()))
    const parsed = await simpleParser(mails[0] ?? '')
    assert.match(parsed.subject ?? '', /^Leads that did not go the usual way, by cause, \d{4}-\d\d-\d\d to /)
    assert.match(parsed.text ?? '', /kind +cause +leads/)
    assert.match(parsed.text ?? '', /All of it: \/v1\/reports\/exceptions\?from=/)
    const [hook] = told()
    assert.equal(hook?.body.type, 'report.ready')
    const whole = await call('GET', String(hook?.body.data['path']))
    assert.equal(whole.status, 200)
  })

  test('that cannot be sent says why, and is tried again', async () => {
    const destinationId = await makeDestination({ kind: 'webhook', url: receiver.url })
    const id = await schedule({ ...daily, destination_id: destinationId })
    await call('DELETE', `/v1/destinations/${destinationId}`)
    await missDays(id, 1)
    await runNodes(1)
    const listed = JSON.stringify((await call('GET', '/v1/reports/schedules')).body)
    assert.match(listed, /Its destination is switched off, or gone\./)
    assert.deepEqual(await sentReports(id), [])
    await call('PATCH', `/v1/destinations/${destinationId}`, { is_active: true })
    await missDays(id, 0)
    await service.db.execute('update report_schedule set next_at = now() where schedule_id = $1', [id])
    await runNodes(2)
    assert.equal((await sentReports(id)).length, 1)
  })

  test('is refused to owners, to nowhere and in no zone, and what is changed is in the audit log', async () => {
    const mailbox = { smtp_url: 'smtp://127.0.0.1:2525', from: 'rightful@example.com' }
    const toOwners = await makeDestination({ kind: 'email', ...mailbox })
    const refused = await call('POST', '/v1/reports/schedules', { ...weekly, destination_id: toOwners })
    assert.equal(refused.body['code'], 'report_invalid')
    const nowhere = '019ab2f0-0000-7000-8000-5a3f9a1b2c3d'
    const missing = await call('POST', '/v1/reports/schedules', { ...weekly, destination_id: nowhere })
    assert.equal(missing.body['code'], 'destination_not_found')
    const destinationId = await makeDestination({ kind: 'webhook', url: receiver.url })
    const zone = 'Mars/Olympus'
    const elsewhere = await call('POST', '/v1/reports/schedules', { ...weekly, destination_id: destinationId, zone })
    assert.equal(elsewhere.body['code'], 'report_invalid')
    const id = await schedule({ ...weekly, destination_id: destinationId })
    assert.equal((await call('DELETE', `/v1/reports/schedules/${id}`)).status, 200)
    assert.equal((await call('DELETE', `/v1/reports/schedules/${id}`)).body['code'], 'report_schedule_not_found')
    const entries = await service.db.query<{ action: string }>(
      `select audit_entry.action from audit_entry where audit_entry.subject_kind = 'report_schedule' and audit_entry.subject_id = $1
        order by audit_entry.entry_id`,
      [id],
    )
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['report_schedule.created', 'report_schedule.removed'],
    )
  })
})

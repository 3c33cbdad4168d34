import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { type ControlService, openControlService } from '../../../testing/open-control-service.ts'
import { createOutbound, type Outbound } from '../../../platform/outbound/create-outbound.ts'
import { addPeopleRoutes } from '../routes.ts'
import { readRoster } from '../read.ts'
import { isFeedDue } from './queries.ts'
import { startFeedWorker } from './worker.ts'

const ownerId = 'lena-vogt'

/** What the calendar's server answers next. */
let answer: { status: number; text: string; etag?: string } = { status: 200, text: '' }
let asked: (string | undefined)[] = []
let server: Server
let outbound: Outbound
let service: ControlService
let url: string

before(async () => {
  service = await openControlService(addPeopleRoutes)
  server = createServer((incoming, outgoing) => {
    asked.push(incoming.headers['if-none-match'])
    const isSame = answer.etag !== undefined && incoming.headers['if-none-match'] === answer.etag
    outgoing.writeHead(isSame ? 304 : answer.status, answer.etag === undefined ? {} : { etag: answer.etag })
    outgoing.end(isSame ? '' : answer.text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  url = `http://127.0.0.1:${address.port}/lena.ics`
  outbound = createOutbound({ allowPlain: true, allowPrivate: true })
})
after(async () => {
  await outbound.close()
  server.close()
  await service.close()
})

/** One look of the worker at everything, with all feeds due. */
async function poll(): Promise<void> {
  await service.db.execute(`update calendar_feed set next_at = now() - interval '1 second'`)
  await turn()
}

async function turn(): Promise<void> {
  const failures: Error[] = []
  const worker = startFeedWorker({
    db: service.db,
    outbound,
    workspaces: async () => [service.workspaceId],
    onError: ({ error }) => failures.push(error),
  })
  const due = { workspaceId: service.workspaceId, yearsAfterMin: 2 }
  // What is claimed is no longer due, and stopping waits for it.
  for (let look = 0; look < 400 && (await isFeedDue(service.db, due)); look += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await worker.stop()
  assert.deepEqual(failures, [])
}

function ics(...events: readonly (readonly [uid: string, from: string, until: string])[]): string {
  const lines = events.flatMap(([uid, from, until]) => [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTART${from}`,
    `DTEND${until}`,
    'END:VEVENT',
  ])
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:test', ...lines, 'END:VCALENDAR', ''].join('\r\n')
}

const now = Temporal.Now.instant().toZonedDateTimeISO('UTC')
const day = (days: number): string => now.add({ days }).toPlainDate().toString()
const compact = (days: number): string => `;VALUE=DATE:${day(days).replaceAll('-', '')}`

async function absences(): Promise<readonly unknown[]> {
  const [desk] = await service.db.query<{ version: number }>(
    `select desk.roster_version as version from desk where desk.workspace_id = $1`,
    [service.workspaceId],
  )
  const roster = await readRoster(service.db, service.workspaceId, desk?.version ?? 0)
  const found = roster.owners.find(({ id }) => id === ownerId)?.calendar.absences ?? []
  return found
    .map(({ from, until }) => [from, until])
    .toSorted(([a = ''], [b = '']) => ((a ?? '') < (b ?? '') ? -1 : 1))
}

async function rosterVersion(): Promise<number> {
  const [desk] = await service.db.query<{ version: number }>(`select desk.roster_version as version from desk`)
  return desk?.version ?? -1
}

async function status(): Promise<{ readonly error: string | null; readonly absence_count: number }> {
  return JSON.parse((await service.call('GET', `/v1/owners/${ownerId}/feeds/work/status`)).text)
}

describe('a calendar feed', () => {
  test('is subscribed to by an https address only', async () => {
    const path = `/v1/owners/${ownerId}/feeds/work`
    assert.equal((await service.call('PUT', path, { body: { url } })).body.code, 'invalid_request')
    assert.equal((await service.call('PUT', path, { body: { url: 'https://calendar.example/a.ics' } })).status, 200)
    // The test's server speaks plain http.
    await service.db.execute(
      `update roster_record set body = replace(body, 'https://calendar.example/a.ics', $1) where kind = 'feed'`,
      [url],
    )
  })

  test('gives its owner absences, as records of the roster', async () => {
    answer = { status: 200, etag: '"one"', text: ics(['a', compact(3), compact(5)], ['b', compact(9), compact(10)]) }
    await turn()
    assert.deepEqual(await absences(), [
      [day(3), day(5)],
      [day(9), day(10)],
    ])
    const { body } = await service.call('GET', `/v1/owners/${ownerId}/absences`)
    assert.deepEqual(
      body.data.map(({ changed_by: by, body: of }) => [by, of['feed']]),
      [
        ['system:calendar-feed', 'work'],
        ['system:calendar-feed', 'work'],
      ],
    )
    assert.deepEqual([(await status()).error, (await status()).absence_count], [null, 2])
  })

  test('is not read again before a quarter of an hour, and then asked only for what is new', async () => {
    asked = []
    await turn()
    assert.deepEqual(asked, [])
    const was = await rosterVersion()
    await poll()
    assert.deepEqual(asked, ['"one"'])
    assert.equal(await rosterVersion(), was)
  })

  test('changes what changed in it, and leaves the rest as it was', async () => {
    answer = { status: 200, etag: '"two"', text: ics(['a', compact(3), compact(5)], ['c', compact(20), compact(21)]) }
    const was = await rosterVersion()
    await poll()
    assert.deepEqual(await absences(), [
      [day(3), day(5)],
      [day(20), day(21)],
    ])
    assert.equal(await rosterVersion(), was + 1)
    const kept = await service.db.query(
      `select 1 as one from roster_record where kind = 'absence' and to_version is null and from_version = $1`,
      [was + 1],
    )
    assert.equal(kept.length, 1)
  })

  for (const [said, given, error] of [
    ['is no calendar', { status: 200, text: '<html>sign in</html>' }, /iCalendar/],
    ['fails', { status: 500, text: '' }, /status 500/],
    ['is elsewhere', { status: 302, text: '' }, /elsewhere/],
    ['is too large', { status: 200, text: 'x'.repeat(5_000_001) }, /larger/],
  ] as const) {
    test(`keeps what it told before when it ${said}, and shows what is wrong`, async () => {
      const before = await absences()
      answer = given
      await poll()
      assert.match((await status()).error ?? '', error)
      assert.deepEqual(await absences(), before)
    })
  }

  test('tells no one apart from the roster: its absences cannot be changed by hand, and end with it', async () => {
    const { body } = await service.call('GET', `/v1/owners/${ownerId}/absences`)
    const path = `/v1/owners/${ownerId}/absences/${body.data[0]?.id}`
    assert.equal((await service.call('DELETE', path)).body.code, 'roster_invalid')
    assert.equal((await service.call('DELETE', `/v1/owners/${ownerId}/feeds/work`)).status, 204)
    assert.deepEqual(await absences(), [])
  })

  test('keeps the dates of holidays ahead of time', async () => {
    await service.db.execute(
      `update roster_record set body = '{"through":2020,"dates":[]}' where kind = 'holidays' and record_id = 'DE-BE'`,
    )
    await turn()
    const { calendar } =
      (await readRoster(service.db, service.workspaceId, await rosterVersion())).owners.find(
        ({ id }) => id === ownerId,
      ) ?? {}
    assert.ok(calendar?.holidays?.some(({ date }) => date === `${now.year + 3}-12-25`))
  })

  test('asks for no lead to be moved because its owner is in a meeting, and does when they are away', async () => {
    const path = `/v1/owners/${ownerId}/feeds/work`
    assert.equal((await service.call('PUT', path, { body: { url: 'https://calendar.example/a.ics' } })).status, 200)
    await service.db.execute(
      `update roster_record set body = replace(body, 'https://calendar.example/a.ics', $1) where kind = 'feed'`,
      [url],
    )
    const tasks = () => service.db.query(`select 1 from task where task.kind = 'owner_unavailable'`)
    const inFeed = (minutes: number): string => {
      const [from, until] = [now.subtract({ minutes: 5 }), now.add({ minutes })]
      const written = (time: Temporal.ZonedDateTime): string => `:${time.toString().slice(0, 19).replace(/[-:]/g, '')}Z`
      return ics(['now', written(from), written(until)])
    }
    const before = (await tasks()).length
    answer = { status: 200, text: inFeed(30) }
    await poll()
    assert.equal((await absences()).length, 1)
    assert.equal((await tasks()).length, before)
    answer = { status: 200, text: inFeed(600) }
    await poll()
    assert.equal((await tasks()).length, before + 1)
  })
})

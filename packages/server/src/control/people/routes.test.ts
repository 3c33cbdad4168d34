import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type ControlService, openControlService } from '../../testing/open-control-service.ts'
import { readRoster } from './read.ts'
import { addPeopleRoutes } from './routes.ts'

let service: ControlService
before(async () => (service = await openControlService(addPeopleRoutes)))
after(() => service.close())

async function desk(): Promise<Readonly<Record<string, number>>> {
  const [row] = await service.db.query<Readonly<Record<string, number>>>(
    `select desk.version, desk.roster_version as "rosterVersion" from desk where desk.workspace_id = $1`,
    [service.workspaceId],
  )
  assert.ok(row !== undefined)
  return row
}

async function tasks(): Promise<readonly { readonly key: string; readonly reason: string }[]> {
  const rows = await service.db.query<{ readonly key: string; readonly body: string }>(
    `select task.key, task.body from task where task.workspace_id = $1 and task.kind = 'owner_unavailable' order by task.key`,
    [service.workspaceId],
  )
  return rows.map(({ key, body }) => ({ key, reason: JSON.parse(body).reason }))
}

describe('200', () => {
  test('lists owners page by page, each once and in order', async () => {
    const seen: string[] = []
    for (let cursor = ''; ;) {
      const { status, body } = await service.call('GET', `/v1/owners?limit=7${cursor}`)
      assert.equal(status, 200)
      seen.push(...body.data.map((record) => record.id))
      if (body.next_cursor === null) break
      cursor = `&cursor=${body.next_cursor}`
    }
    assert.ok(seen.length > 7)
    assert.deepEqual(seen, [...new Set(seen)].toSorted())
  })

  test('sets an owner, answers as it stands, and tells of it once, in the order of the desk', async () => {
    const was = await desk()
    const set = await service.call('PUT', '/v1/owners/nora', { body: { name: 'Nora', team: 'new-team', capacity: 5 } })
    assert.equal(set.status, 200)
    assert.deepEqual(
      [set.body.id, set.body.body, set.body.changed_by],
      ['nora', { name: 'Nora', team: 'new-team', capacity: 5 }, 'key:test'],
    )
    assert.equal(set.etag, `"${set.body.version}"`)
    assert.equal((await service.call('GET', '/v1/teams/new-team')).status, 200, 'a team is made by naming it')
    const is = await desk()
    assert.deepEqual(is, { version: (was['version'] ?? 0) + 1, rosterVersion: (was['rosterVersion'] ?? 0) + 1 })
    const told = await service.db.query<{ kind: string; body: string; position: number }>(
      `select event.kind, event.body, event.position from event where event.workspace_id = $1 and event.version = $2`,
      [service.workspaceId, is['version']],
    )
    assert.deepEqual(
      told.map(({ kind, position }) => [kind, position]),
      [['roster.changed', 1]],
    )
    const { changes, roster_version, by } = JSON.parse(told[0]?.body ?? '')
    assert.deepEqual([roster_version, by], [is['rosterVersion'], 'key:test'])
    assert.deepEqual(changes[0], { kind: 'owner', id: 'nora', action: 'set' })
    const batches = await service.db.query(`select 1 as one from desk_batch where version = $1`, [is['version']])
    assert.equal(batches.length, 1)
  })

  test('changes nothing, not even the version, when the same is set again in another order', async () => {
    await service.call('PUT', '/v1/owners/otto', { body: { name: 'Otto', capacity: 5 } })
    const was = await desk()
    const again = await service.call('PUT', '/v1/owners/otto', { body: { capacity: 5, name: 'Otto' } })
    assert.equal(again.status, 200)
    assert.deepEqual(await desk(), was)
  })

  test('changes a part and takes one away, and keeps what was before in the history', async () => {
    await service.call('PUT', '/v1/owners/pia', { body: { name: 'Pia', capacity: 5 } })
    const patched = await service.call('PATCH', '/v1/owners/pia', { body: { capacity: null, languages: ['it'] } })
    assert.deepEqual(patched.body.body, { name: 'Pia', languages: ['it'] })
    const { body } = await service.call('GET', '/v1/owners/pia/history')
    assert.deepEqual(
      body.data.map((version) => version.body),
      [
        { name: 'Pia', languages: ['it'] },
        { name: 'Pia', capacity: 5 },
      ],
    )
    const [now, earlier] = body.data
    assert.equal(now?.valid_until, null)
    assert.equal(earlier?.valid_until, now?.valid_from)
    const atThen = await service.call('GET', `/v1/owners?limit=200&at=${earlier?.valid_from}`)
    const found = atThen.body.data.find((record) => record.id === 'pia')
    assert.equal(found?.body['capacity'], 5, 'as it stood at an instant')
  })

  test('puts an owner into a pool with a weight, and pools decide by it', async () => {
    await service.call('PUT', '/v1/owners/quin', { body: {} })
    const set = await service.call('PUT', '/v1/pools/dach/members/quin', { body: { weight: 3 } })
    assert.deepEqual([set.status, set.body.id, set.body.body], [200, 'quin', { weight: 3 }])
    const roster = await readRoster(service.db, service.workspaceId, (await desk())['rosterVersion'] ?? 0)
    const member = roster.pools.find(({ id }) => id === 'dach')?.members.find(({ ownerId }) => ownerId === 'quin')
    assert.equal(member?.weight, 3)
  })

  test('keeps the holidays of a region with the version that first names it', async () => {
    await service.call('PUT', '/v1/owners/rosa', { body: { holidays: 'IT' } })
    const roster = await readRoster(service.db, service.workspaceId, (await desk())['rosterVersion'] ?? 0)
    const dates = roster.owners.find(({ id }) => id === 'rosa')?.calendar.holidays?.map(({ date }) => date) ?? []
    assert.ok(dates.includes('2026-12-25') && dates.includes('2027-08-15'))
  })

  test('names parts with slashes and blanks as they are', async () => {
    const path = `/v1/owners/${encodeURIComponent('a/b c%')}`
    assert.equal((await service.call('PUT', path, { body: {} })).body.id, 'a/b c%')
    assert.equal((await service.call('PUT', `${path}/absences/x%2Fy`, { body: { from: '2030-01-01' } })).body.id, 'x/y')
    assert.deepEqual((await service.call('GET', `${path}/absences`)).body.data.length, 1)
    assert.equal((await service.call('GET', '/v1/owners/a/absences')).status, 404)
  })

  test('sets what holds for the whole roster', async () => {
    const { body } = await service.call('PATCH', '/v1/roster', { body: { zone: 'Europe/Vienna' } })
    assert.deepEqual(body.body, { roster: 'halden', zone: 'Europe/Vienna' })
  })
})

describe('201', () => {
  test('makes a do-not-contact entry and an absence under ids of the server', async () => {
    const entry = await service.call('POST', '/v1/restrictions', { body: { domain: 'quiet.example' } })
    assert.deepEqual([entry.status, entry.body.body], [201, { domain: 'quiet.example' }])
    const absence = await service.call('POST', '/v1/owners/lena-vogt/absences', {
      body: { from: '2031-01-01', until: '2031-01-08' },
    })
    assert.deepEqual([absence.status, absence.body.body['until']], [201, '2031-01-08'])
  })
})

describe('204', () => {
  test('ends an owner with their absences and memberships; the history stays', async () => {
    await service.call('PUT', '/v1/owners/sven', { body: {} })
    await service.call('PUT', '/v1/owners/sven/absences/trip', { body: { from: '2030-01-01', until: '2030-01-02' } })
    await service.call('PUT', '/v1/pools/dach/members/sven', { body: {} })
    assert.equal((await service.call('DELETE', '/v1/owners/sven')).status, 204)
    assert.equal((await service.call('GET', '/v1/owners/sven')).status, 404)
    assert.equal((await service.call('GET', '/v1/pools/dach/members/sven')).status, 404)
    const { body } = await service.call('GET', '/v1/owners/sven/history')
    assert.notEqual(body.data[0]?.valid_until, null)
    assert.deepEqual(await tasks(), [{ key: 'sven', reason: 'removed' }])
  })

  test('leaves a task for the leads of whoever is deactivated or away from now on, and for nobody who is away later', async () => {
    for (const id of ['tess', 'ulf', 'vera'])
      await service.call('PUT', `/v1/owners/${id}`, { body: { zone: 'Asia/Tokyo' } })
    await service.call('PATCH', '/v1/owners/tess', { body: { active: false } })
    await service.call('PUT', '/v1/owners/ulf/absences/now', { body: { from: '2020-01-01', until: '2099-01-01' } })
    await service.call('PUT', '/v1/owners/vera/absences/later', { body: { from: '2098-01-01', until: '2099-01-01' } })
    const found = (await tasks()).filter(({ key }) => key !== 'sven')
    assert.deepEqual(found, [
      { key: 'tess', reason: 'deactivated' },
      { key: 'ulf', reason: 'absent' },
    ])
  })
})

describe('403', () => {
  test('lets a key that may only read change nothing', async () => {
    const { status, body } = await service.call('PUT', '/v1/owners/eve', { body: {}, scope: 'people:read' })
    assert.deepEqual([status, body.code, body.details], [403, 'forbidden', { scope: 'people:write' }])
  })
})

describe('404', () => {
  test('says what is missing: the record, or what it belongs to', async () => {
    const codes: string[] = []
    for (const path of [
      '/v1/owners/nobody',
      '/v1/pools/none/members',
      '/v1/owners/nobody/history',
      '/v1/calendars/none',
    ])
      codes.push((await service.call('GET', path)).body.code)
    assert.deepEqual(codes, ['owner_not_found', 'pool_not_found', 'owner_not_found', 'calendar_not_found'])
    const { body } = await service.call('PUT', '/v1/owners/nobody/absences/a', { body: { from: '2030-01-01' } })
    assert.equal(body.code, 'owner_not_found')
  })
})

describe('412', () => {
  test('refuses a change that is based on another version', async () => {
    const { etag } = await service.call('PUT', '/v1/owners/wim', { body: { capacity: 1 } })
    const ok = await service.call('PUT', '/v1/owners/wim', { body: { capacity: 2 }, ifMatch: etag ?? '' })
    assert.equal(ok.status, 200)
    const late = await service.call('PUT', '/v1/owners/wim', { body: { capacity: 3 }, ifMatch: etag ?? '' })
    assert.deepEqual([late.status, late.body.code], [412, 'version_conflict'])
    assert.equal((await service.call('DELETE', '/v1/owners/wim', { ifMatch: etag ?? '' })).status, 412)
    assert.equal((await service.call('GET', '/v1/owners/wim')).body.body['capacity'], 2)
  })
})

describe('422', () => {
  const wrong: readonly (readonly [method: string, path: string, body: unknown, where: string, said: RegExp])[] = [
    ['PUT', '/v1/owners/lena-vogt', { zone: 'Europe/Berln' }, 'owners/lena-vogt/zone', /Berlin/],
    ['PUT', '/v1/owners/lena-vogt', { hours: 'ofice' }, 'owners/lena-vogt/hours', /office/],
    ['PUT', '/v1/owners/lena-vogt', { holidays: 'XX' }, 'owners/lena-vogt/holidays', /country/],
    [
      'PUT',
      '/v1/owners/lena-vogt/absences/a',
      { from: '2030-01-02', until: '2030-01-01' },
      'owners/lena-vogt/absences/a',
      /./,
    ],
    ['PUT', '/v1/pools/dach/members/nobody', {}, 'pools/dach/members/nobody/owner', /owners/],
    ['DELETE', '/v1/calendars/office', undefined, 'owners/lena-vogt/hours', /./],
    ['DELETE', '/v1/teams/dach', undefined, 'owners/jonas-brandt/team', /another team/],
  ]
  for (const [method, path, body, where, said] of wrong) {
    test(`says where the roster would not hold together, and how to mend it: ${method} ${path} ${JSON.stringify(body)}`, async () => {
      const was = await desk()
      const { status, body: problem } = await service.call(method, path, { body })
      assert.deepEqual([status, problem.code], [422, 'roster_invalid'])
      const item = problem.errors.find((error) => error.where === where)
      assert.match(`${item?.what} ${item?.mend}`, said, JSON.stringify(problem.errors))
      assert.deepEqual(await desk(), was)
    })
  }

  test('names fields that are none', async () => {
    const { body } = await service.call('PUT', '/v1/owners/x', { body: { capcity: 1 } })
    assert.deepEqual([body.code, body.errors[0]?.where], ['invalid_request', 'body/capcity'])
  })
})

describe('many at once', () => {
  test('are made one after the other, and none is lost', async () => {
    const was = await desk()
    const ids = Array.from({ length: 9 }, (_, index) => `many-${index}`)
    const answers = await Promise.all(ids.map((id) => service.call('PUT', `/v1/owners/${id}`, { body: {} })))
    assert.deepEqual(
      answers.map(({ status }) => status),
      ids.map(() => 200),
    )
    assert.equal((await desk())['rosterVersion'], (was['rosterVersion'] ?? 0) + 9)
    for (const id of ids) assert.equal((await service.call('GET', `/v1/owners/${id}`)).status, 200)
  })
})

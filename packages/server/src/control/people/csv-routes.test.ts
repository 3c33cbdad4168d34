import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Called, type ControlService, openControlService } from '../../testing/open-control-service.ts'
import { addPeopleRoutes } from './routes.ts'

let service: ControlService
before(async () => (service = await openControlService(addPeopleRoutes)))
after(() => service.close())

function send(name: string, text: string, query = ''): Promise<Called> {
  return service.call('POST', `/v1/csv/${name}${query}`, { text, type: 'text/csv' })
}

async function rosterVersion(): Promise<number> {
  const [row] = await service.db.query<{ version: number }>(
    `select desk.roster_version as version from desk where desk.workspace_id = $1`,
    [service.workspaceId],
  )
  return row?.version ?? -1
}

type Report = Readonly<Record<string, unknown>> & { readonly errors: readonly { where: string; what: string }[] }

function report({ status, text }: Called): Report {
  assert.equal(status, 200, text)
  return JSON.parse(text)
}

function counts(called: Called): readonly unknown[] {
  const { added_count, changed_count, unchanged_count, ended_count } = report(called)
  return [added_count, changed_count, unchanged_count, ended_count]
}

describe('200', () => {
  for (const name of ['owners', 'pools', 'members', 'absences', 'licences', 'restrictions', 'consents']) {
    test(`writes ${name} so that reading them again changes nothing, also in place of all there are`, async () => {
      await send('owners', 'id;name;hours;attributes\r\n"-o;1";"=1+1";"{""mon"":[""09:00-12:00""]}";"{""a"":1.5}"\r\n')
      await send('restrictions', 'phone,reason\n+49 30 1234567,\n,\n'.replace('\n,\n', '\n'))
      await send(
        'consents',
        'email,channel,basis,from,withdrawn\na@b.example,email,form,2030-01-01,\na@b.example,email,,2031-01-01,yes\n',
      )
      await send('licences', 'owner,kind,area,until\nlena-vogt,insurance,DE-BE,2033-01-01\n')
      await send('absences', 'owner,from,until,note\nlena-vogt,2033-01-01,2033-01-02,"a, b"\n')
      const { text, status } = await service.call('GET', `/v1/csv/${name}`)
      assert.equal(status, 200)
      const was = await rosterVersion()
      const [added, changed, unchanged, ended] = counts(await send(name, text, '?mode=replace'))
      assert.deepEqual([added, changed, ended], [0, 0, 0])
      assert.ok(Number(unchanged) > 0)
      assert.equal(await rosterVersion(), was)
    })
  }

  test('guards texts that a spreadsheet would run', async () => {
    await send('owners', "id,name\nguarded,'=HYPERLINK(1)\n")
    assert.equal((await service.call('GET', '/v1/owners/guarded')).body.body['name'], '=HYPERLINK(1)')
    const { text } = await service.call('GET', '/v1/csv/owners')
    assert.match(text, /guarded,'=HYPERLINK\(1\),/)
  })

  test('says in a dry run what would change, and changes nothing', async () => {
    await send('owners', 'id,capacity\ndry-a,1\ndry-b,1\n')
    const was = await rosterVersion()
    const dry = await send('owners', 'id,capacity\ndry-a,1\ndry-b,2\ndry-c,3\n', '?dry_run=true')
    assert.deepEqual(counts(dry), [1, 1, 1, 0])
    assert.deepEqual(report(dry)['changes'], [
      { id: 'dry-b', action: 'changed' },
      { id: 'dry-c', action: 'added' },
    ])
    assert.equal(await rosterVersion(), was)
  })

  test('leaves alone what the file has no column for, and ends what it does not name only in place of all', async () => {
    await send('owners', 'id,name,languages\nkept,Kept,de;en\n')
    assert.deepEqual(counts(await send('owners', 'id,capacity\nkept,7\n')), [0, 1, 0, 0])
    const { body } = await service.call('GET', '/v1/owners/kept')
    assert.deepEqual(body.body, { name: 'Kept', languages: ['de', 'en'], capacity: 7 })
    const members = await service.call('GET', '/v1/csv/members')
    const lines = members.text.trim().split('\r\n')
    const dry = await send('members', lines.slice(0, -1).join('\n'), '?dry_run=true&mode=replace')
    assert.deepEqual(counts(dry).at(-1), 1)
  })

  test('tells every bad cell in a dry run by row and column', async () => {
    const text = 'id,capacity,active,email\nx1,many,true,\nx2,1,perhaps,\nx3,1,,not-an-address\nx1,1,,\n,1,,\n'
    const { errors } = report(await send('owners', text, '?dry_run=true'))
    const at = errors.map(({ where }) => where)
    assert.deepEqual(at, ['row 2/capacity', 'row 3/active', 'row 4/email', 'row 6/id'])
  })

  test('takes many rows in as one version', async () => {
    const rows = Array.from({ length: 2000 }, (_, index) => `x${index}@many.example,email`)
    const was = await rosterVersion()
    assert.deepEqual(counts(await send('restrictions', `email,channel\n${rows.join('\n')}\n`)), [2000, 0, 0, 0])
    assert.equal(await rosterVersion(), was + 1)
  })
})

describe('403', () => {
  test('lets a key that may only read write a file, and take none in', async () => {
    const scope = 'people:read'
    assert.equal((await service.call('GET', '/v1/csv/owners', { scope })).status, 200)
    const { status } = await service.call('POST', '/v1/csv/owners', { scope, text: 'id\nx\n', type: 'text/csv' })
    assert.equal(status, 403)
  })
})

describe('422', () => {
  test('changes nothing where one cell is wrong, or one row belongs to nothing', async () => {
    const was = await rosterVersion()
    const wrong: readonly (readonly [name: string, text: string, where: string])[] = [
      ['owners', 'id,capacity\nnew-1,1\nnew-2,x\n', 'row 3/capacity'],
      ['owners', 'id,zone\nnew-1,Europe/Berlin\nnew-2,Europe/Berln\n', 'row 3/zone'],
      ['owners', 'id,holidays\nnew-1,ZZ\n', 'row 2/holidays'],
      ['owners', 'id\nnew-1\u0000\n', 'row 2'],
      ['members', 'pool,owner\ndach,lena-vogt\nnone,lena-vogt\n', 'row 3/pool'],
      ['members', 'pool,owner\ndach,nobody\n', 'row 2/owner'],
      ['absences', 'owner,from\nnobody,2030-01-01\n', 'row 2/owner'],
      ['restrictions', 'reason\nnone named\n', 'row 2'],
      ['consents', 'email,withdrawn\na@b.example,perhaps\n', 'row 2/withdrawn'],
    ]
    for (const [name, text, where] of wrong) {
      const { status, body } = await send(name, text)
      assert.deepEqual([status, body.code], [422, 'roster_invalid'], text)
      assert.deepEqual(
        body.errors.map((item) => item.where),
        [where],
      )
    }
    assert.equal(await rosterVersion(), was)
  })

  test('names columns that are none, or missing, and text that is no CSV', async () => {
    const { body } = await send('members', 'pool,weigth\ndach,1\n')
    assert.equal(body.code, 'import_unreadable')
    assert.deepEqual(
      body.errors.map(({ where, mend }) => [where, mend]),
      [
        ['heading/weigth', 'Did you mean weight?'],
        ['heading/owner', 'Add this column.'],
      ],
    )
    assert.equal((await send('owners', 'id\n"open')).body.code, 'import_unreadable')
    assert.equal((await send('owners', '')).body.code, 'import_unreadable')
  })
})

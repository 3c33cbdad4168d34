import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Called, type ControlService, openControlService } from '../../testing/open-control-service.ts'
import { takeLease } from '../../platform/jobs/queries.ts'
import { holdAccounts, undoUnfinished } from './hold-accounts.ts'
import { readAccounts } from './read.ts'
import { addAccountRoutes } from './routes.ts'

let service: ControlService
before(async () => (service = await openControlService(addAccountRoutes)))
after(() => service.close())

async function desk(): Promise<{ readonly version: number; readonly accountsVersion: number }> {
  const [row] = await service.db.query<{ version: number; accountsVersion: number }>(
    `select desk.version, desk.accounts_version as "accountsVersion" from desk where desk.workspace_id = $1`,
    [service.workspaceId],
  )
  assert.ok(row !== undefined)
  return row
}

async function accountIds(): Promise<readonly string[]> {
  const { index } = await readAccounts(service.db, service.workspaceId, (await desk()).accountsVersion)
  return index.list().map(({ id }) => id)
}

function send(text: string, query = ''): Promise<Called> {
  return service.call('POST', `/v1/csv/accounts${query}`, { text, type: 'text/csv' })
}

function counts({ status, text }: Called): readonly number[] {
  assert.equal(status, 200, text)
  const { added_count, changed_count, unchanged_count, ended_count } = JSON.parse(text)
  return [added_count, changed_count, unchanged_count, ended_count]
}

describe('200', () => {
  test('sets an account, decides by it, and keeps what it was', async () => {
    const was = await desk()
    const body = { name: 'Zeta', domains: ['zeta.example'], owner: 'lena-vogt', attributes: { seats: 4, a: true } }
    const set = await service.call('PUT', '/v1/accounts/zeta', { body })
    assert.deepEqual([set.status, set.body.body], [200, body])
    assert.deepEqual(await desk(), { version: was.version + 1, accountsVersion: was.accountsVersion + 1 })
    const { index } = await readAccounts(service.db, service.workspaceId, was.accountsVersion + 1)
    assert.deepEqual(index.get('zeta')?.attributes, { a: true, seats: 4 })
    await service.call('PUT', '/v1/accounts/zeta', { body: { ...body, attributes: { a: true, seats: 4 } } })
    assert.equal((await desk()).version, was.version + 1, 'the same again is no change')
    const patched = await service.call('PATCH', '/v1/accounts/zeta', { body: { owner: null, postal_code: '10115' } })
    assert.deepEqual([patched.body.body['owner'], patched.body.body['postal_code']], [undefined, '10115'])
    const history = await service.call('GET', '/v1/accounts/zeta/history')
    assert.deepEqual(
      history.body.data.map(({ body: of, valid_until }) => [of['owner'], valid_until === null]),
      [
        [undefined, true],
        ['lena-vogt', false],
      ],
    )
    const events = await service.db.query<{ body: string }>(
      `select event.body from event where event.workspace_id = $1 and event.kind = 'accounts.changed' order by event.version`,
      [service.workspaceId],
    )
    assert.deepEqual(JSON.parse(events[0]?.body ?? ''), {
      accounts_version: was.accountsVersion + 1,
      count: 1,
      by: 'key:test',
    })
  })

  test('takes a file in as one version, and the same file again as none', async () => {
    const was = await desk()
    const rows = Array.from(
      { length: 6000 },
      (_, index) => `id-${index},"Company, ${index}",c${index}.example;d${index}.example`,
    )
    const text = `id,name,domains\n${rows.join('\n')}\n`
    assert.deepEqual(counts(await send(text, '?dry_run=true')), [6000, 0, 0, 0])
    assert.deepEqual(await desk(), was)
    assert.deepEqual(counts(await send(text)), [6000, 0, 0, 0])
    assert.deepEqual(await desk(), { version: was.version + 1, accountsVersion: was.accountsVersion + 1 })
    assert.deepEqual(counts(await send(text)), [0, 0, 6000, 0])
    assert.equal((await desk()).version, was.version + 1)
    const { index } = await readAccounts(service.db, service.workspaceId, (await desk()).accountsVersion)
    assert.deepEqual(index.get('id-7')?.domains, ['c7.example', 'd7.example'])
  })

  test('writes a file that changes nothing when it is read again in place of all, and ends what is left out of it', async () => {
    await send('id,name,parent\n=cmd,"Quote ""x""",acme\n')
    const { text } = await service.call('GET', '/v1/csv/accounts')
    assert.match(text, /^'=cmd,/m)
    const [added, changed, unchanged, ended] = counts(await send(text, '?mode=replace'))
    assert.deepEqual([added, changed, ended], [0, 0, 0])
    assert.ok((unchanged ?? 0) > 6000)
    const short = text
      .split('\r\n')
      .filter((line) => !line.startsWith('id-11'))
      .join('\n')
    const gone = counts(await send(short, '?mode=replace&dry_run=true'))[3]
    assert.deepEqual(counts(await send(short, '?mode=replace'))[3], gone)
    assert.ok(!(await accountIds()).includes('id-11'))
    assert.equal((await service.call('GET', '/v1/accounts/id-11')).status, 404)
  })

  test('tells every bad cell in a dry run', async () => {
    const text = 'id,name,parent,domains\na,,,\nb,B,b,\nc,C,nowhere,\na,A,,\nd\u0000,D,,\n'
    const { status, body } = await send(text, '?dry_run=true')
    assert.equal(status, 200)
    assert.deepEqual(
      body.errors.map(({ where }) => where),
      ['row 2/name', 'row 3/parent', 'row 5/id', 'row 6', 'row 4/parent'],
    )
  })
})

describe('404 and 412', () => {
  test('say that there is none, and that it changed meanwhile', async () => {
    assert.equal((await service.call('GET', '/v1/accounts/none')).body.code, 'account_not_found')
    assert.equal((await service.call('DELETE', '/v1/accounts/none')).body.code, 'account_not_found')
    const late = await service.call('PUT', '/v1/accounts/acme', { body: { name: 'A' }, ifMatch: '"99"' })
    assert.equal(late.body.code, 'version_conflict')
  })
})

describe('409', () => {
  test('lets nobody change accounts while a file is being taken in', async () => {
    const name = { workspaceId: service.workspaceId, name: 'accounts' }
    const lease = await takeLease(service.db, name, { holder: 'another', leaseMs: 60_000 })
    assert.ok(lease !== null)
    const put = await service.call('PUT', '/v1/accounts/acme', { body: { name: 'A' } })
    assert.deepEqual([put.status, put.body.code], [409, 'accounts_busy'])
    assert.equal((await send('id,name\nx,X\n')).body.code, 'accounts_busy')
    await service.db.execute(`delete from lease where lease.name = 'accounts'`)
  })
})

describe('422', () => {
  test('leaves nothing of a file in which anything is wrong', async () => {
    const was = await desk()
    const ids = await accountIds()
    const rows = Array.from({ length: 6000 }, (_, index) => `acme,X${index}`).slice(0, 1)
    const many = Array.from({ length: 6000 }, (_, index) => `bad-${index},Bad`)
    const { status, body } = await send(`id,name\n${[...rows, ...many, 'last,'].join('\n')}\n`)
    assert.deepEqual([status, body.code, body.errors[0]?.where], [422, 'accounts_invalid', 'row 6003/name'])
    assert.deepEqual(await desk(), was)
    assert.deepEqual(await accountIds(), ids)
    const left = await service.db.query(
      `select 1 as one from account_record where account_record.from_version > $1 or account_record.to_version > $1`,
      [was.accountsVersion],
    )
    assert.equal(left.length, 0)
  })

  test('refuses an account that is its own parent, or whose parent nobody knows', async () => {
    for (const parent of ['acme', 'nobody']) {
      const { body } = await service.call('PUT', '/v1/accounts/acme', { body: { name: 'Acme', parent } })
      assert.deepEqual([body.code, body.errors[0]?.where], ['accounts_invalid', 'accounts/acme/parent'])
    }
  })
})

describe('an import that was cut short', () => {
  test('is seen by nobody, and undone by whoever changes accounts next', async () => {
    const { accountsVersion: version } = await desk()
    const ids = await accountIds()
    await service.db.execute(
      `insert into account_record (workspace_id, account_id, from_version, from_at, body, changed_by)
       values ($1, 'half', $2, now(), '{"id":"half","name":"Half"}', 'dead')`,
      [service.workspaceId, version + 1],
    )
    await service.db.execute(
      `update account_record set to_version = $2, to_at = now() where workspace_id = $1 and account_id = 'zeta' and to_version is null`,
      [service.workspaceId, version + 1],
    )
    assert.deepEqual(await accountIds(), ids)
    const zeta = await service.call('GET', '/v1/accounts/zeta')
    assert.deepEqual([zeta.status, zeta.body.valid_until], [200, null])
    assert.equal((await service.call('GET', '/v1/accounts/half')).status, 404)
    assert.equal((await service.call('PUT', '/v1/accounts/next', { body: { name: 'Next' } })).status, 200)
    assert.deepEqual(await accountIds(), [...ids, 'next'].toSorted())
    assert.equal((await desk()).accountsVersion, version + 1)
  })

  test('by a COMMIT of which nobody heard keeps what it committed', async () => {
    const { db, workspaceId } = service
    const held = await holdAccounts(db, workspaceId)
    await db.execute(
      `insert into account_record (workspace_id, account_id, from_version, from_at, body, changed_by)
       values ($1, 'unheard', $2, now(), '{"id":"unheard","name":"Unheard"}', 'import')`,
      [workspaceId, held.version + 1],
    )
    await db.execute(`update desk set accounts_version = $2 where workspace_id = $1`, [workspaceId, held.version + 1])
    assert.equal(await undoUnfinished(db, held.lease), held.version + 1)
    assert.ok((await accountIds()).includes('unheard'))
    await held.release()
  })
})

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openTestDatabase } from '../../platform/db/testing/open-test-database.ts'
import { openTestService, type TestService } from '../../testing/open-test-service.ts'
import type { Check } from './check.ts'
import { checkDatabase } from './check-database.ts'
import { checkDirectory } from './check-directory.ts'
import { checkPort } from './check-port.ts'
import { checkWorkspaces } from './check-workspaces.ts'

let service: TestService
before(async () => (service = await openTestService()))
after(() => service.close())

function find(checks: readonly Check[], name: string): Check {
  const found = checks.find((check) => check.name === name)
  assert.ok(found !== undefined, `${name} is not among ${checks.map((check) => check.name).join(', ')}`)
  return found
}

describe('the database', () => {
  test('that a crash of the machine would damage fails, with how to mend it', async () => {
    // The server for tests is quick instead of durable.
    const checks = await checkDatabase(service.db, { poolMax: 10 })
    for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) {
      const check = find(checks, name)
      assert.equal(check.state, 'fail', name)
      assert.match(check.mend ?? '', new RegExp(`${name} = on`))
    }
    assert.equal(find(checks, 'schema').state, 'ok')
    assert.equal(find(checks, 'clock').state, 'ok')
    assert.match(find(checks, 'database version').what, /PostgreSQL \d+\.\d+/)
    assert.equal(find(checks, 'connections').state, 'ok')
    assert.equal(find(await checkDatabase(service.db, { poolMax: 200 }), 'connections').state, 'warn')
  })

  test('without the schema of this release deserves a look', async () => {
    const empty = await openTestDatabase({ migrations: [] })
    try {
      const check = find(await checkDatabase(empty.database, { poolMax: 10 }), 'schema')
      assert.equal(check.state, 'warn')
      assert.match(check.what, /0001_service/)
    } finally {
      await empty.close()
    }
  })
})

describe('what waits', () => {
  test('deserves a look once it is late, and nobody is there to do it', async () => {
    for (const country of ['JP', 'DE']) await service.client.postLead({ attributes: { country } })
    const well = await checkWorkspaces(service.db)
    assert.equal(find(well, 'test: holds').what, '1 wait, 0 of them are due')
    assert.ok(well.every(({ state }) => state === 'ok'))
    await service.db.execute(`update clock set next_at = now() - interval '5 minutes' where clock.workspace_id = $1`, [
      service.workspaceId,
    ])
    await service.db.execute(`update hold set error = 'broken' where hold.workspace_id = $1`, [service.workspaceId])
    const late = await checkWorkspaces(service.db)
    const clocks = find(late, 'test: clocks')
    assert.equal(clocks.state, 'warn')
    assert.match(clocks.what, /^1 wait, 1 of them are due, the oldest for 30\d s$/)
    assert.match(clocks.mend ?? '', /Start a server/)
    assert.equal(find(late, 'test: parked leads').state, 'warn')
  })

  test('names who holds a lease, and whether they are there', async () => {
    await service.db.execute(
      `insert into lease (workspace_id, name, holder, generation, until) values ($1, 'imports', 'n1', 1, now() + interval '1 minute')`,
      [service.workspaceId],
    )
    const leases = find(await checkWorkspaces(service.db), 'test: leases')
    assert.match(leases.what, /^imports by n1 until /)
    assert.equal(leases.state, 'warn')
  })
})

describe('the machine', () => {
  test('has a directory with room and a short enough path', () => {
    const folder = mkdtempSync('/tmp/rightful-doctor-')
    try {
      const checks = checkDirectory(join(folder, 'data'))
      assert.equal(find(checks, 'data directory').state, 'ok')
      assert.ok(['ok', 'warn'].includes(find(checks, 'free disk').state))
      assert.equal(find(checks, 'path length').state, 'ok')
      const long = join(folder, 'x'.repeat(120))
      mkdirSync(long)
      assert.equal(find(checkDirectory(long), 'path length').state, 'warn')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('has a free port, or one that Rightful serves, or one that somebody else has', async () => {
    const { hostname: host, port } = new URL(service.url)
    const ours = await checkPort({ host, port: Number(port) })
    assert.deepEqual([ours.state, ours.what], ['ok', `Rightful serves at ${host}:${port}`])
    const other = createServer((_, outgoing) => outgoing.end('hello')).listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    assert.ok(typeof address === 'object' && address !== null)
    assert.equal((await checkPort({ host, port: address.port })).state, 'fail')
    other.close()
    await once(other, 'close')
    assert.equal((await checkPort({ host, port: address.port })).what, `${host}:${address.port} is free`)
    assert.equal((await checkPort({ host: '203.0.113.7', port: 9 })).state, 'fail')
  })
})

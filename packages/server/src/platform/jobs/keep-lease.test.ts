import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openTestDatabase, type TestDatabase } from '../db/testing/open-test-database.ts'
import { newId } from '../ids/new-id.ts'
import { fence, keepLease, LEASE_MS, LeaseLost, RENEW_MS } from './keep-lease.ts'
import { takeLease } from './queries.ts'

describe('a lease', () => {
  let opened: TestDatabase
  before(async () => (opened = await openTestDatabase()))
  after(() => opened.close())

  const onError = ({ error }: { readonly error: Error }): void => assert.fail(error)
  const keeper = (workspaceId: string, holder: string, times: { leaseMs?: number; renewMs?: number } = {}) =>
    keepLease({ db: opened.database, workspaceId, name: 'work', holder, onError, ...times })

  /** As though so much time had passed: instants in the database are moved, never a clock. */
  async function passMs(workspaceId: string, ms: number): Promise<void> {
    await opened.database.execute(
      `update lease set until = lease.until - $2::float8 * interval '1 millisecond' where lease.workspace_id = $1`,
      [workspaceId, ms],
    )
  }

  test('is held by one node at a time, and by the next as soon as it is given back', async () => {
    const workspaceId = newId()
    const [a, b] = [keeper(workspaceId, 'a'), keeper(workspaceId, 'b')]
    const held = await a.hold()
    assert.equal(held?.generation, 1)
    assert.equal(await b.hold(), null)
    assert.equal((await a.hold())?.generation, 1, 'holding on is no new take')
    await a.release()
    assert.equal((await b.hold())?.generation, 2)
    await b.release()
  })

  test('that nobody renews can be taken when its time is over, and not before', async () => {
    const workspaceId = newId()
    const { database: db } = opened
    await takeLease(db, { workspaceId, name: 'work' }, { holder: 'dead', leaseMs: LEASE_MS })
    await passMs(workspaceId, LEASE_MS - 2000)
    assert.equal(await keeper(workspaceId, 'b').hold(), null)
    await passMs(workspaceId, 2000)
    const next = keeper(workspaceId, 'b')
    assert.equal((await next.hold())?.holder, 'b')
    await next.release()
    assert.ok(LEASE_MS + RENEW_MS < 30_000)
  })

  test('that is renewed is not lost, however long it is held', async () => {
    const workspaceId = newId()
    const a = keeper(workspaceId, 'a', { leaseMs: 300, renewMs: 60 })
    await a.hold()
    for (let turn = 0; turn < 8; turn += 1) {
      await sleep(100)
      assert.equal(await keeper(workspaceId, 'b').hold(), null)
    }
    await a.release()
  })

  test('that was lost lets nothing be committed, though its holder still thinks it has it', async () => {
    const workspaceId = newId()
    const { database: db } = opened
    const late = await takeLease(db, { workspaceId, name: 'work' }, { holder: 'late', leaseMs: LEASE_MS })
    assert.ok(late !== null)
    await passMs(workspaceId, LEASE_MS)
    const next = await takeLease(db, { workspaceId, name: 'work' }, { holder: 'next', leaseMs: LEASE_MS })
    assert.ok(next !== null)
    const write = (lease: typeof late, by: string) =>
      db.transaction(async (tx) => {
        await tx.execute(`insert into workspace (workspace_id, name, created_at) values ($1, $2, clock_timestamp())`, [
          newId(),
          `${workspaceId} ${by}`,
        ])
        await fence(tx, lease)
      })
    await assert.rejects(write(late, 'late'), LeaseLost)
    await write(next, 'next')
    const written = await db.query<{ name: string }>(
      `select workspace.name from workspace where starts_with(workspace.name, $1)`,
      [workspaceId],
    )
    assert.deepEqual(written, [{ name: `${workspaceId} next` }])
  })

  test('cannot be taken away between the check of it and the commit', async () => {
    const workspaceId = newId()
    const { database: db } = opened
    const lease = await takeLease(db, { workspaceId, name: 'work' }, { holder: 'a', leaseMs: LEASE_MS })
    assert.ok(lease !== null)
    await passMs(workspaceId, LEASE_MS)
    const order: string[] = []
    let taking: Promise<unknown> = Promise.resolve()
    await db.transaction(async (tx) => {
      await fence(tx, lease)
      taking = takeLease(db, { workspaceId, name: 'work' }, { holder: 'b', leaseMs: LEASE_MS }).then(() =>
        order.push('taken'),
      )
      await sleep(80)
      order.push('committed')
    })
    await taking
    assert.deepEqual(order, ['committed', 'taken'])
  })

  test('of a node that starts again under its name fences its earlier life off', async () => {
    const workspaceId = newId()
    const { database: db } = opened
    const as = { holder: 'a', leaseMs: LEASE_MS }
    const before = await takeLease(db, { workspaceId, name: 'work' }, as)
    const now = await takeLease(db, { workspaceId, name: 'work' }, as)
    assert.ok(before !== null && now !== null && now.generation > before.generation)
    await assert.rejects(
      db.transaction((tx) => fence(tx, before)),
      LeaseLost,
    )
    await db.transaction((tx) => fence(tx, now))
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Database } from './database.ts'
import { openTestDatabase, type TestDatabase } from './testing/open-test-database.ts'

let opened: TestDatabase
let database: Database
before(async () => {
  opened = await openTestDatabase({ migrations: [] })
  database = opened.database
  await database.execute('create table thing (thing_id integer primary key)')
})
after(() => opened.close())

describe('a transaction', () => {
  test('keeps everything or nothing', async () => {
    await database.transaction((tx) => tx.execute('insert into thing (thing_id) values (1)'))
    await assert.rejects(
      database.transaction(async (tx) => {
        await tx.execute('insert into thing (thing_id) values (2)')
        throw new Error('changed my mind')
      }),
      /changed my mind/,
    )
    assert.deepEqual(await database.query('select thing_id from thing order by thing_id'), [{ thing_id: 1 }])
  })

  test('in which a failure was passed over does not pass for committed', async () => {
    const work = database.transaction(async (tx) => {
      await tx.execute('insert into thing (thing_id) values (3)')
      await tx.execute('insert into thing (thing_id) values (1)').catch(() => undefined)
    })
    await assert.rejects(work, { code: 'transaction_failed' })
    assert.deepEqual(await database.query('select thing_id from thing where thing_id = 3'), [])
  })
})

describe('a transaction whose last statements nobody waits for', () => {
  test('is committed with them', async () => {
    await database.transaction(async (tx) => {
      void tx.execute('insert into thing (thing_id) values (31)')
    })
    assert.deepEqual(await database.query('select thing_id from thing where thing_id = 31'), [{ thing_id: 31 }])
  })

  test('keeps nothing when one of them fails, and throws what that threw', async () => {
    const work = database.transaction(async (tx) => {
      void tx.execute('insert into thing (thing_id) values (32)')
      tx.execute('insert into thing (thing_id) values (31)').catch(() => undefined)
    })
    await assert.rejects(work, { code: '23505', constraint: 'thing_pkey' })
    assert.deepEqual(await database.query('select thing_id from thing where thing_id = 32'), [])
  })

  test('takes none that comes when it is over: it would be kept, whatever became of the others', async () => {
    let late: Promise<unknown> = Promise.resolve()
    await assert.rejects(
      database.transaction(async (tx) => {
        late = (async () => {
          await tx.query('select 1')
          await new Promise((resolve) => setTimeout(resolve, 20))
          await tx.execute('insert into thing (thing_id) values (33)')
        })()
        late.catch(() => undefined)
        throw new Error('changed my mind')
      }),
      /changed my mind/,
    )
    await assert.rejects(late, /is over/)
    assert.deepEqual(await database.query('select thing_id from thing where thing_id = 33'), [])
  })

  test('is of unknown outcome when the connection goes with the COMMIT behind them', async () => {
    const work = database.transaction(async (tx) => {
      tx.execute('select pg_terminate_backend(pg_backend_pid())').catch(() => undefined)
    })
    await assert.rejects(work, { code: 'commit_unknown' })
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { classifyDatabaseError } from './classify-database-error.ts'
import { checkServer, openDatabase, withoutSecrets } from './database.ts'
import type { Database, DatabaseOptions, Session } from './database.ts'
import { createDatabase } from './queries.ts'
import { openNetwork } from './testing/open-network.ts'
import { openTestDatabase } from './testing/open-test-database.ts'
import type { TestDatabase } from './testing/open-test-database.ts'

let opened: TestDatabase
let database: Database
before(async () => {
  opened = await openTestDatabase({ migrations: [] })
  database = opened.database
  await database.execute(
    'create table thing (thing_id integer primary key, text text constraint thing_text check (text <> $$$$))',
  )
})
after(() => opened.close())

async function kindOf(work: Promise<unknown>): Promise<string> {
  const failed: unknown = await work.then(
    () => assert.fail('it did not fail'),
    (error: unknown) => error,
  )
  return classifyDatabaseError(failed).kind
}

describe('values from the database', () => {
  test('are numbers where they are exact, and text where they would not be', async () => {
    const [row] =
      await database.query(`select 9007199254740991::bigint as big, array[1, null]::bigint[] as bigs, '{}'::bigint[] as none,
      1.10::numeric as amount, date '2026-11-24' as day, '{"a": [1]}'::jsonb as body, null::timestamptz as never`)
    assert.deepEqual(row, {
      big: 9_007_199_254_740_991,
      bigs: [1, null],
      none: [],
      amount: '1.10',
      day: '2026-11-24',
      body: { a: [1] },
      never: null,
    })
    await assert.rejects(database.query('select 9007199254740993::bigint'), { code: 'integer_unsafe' })
    assert.deepEqual(await database.query('select 1 as one'), [{ one: 1 }])
  })

  test('keep the microseconds of an instant, both ways and in any year', async () => {
    const micros = fc
      .integer({ min: -62_000_000_000_000, max: 250_000_000_000_000 })
      .chain((ms) => fc.integer({ min: 0, max: 999 }).map((us) => ms + us / 1000))
    const instants = fc.sample(micros, { numRuns: 2000, seed: 7 })
    const rows = await database.query<{ readonly at: number; readonly millis: number }>(
      `select to_timestamp(given.ms / 1000) as "at", (extract(epoch from to_timestamp(given.ms / 1000)) * 1000)::float8 as "millis"
         from unnest($1::float8[]) with ordinality as given (ms, place) order by given.place`,
      [instants],
    )
    assert.equal(rows.length, instants.length)
    for (const [index, row] of rows.entries()) {
      assert.ok(Math.abs(row.at - row.millis) < 0.0005, `${row.at} for ${row.millis}`)
      assert.ok(Math.abs(row.at - (instants[index] ?? 0)) < 0.05, `${row.at} for ${instants[index]}`)
    }
    assert.deepEqual(
      await database.query(`select 'infinity'::timestamptz as "at", array['-infinity'::timestamptz, null] as many`),
      [{ at: Infinity, many: [-Infinity, null] }],
    )
  })
})

describe('a connection', () => {
  test('bounds every statement, lock and pause, in UTC, and tells its name', async () => {
    const [row] =
      await database.query(`select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
      current_setting('idle_in_transaction_session_timeout') as idle, current_setting('TimeZone') as zone, current_setting('application_name') as name`)
    assert.deepEqual(row, { statement: '30s', lock: '10s', idle: '10s', zone: 'UTC', name: 'test' })
  })

  test('gets its bounds back after it was lent with others, whether the work succeeded or failed', async () => {
    const one = await openDatabase(opened.connection, { applicationName: 'test', poolMax: 1 })
    const read = (session: Pick<Session, 'query'>) =>
      session.query(`select current_setting('statement_timeout') as bound`)
    assert.deepEqual(await one.withConnection(read, { statementTimeoutMs: 1234 }), [{ bound: '1234ms' }])
    await assert.rejects(one.withConnection((session) => session.query('select nothing'), { statementTimeoutMs: 1234 }))
    assert.deepEqual(await read(one), [{ bound: '30s' }])
    await one.close()
  })

  test('that was left in a transaction is not lent to anybody else', async () => {
    const one = await openDatabase(opened.connection, { applicationName: 'test', poolMax: 1 })
    await one.withConnection((session) => session.execute('begin; insert into thing (thing_id) values (99)'))
    assert.deepEqual(await one.query('select thing_id from thing where thing_id = 99'), [])
    await one.close()
  })

  test('that the server ended is replaced', async () => {
    const one = await openDatabase(opened.connection, { applicationName: 'doomed', poolMax: 1 })
    await database.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'doomed'`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    assert.deepEqual(await one.query('select 1 as one'), [{ one: 1 }])
    assert.equal(await kindOf(one.query('select pg_terminate_backend(pg_backend_pid())')), 'connection_lost')
    assert.deepEqual(await one.query('select 1 as one'), [{ one: 1 }])
    await one.close()
  })
})

describe('a failure of the database', () => {
  test('is told apart: a broken rule by the rule, a mistake by its SQLSTATE', async () => {
    const failed: unknown = await database
      .execute('insert into thing (thing_id) values (1), (1)')
      .catch((error: unknown) => error)
    assert.deepEqual(classifyDatabaseError(failed), {
      kind: 'unique_violation',
      isTransient: false,
      constraint: 'thing_pkey',
      table: 'thing',
    })
    const checked: unknown = await database.execute(`insert into thing values (5, '')`).catch((error: unknown) => error)
    assert.deepEqual(classifyDatabaseError(checked), {
      kind: 'constraint_violation',
      isTransient: false,
      constraint: 'thing_text',
      table: 'thing',
    })
    const wrong: unknown = await database.query('select nothing').catch((error: unknown) => error)
    assert.deepEqual(classifyDatabaseError(wrong), { kind: 'other', isTransient: false, sqlState: '42703' })
    assert.deepEqual(classifyDatabaseError(new Error('of our own')), {
      kind: 'other',
      isTransient: false,
      sqlState: null,
    })
  })

  test('is told apart: timeouts, deadlocks and conflicts may be tried again', async () => {
    const quick = await openDatabase(opened.connection, {
      applicationName: 'test',
      statementTimeoutMs: 200,
      lockTimeoutMs: 50,
      idleInTransactionTimeoutMs: 100,
    })
    assert.equal(await kindOf(quick.query('select pg_sleep(1)')), 'statement_timeout')
    await database.transaction(async (tx) => {
      await tx.execute('lock table thing')
      assert.equal(await kindOf(quick.query('select 1 from thing')), 'lock_timeout')
    })
    const paused = quick.transaction(async (tx) => {
      await tx.query('select 1')
      await new Promise((resolve) => setTimeout(resolve, 250))
      await tx.query('select 1')
    })
    assert.equal(await kindOf(paused), 'connection_lost')
    await quick.close()

    await database.execute('insert into thing (thing_id) values (11), (12)')
    const inOrder = (first: number, second: number) =>
      database.transaction(async (tx) => {
        await tx.execute(`set local deadlock_timeout = '20ms'`)
        await tx.execute(`update thing set text = 'a' where thing_id = ${first}`)
        await new Promise((resolve) => setTimeout(resolve, 50))
        await tx.execute(`update thing set text = 'a' where thing_id = ${second}`)
      })
    const outcomes = await Promise.allSettled([inOrder(11, 12), inOrder(12, 11)])
    const victims = outcomes.filter((outcome) => outcome.status === 'rejected')
    assert.deepEqual(
      victims.map((victim) => classifyDatabaseError(victim.reason).kind),
      ['deadlock'],
    )

    const stale = database.transaction(async (tx) => {
      await tx.execute('set transaction isolation level repeatable read')
      await tx.query('select 1 from thing')
      await database.execute(`update thing set text = 'b' where thing_id = 11`)
      await tx.execute(`update thing set text = 'c' where thing_id = 11`)
    })
    assert.equal(await kindOf(stale), 'serialization')
  })

  test('during COMMIT is told as unknown, for it may have happened or not', async (t) => {
    const { connection, close, wire } = await openNetwork(opened.connection)
    t.after(close)
    const far = await openDatabase(connection, { applicationName: 'test' })
    const insert = (thingId: number) =>
      far.transaction((tx) => tx.execute('insert into thing (thing_id) values ($1)', [thingId]))
    wire.seen = (text) => (text.includes('commit') ? 'cut' : 'pass')
    assert.equal(await kindOf(insert(21)), 'commit_unknown')
    wire.seen = (text) => (text.includes('commit') ? 'pass and cut' : 'pass')
    assert.equal(await kindOf(insert(22)), 'commit_unknown')
    wire.seen = (text) => (text.includes('insert') ? 'cut' : 'pass')
    assert.equal(await kindOf(insert(23)), 'connection_lost')
    assert.deepEqual(await database.query('select thing_id from thing where thing_id between 21 and 23'), [
      { thing_id: 22 },
    ])
    wire.seen = () => 'pass'
    await insert(24)
    await far.close()
  })

  test('to answer at all is noticed soon, and the next statement has a new connection', async (t) => {
    const { connection, close, wire } = await openNetwork(opened.connection)
    t.after(close)
    const bounds: Partial<DatabaseOptions> = { statementTimeoutMs: 100, answerSlackMs: 100 }
    const far = await openDatabase(connection, { applicationName: 'test', ...bounds })
    wire.seen = (text) => (text.includes('thing') ? 'silence' : 'pass')
    const began = performance.now()
    assert.equal(await kindOf(far.transaction((tx) => tx.query('select 1 from thing'))), 'connection_lost')
    assert.ok(performance.now() - began < 1000)
    wire.seen = () => 'pass'
    assert.deepEqual(await far.query('select 1 as one'), [{ one: 1 }])
    await far.close()
  })
})

describe('opening', () => {
  test('refuses servers that are too old, by their version', () => {
    assert.throws(
      () => checkServer({ version: 140_011, encoding: 'UTF8' }),
      /This one is 14\.11; Rightful needs PostgreSQL 15 or newer/,
    )
    checkServer({ version: 150_000, encoding: 'UTF8' })
    assert.ok(database.serverVersion >= 150_000)
  })

  test('refuses a database that cannot hold every text', async () => {
    const name = `ascii_${process.pid}`
    await createDatabase(database, { name, template: 'template0' })
    await database.execute(
      `update pg_database set encoding = pg_char_to_encoding('SQL_ASCII') where datname = '${name}'`,
    )
    const url = new URL(opened.connection)
    url.pathname = `/${name}`
    await assert.rejects(openDatabase(url.href, { applicationName: 'test' }), /SQL_ASCII/)
    await database.execute(`drop database ${name}`)
  })

  test('tells where nobody answers, without the password', async () => {
    const nowhere = 'postgresql://someone:secret@127.0.0.1:1/nothing'
    await assert.rejects(openDatabase(nowhere, { applicationName: 'test' }), (error: Error) => {
      assert.match(error.message, /cannot be reached.*postgresql:\/\/someone@127\.0\.0\.1:1\/nothing/)
      assert.doesNotMatch(error.message, /secret/)
      return true
    })
    assert.equal(withoutSecrets('postgresql:///x?password=secret'), 'postgresql:///x')
  })
})

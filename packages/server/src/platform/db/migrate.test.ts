import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openDatabase } from './database.ts'
import type { Database } from './database.ts'
import { DbError } from './db-error.ts'
import type { DbErrorCode } from './db-error.ts'
import { migrate, pendingMigrations, readMigrations } from './migrate.ts'
import type { Migration } from './migrate.ts'
import { openTestDatabase } from './testing/open-test-database.ts'

const statements = [
  'create table owner (owner_id uuid not null, name text not null, primary key (owner_id))',
  `insert into owner (owner_id, name) select gen_random_uuid(), 'owner ' || number from generate_series(1, 10) as number`,
  'alter table owner add column is_active boolean not null default true',
  'create index owner_name on owner (name)',
  'drop index owner_name',
]

function migrationOf(number: number, name: string, sql: string): Migration {
  return { number, name, sql, sha256: `hash of ${sql}` }
}

function hasCode(code: DbErrorCode, words: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof DbError, String(error))
    assert.equal(error.code, code)
    assert.match(error.message, words)
    return true
  }
}

const first = migrationOf(1, 'first', statements.join(';\n'))
const second = migrationOf(2, 'second', 'create table pool (pool_id uuid not null, primary key (pool_id))')

async function tables(database: Database): Promise<readonly string[]> {
  const rows = await database.query<{ readonly name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`,
  )
  return rows.map((row) => row.name)
}

describe('migrating', () => {
  test('applies what is missing, in order and once', async (t) => {
    const { database, close } = await openTestDatabase({ migrations: [] })
    t.after(close)
    assert.deepEqual(await pendingMigrations(database, [first, second]), [first, second])
    assert.deepEqual(await migrate(database, [first]), [first])
    assert.deepEqual(await migrate(database, [first, second]), [second])
    assert.deepEqual(await migrate(database, [first, second]), [])
    assert.deepEqual(await pendingMigrations(database, [first, second]), [])
    assert.deepEqual(await tables(database), ['owner', 'pool', 'schema_migration'])
  })

  test('refuses a migration that was edited after it had been applied, by name', async (t) => {
    const { database, close } = await openTestDatabase({ migrations: [first] })
    t.after(close)
    const edited = migrationOf(1, 'first', 'select 1')
    await assert.rejects(migrate(database, [edited]), hasCode('migration_edited', /0001_first\.sql, applied 20/))
    const renamed = { ...first, name: 'renamed' }
    await assert.rejects(migrate(database, [renamed]), hasCode('migration_edited', /the file is 0001_renamed\.sql/))
  })

  test('refuses a database that a newer release has migrated', async (t) => {
    const { database, close } = await openTestDatabase({ migrations: [first, second] })
    t.after(close)
    await assert.rejects(
      migrate(database, [first]),
      hasCode('migration_newer', /0002_second\.sql; this release ends at 1/),
    )
    await assert.rejects(pendingMigrations(database, [first]), hasCode('migration_newer', /0002_second/))
  })

  test('of several nodes at once applies each migration once, and each node finds it done', async (t) => {
    const { database, connection, close } = await openTestDatabase({ migrations: [] })
    t.after(close)
    const nodes = await Promise.all(
      [1, 2, 3, 4].map((number) => openDatabase(connection, { applicationName: `node ${number}`, poolMax: 1 })),
    )
    const slow = migrationOf(1, 'slow', `select pg_sleep(0.2); ${first.sql}`)
    const applied = await Promise.all(nodes.map((node) => migrate(node, [slow, second])))
    assert.deepEqual(
      applied
        .flat()
        .map(({ name }) => name)
        .toSorted(),
      ['second', 'slow'],
    )
    assert.deepEqual(await database.query('select count(*) as count from owner'), [{ count: 10 }])
    await Promise.all(nodes.map((node) => node.close()))
  })

  test('says which migration failed and why, and keeps nothing of it', async (t) => {
    const { database, close } = await openTestDatabase({ migrations: [] })
    t.after(close)
    const faulty = migrationOf(2, 'faulty', 'create table half (id uuid primary key); select nothing from nowhere')
    await assert.rejects(migrate(database, [first, faulty]), hasCode('migration_failed', /0002_faulty\.sql: .*nowhere/))
    assert.deepEqual(await tables(database), ['owner', 'schema_migration'])
  })
})

describe('a migration whose connection is killed', () => {
  const killer = 'select pg_terminate_backend(pg_backend_pid())'

  for (let at = 0; at <= statements.length; at += 1) {
    test(`after ${at} of ${statements.length} statements leaves nothing, and is whole when repeated`, async (t) => {
      const { database, close } = await openTestDatabase({ migrations: [] })
      t.after(close)
      const cut = [...statements.slice(0, at), killer, ...statements.slice(at)].join(';\n')
      await assert.rejects(migrate(database, [{ ...first, sql: cut }]), /terminat/i)
      assert.deepEqual(await tables(database), [])
      assert.deepEqual(await migrate(database, [first]), [first])
      assert.deepEqual(await database.query('select count(*) as count from owner where is_active'), [{ count: 10 }])
    })
  }

  test('leaves nothing of the schema that the server ships either, wherever it is cut', async (t) => {
    const { database, close } = await openTestDatabase({ migrations: [] })
    t.after(close)
    for (const migration of readMigrations()) {
      // A `;` between `$$` ends no statement of the migration, but one of a function.
      const ends = [...migration.sql.matchAll(/;[ \t]*\n/g)]
        .map((found) => found.index + 1)
        .filter((end) => migration.sql.slice(0, end).split('$$').length % 2 === 1)
      const before = await tables(database)
      for (const end of ends) {
        const sql = `${migration.sql.slice(0, end)}\n${killer};\n${migration.sql.slice(end)}`
        const known = readMigrations().slice(0, migration.number - 1)
        await assert.rejects(migrate(database, [...known, { ...migration, sql }]))
        assert.deepEqual(await tables(database), before)
      }
      await migrate(database, readMigrations().slice(0, migration.number))
    }
    assert.deepEqual(await migrate(database), [])
  })
})

describe('migration files', () => {
  let folder = ''
  before(() => (folder = mkdtempSync(join(tmpdir(), 'rightful-migrations-'))))
  after(() => rmSync(folder, { recursive: true }))

  test('are read in order, numbered without gaps, and never in charge of the transaction', () => {
    writeFileSync(join(folder, '0001_first.sql'), 'select 1;\n')
    writeFileSync(join(folder, '0002_second.sql'), '-- commit, said a comment\nselect 2;\n')
    assert.deepEqual(
      readMigrations(folder).map(({ number, name }) => `${number} ${name}`),
      ['1 first', '2 second'],
    )
    writeFileSync(join(folder, '0002_second.sql'), 'select 2;\ncommit;\n')
    assert.throws(() => readMigrations(folder), hasCode('migration_files_faulty', /0002_second\.sql begins or ends/))
    rmSync(join(folder, '0002_second.sql'))
    writeFileSync(join(folder, '0003_third.sql'), 'select 3;\n')
    assert.throws(() => readMigrations(folder), hasCode('migration_files_faulty', /0003_third\.sql/))
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Database, openDatabase } from '../../packages/server/src/platform/db/database.ts'
import { migrate, type Migration, readMigrations } from '../../packages/server/src/platform/db/migrate.ts'
import {
  openTestDatabase,
  type TestDatabase,
} from '../../packages/server/src/platform/db/testing/open-test-database.ts'

/** The statements of a migration; a `;` within one of ours is in the body of a function, between `$$`. */
function statementsOf({ sql }: Migration): readonly string[] {
  return sql
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('--'))
    .join('\n')
    .split(/;(?=(?:[^$]*\$\$[^$]*\$\$)*[^$]*$)/)
    .filter((statement) => statement.trim() !== '')
}

/** The migration, killed by the server after so many of its statements: it is sent in one piece, which takes it apart in this order. */
function killedAfter(migration: Migration, count: number): Migration {
  const kill = 'select pg_terminate_backend(pg_backend_pid())'
  const statements = statementsOf(migration)
  return { ...migration, sql: [...statements.slice(0, count), kill, ...statements.slice(count)].join(';') }
}

describe('a migration that is killed', () => {
  let opened: TestDatabase
  before(async () => (opened = await openTestDatabase({ migrations: [] })))
  after(() => opened.close())

  function tables(db: Database): Promise<readonly { name: string }[]> {
    return db.query(`
      select pg_class.relname as name
        from pg_class
        join pg_namespace on pg_namespace.oid = pg_class.relnamespace
       where pg_namespace.nspname = 'public'
       order by pg_class.relname`)
  }

  test('after any of its statements leaves nothing of itself, and is applied as a whole the next time', async () => {
    const migrations = readMigrations()
    let killed = 0
    for (const [index, migration] of migrations.entries()) {
      const done = migrations.slice(0, index)
      const before = await tables(opened.database)
      for (let count = 0; count <= statementsOf(migration).length; count += 1) {
        const db = await openDatabase(opened.connection, { applicationName: 'test', poolMax: 1 })
        await assert.rejects(migrate(db, [...done, killedAfter(migration, count)]))
        await db.close()
        killed += 1
        assert.deepEqual(await tables(opened.database), before)
      }
      const applied = await migrate(opened.database, migrations.slice(0, index + 1))
      assert.deepEqual(
        applied.map(({ name }) => name),
        [migration.name],
      )
    }
    assert.ok(killed > 30)
    const whole = await openTestDatabase()
    assert.deepEqual(await tables(opened.database), await tables(whole.database))
    await whole.close()
  })
})

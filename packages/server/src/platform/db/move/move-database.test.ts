import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Migration } from '../migrate.ts'
import { openTestDatabase } from '../testing/open-test-database.ts'
import { moveDatabase } from './move-database.ts'

const migrations: readonly Migration[] = [
  {
    number: 1,
    name: 'moved',
    sha256: 'moved',
    sql: `
      create table child (parent_id integer not null, "group" text, primary key (parent_id));
      create table parent (parent_id integer primary key, number bigint generated always as identity, twice integer generated always as (parent_id * 2) stored);
      alter table child add foreign key (parent_id) references parent;
      create table thing (thing_id integer primary key, words text[], body jsonb, bytes bytea, at timestamptz, ratio float8, amount numeric, flag boolean);
      create function count_again() returns trigger language plpgsql as $$ begin insert into child values (new.parent_id, 'by trigger'); return new; end $$;
      create trigger parent_counts after insert on parent for each row execute function count_again();`,
  },
]

async function twoDatabases(): Promise<{
  readonly from: Awaited<ReturnType<typeof openTestDatabase>>
  readonly to: Awaited<ReturnType<typeof openTestDatabase>>
}> {
  return { from: await openTestDatabase({ migrations }), to: await openTestDatabase({ migrations }) }
}

describe('moving a database', () => {
  test('takes every value over exactly, in the order that foreign keys want, without firing triggers', async (t) => {
    const { from, to } = await twoDatabases()
    t.after(() => Promise.all([from.close(), to.close()]))
    await from.database.execute('insert into parent (parent_id) select number from generate_series(1, 2500) as number')
    await from.database.execute(`insert into thing values
      (1, array['a', null, 'NULL', '"quoted", \\{braced}', ''], '{"ü": [1, 2.50, null]}', '\\x00ff', '2026-03-29 01:59:59.123456+01', 0.1, 12345678901234567890.123, true),
      (2, null, null, null, null, 'NaN', null, null), (3, '{}', '"text"', '', 'infinity', '-Infinity', 0.10, false)`)
    const before = await from.database.query('select thing.* from thing order by thing_id')
    const { tables } = await moveDatabase({ from: from.database, to: to.database })
    assert.deepEqual(tables.map(({ name, rows }) => `${name} ${rows}`).toSorted(), [
      'child 2500',
      'parent 2500',
      'thing 3',
    ])
    assert.deepEqual(await to.database.query('select thing.* from thing order by thing_id'), before)
    const [child] = await to.database.query('select "group" from child where parent_id = 7')
    assert.deepEqual(child, { group: 'by trigger' })
    const [next] = await to.database.query('insert into parent (parent_id) values (3000) returning number, twice')
    assert.deepEqual(
      next,
      { number: 2501, twice: 6000 },
      'the sequence goes on where it stood, the trigger works again',
    )
    assert.deepEqual(await to.database.query('select count(*) as count from child'), [{ count: 2501 }])
  })

  test('refuses a target that holds anything, and one at another migration', async (t) => {
    const { from, to } = await twoDatabases()
    const other = await openTestDatabase({ migrations: [{ ...(migrations[0] ?? assert.fail()), sha256: 'other' }] })
    t.after(() => Promise.all([from.close(), to.close(), other.close()]))
    await to.database.execute('insert into thing (thing_id) values (1)')
    await assert.rejects(moveDatabase({ from: from.database, to: to.database }), /There are rows in thing/)
    await assert.rejects(moveDatabase({ from: from.database, to: other.database }), { code: 'move_schema_differs' })
  })

  test('keeps nothing when what arrives differs from what was sent', async (t) => {
    const { from, to } = await twoDatabases()
    t.after(() => Promise.all([from.close(), to.close()]))
    await from.database.execute(`insert into thing (thing_id, ratio) values (1, 0.5)`)
    await to.database.execute(`alter table thing alter column ratio type integer`)
    await assert.rejects(moveDatabase({ from: from.database, to: to.database }), { code: 'move_differs' })
    assert.deepEqual(await to.database.query('select count(*) as count from thing'), [{ count: 0 }])
  })
})

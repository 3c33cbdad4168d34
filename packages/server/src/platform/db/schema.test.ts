import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { controlPlaneTables, dataPlaneOffences } from './data-plane.ts'
import { migrationsFolder } from './migrate.ts'
import { readSchema } from './read-schema.ts'
import { listColumns } from './schema-queries.ts'
import { openTestDatabase } from './testing/open-test-database.ts'
import type { TestDatabase } from './testing/open-test-database.ts'

const file = join(migrationsFolder, '..', 'schema.sql')
const heading = `-- What all migrations together make, read from the catalogue. Not to be edited: RIGHTFUL_WRITE_SCHEMA=1 npm test -- db/schema\n\n`

describe('the schema', () => {
  let migrated: TestDatabase
  before(async () => (migrated = await openTestDatabase()))
  after(() => migrated.close())

  test('is the one that is checked in', async () => {
    const schema = `${heading}${await readSchema(migrated.database)}`
    if (process.env.RIGHTFUL_WRITE_SCHEMA === '1') writeFileSync(file, schema)
    const checkedIn = readFileSync(file, 'utf8')
    const differing = schema.split('\n').find((line, index) => line !== checkedIn.split('\n')[index])
    assert.ok(
      schema === checkedIn,
      `from "${differing}" on; write it anew with RIGHTFUL_WRITE_SCHEMA=1 npm test -- db/schema`,
    )
  })

  test('makes itself: the checked-in statements lead to the same schema', async (t) => {
    const { database, close } = await openTestDatabase({ migrations: [] })
    t.after(close)
    await database.execute(readFileSync(file, 'utf8'))
    assert.ok((await readSchema(database)) === (await readSchema(migrated.database)))
  })

  test('can be spread by workspace', async () => {
    assert.deepEqual(await dataPlaneOffences(migrated.database), [])
  })

  test('has every table that is said to be control plane', async () => {
    const tables = new Set((await listColumns(migrated.database)).map(({ table }) => table))
    assert.deepEqual(
      controlPlaneTables.filter((table) => !tables.has(table)),
      [],
    )
    assert.ok(tables.size > controlPlaneTables.length, 'there are tables of the data plane')
  })
})

describe('the reader of schemas', () => {
  test('sees functions, defaults, generated columns, foreign keys, triggers and views', async (t) => {
    const { database, close } = await openTestDatabase({ migrations: [] })
    t.after(close)
    await database.execute(`
      create table parent (parent_id integer primary key, "order" text default 'none', twice integer generated always as (parent_id * 2) stored);
      create table child (child_id bigint generated always as identity primary key, parent_id integer references parent);
      create function refuse() returns trigger language plpgsql as $$ begin return null; end $$;
      create trigger child_refuse before insert on child for each row execute function refuse();
      create view both_of_them as select parent.parent_id, child.child_id from parent join child using (parent_id);`)
    const schema = await readSchema(database)
    for (const part of [
      /CREATE OR REPLACE FUNCTION/,
      /"order" text default 'none'::text,/,
      /twice integer generated always as \(\(parent_id \* 2\)\) stored/,
      /child_id bigint generated always as identity not null/,
      /alter table child add constraint child_parent_id_fkey FOREIGN KEY \(parent_id\) REFERENCES parent\(parent_id\);/,
      /CREATE TRIGGER child_refuse BEFORE INSERT ON child FOR/,
      /create view both_of_them as/,
    ]) {
      assert.match(schema, part)
    }
  })
})

describe('the rules of the data plane', () => {
  test('tell each offence by name', async (t) => {
    const { database, close } = await openTestDatabase({ migrations: [] })
    t.after(close)
    await database.execute(`
      create table good (workspace_id uuid, good_id uuid, primary key (workspace_id, good_id));
      create table keyless (workspace_id uuid);
      create table wrong_order (wrong_id uuid, workspace_id uuid, primary key (wrong_id, workspace_id));
      create table counted (workspace_id uuid, number bigint generated always as identity, primary key (workspace_id, number));
      create table numbered (workspace_id uuid, number bigserial, primary key (workspace_id, number));
      create unique index good_alone on good (good_id);
      create table pointing (workspace_id uuid, good_id uuid, wrong_id uuid, primary key (workspace_id),
        constraint pointing_deferred foreign key (workspace_id, good_id) references good deferrable,
        constraint pointing_across foreign key (wrong_id, workspace_id) references wrong_order);
      create table apart (workspace_id uuid, during tstzrange, primary key (workspace_id),
        constraint apart_excludes exclude using gist (during with &&));
      create function refuse() returns trigger language plpgsql as $$ begin return null; end $$;
      create trigger refuse before insert on good for each row execute function refuse();`)
    assert.deepEqual((await dataPlaneOffences(database, ['schema_migration'])).toSorted(), [
      'apart_excludes excludes',
      'counted.number is an identity',
      'counted_number_seq is a sequence',
      'good has the trigger refuse',
      'good_alone does not begin with workspace_id',
      'keyless has no primary key',
      'numbered.number takes its value from a sequence',
      'numbered_number_seq is a sequence',
      'pointing_across does not begin with workspace_id',
      'pointing_deferred is deferrable',
      'wrong_order_pkey does not begin with workspace_id',
    ])
  })
})

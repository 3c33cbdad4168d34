import type { Queryable } from './queryable.ts'

/** The server's version as a number, such as 180004 for 18.4, and how the database encodes text. */
export async function readServer(db: Queryable): Promise<{ readonly version: number; readonly encoding: string }> {
  const rows = await db.query<{ readonly version: number; readonly encoding: string }>(
    `select current_setting('server_version_num')::integer as version,
            current_setting('server_encoding') as encoding`,
  )
  return rows[0] ?? { version: 0, encoding: '' }
}

/** The names of all databases of the server. */
export async function listDatabases(db: Queryable): Promise<readonly string[]> {
  const rows = await db.query<{ readonly datname: string }>(`select pg_database.datname from pg_database`)
  return rows.map((row) => row.datname)
}

/** Creates a database, from a template where one is named. Names are quoted, since they cannot be bound. */
export async function createDatabase(
  db: Queryable,
  { name, template }: { readonly name: string; readonly template?: string },
): Promise<void> {
  await db.execute(`create database ${quoted(name)} ${template === undefined ? '' : `template ${quoted(template)}`}`)
}

/** A name as an identifier of SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A row of the table of applied migrations; `appliedAt` is epoch milliseconds. */
export type AppliedMigration = {
  readonly number: number
  readonly name: string
  readonly sha256: string
  readonly appliedAt: number
}

/** Waits until no other node migrates this database, and keeps others waiting until the transaction ends. */
export async function lockMigrations(tx: Queryable): Promise<void> {
  await tx.execute(`select pg_advisory_xact_lock(1382834276, 1)`)
}

/** Lets the statements of this transaction take as long as they need, but not wait for another's lock for ever. */
export async function allowLongStatements(tx: Queryable): Promise<void> {
  await tx.execute(`set local statement_timeout = 0; set local lock_timeout = '60s'`)
}

/** Lets this transaction wait for a lock without bound. */
export async function allowLongWaits(tx: Queryable): Promise<void> {
  await tx.execute(`set local statement_timeout = 0; set local lock_timeout = 0`)
}

/** Whether the table of applied migrations is there. */
export async function hasMigrationTable(db: Queryable): Promise<boolean> {
  const rows = await db.query<{ readonly is_there: boolean }>(
    `select to_regclass('schema_migration') is not null as is_there`,
  )
  return rows[0]?.is_there ?? false
}

/** Makes the table of applied migrations. */
export async function createMigrationTable(tx: Queryable): Promise<void> {
  await tx.execute(
    `create table schema_migration (
       number integer not null,
       name text not null,
       sha256 text not null,
       applied_at timestamptz not null,
       primary key (number)
     )`,
  )
}

/** Every applied migration, by number. */
export function listAppliedMigrations(db: Queryable): Promise<readonly AppliedMigration[]> {
  return db.query<AppliedMigration>(
    `select schema_migration.number, schema_migration.name, schema_migration.sha256,
            schema_migration.applied_at as "appliedAt"
       from schema_migration
      order by schema_migration.number`,
  )
}

/** Records an applied migration at the database's time. */
export async function insertMigration(tx: Queryable, migration: Omit<AppliedMigration, 'appliedAt'>): Promise<void> {
  await tx.execute(
    `insert into schema_migration (number, name, sha256, applied_at) values ($1, $2, $3, clock_timestamp())`,
    [migration.number, migration.name, migration.sha256],
  )
}

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

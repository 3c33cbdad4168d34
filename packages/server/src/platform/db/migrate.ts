import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { classifyDatabaseError } from './classify-database-error.ts'
import type { Database, Queryable } from './database.ts'
import { DbError, messageOf } from './db-error.ts'
import {
  allowLongStatements,
  allowLongWaits,
  createMigrationTable,
  hasMigrationTable,
  insertMigration,
  listAppliedMigrations,
  lockMigrations,
} from './queries.ts'
import type { AppliedMigration } from './queries.ts'

/** One step of the schema: a file `0001_name.sql`, applied once, in order, never changed afterwards. */
export type Migration = {
  readonly number: number
  readonly name: string
  readonly sql: string
  readonly sha256: string
}

/** Where the server's migrations lie. */
export const migrationsFolder = join(import.meta.dirname, '..', '..', '..', 'migrations')

const fileName = /^(\d{4})_([a-z0-9_]+)\.sql$/
/** A migration that ends its own transaction would no longer be applied as a whole or not at all. */
const transactionControl = /^\s*(begin|commit|rollback|end|start\s+transaction|savepoint)\b[^;]*;/im

/** Reads the migrations of a folder; files that are not numbered without gaps are the error `migration_files_faulty`. */
export function readMigrations(folder: string = migrationsFolder): readonly Migration[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .toSorted()
  return files.map((file, index) => {
    const [, number = '', name = ''] = fileName.exec(file) ?? []
    if (Number(number) !== index + 1) throw new DbError('migration_files_faulty', `Look at ${file} in ${folder}.`)
    const sql = readFileSync(join(folder, file), 'utf8')
    if (transactionControl.test(sql)) {
      throw new DbError(
        'migration_files_faulty',
        `${file} begins or ends a transaction; each migration is in one already.`,
      )
    }
    return { number: index + 1, name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
  })
}

/**
 * Brings a database to the newest of the migrations and returns those that it applied. Each is one transaction together with
 * its record; any number of nodes may do this at once, one waits for the other. A database that has other migrations than
 * these is refused by name.
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[] = readMigrations(),
): Promise<readonly Migration[]> {
  const applied: Migration[] = []
  for (;;) {
    const next = await database.withConnection(
      (session) => session.transaction((tx) => applyNext(tx, migrations)),
      // A migration of a large table may take hours, in one statement.
      { statementTimeoutMs: 0 },
    )
    if (next === null) return applied
    applied.push(next)
  }
}

/** The migrations that a database lacks; an empty list is a database ready to serve. Throws as `migrate` does. */
export async function pendingMigrations(
  db: Queryable,
  migrations: readonly Migration[] = readMigrations(),
): Promise<readonly Migration[]> {
  const applied = (await hasMigrationTable(db)) ? await listAppliedMigrations(db) : []
  checkApplied(applied, migrations)
  return migrations.slice(applied.length)
}

async function applyNext(tx: Queryable, migrations: readonly Migration[]): Promise<Migration | null> {
  await allowLongWaits(tx)
  await lockMigrations(tx)
  await allowLongStatements(tx)
  const [next] = await pendingMigrations(tx, migrations)
  if (next === undefined) return null
  if (next.number === 1) await createMigrationTable(tx)
  try {
    await tx.execute(next.sql)
  } catch (error) {
    if (classifyDatabaseError(error).kind === 'connection_lost') throw error
    throw new DbError('migration_failed', `${nameOf(next)}: ${messageOf(error)}`, { cause: error })
  }
  await insertMigration(tx, next)
  return next
}

function checkApplied(applied: readonly AppliedMigration[], migrations: readonly Migration[]): void {
  for (const done of applied) {
    const known = migrations[done.number - 1]
    if (known === undefined) {
      throw new DbError(
        'migration_newer',
        `It has ${nameOf(done)}; this release ends at ${migrations.length}. Run the newer one.`,
      )
    }
    if (known.name !== done.name || known.sha256 !== done.sha256) {
      throw new DbError(
        'migration_edited',
        `It is ${nameOf(done)}, applied ${new Date(done.appliedAt).toISOString()}; the file is ${nameOf(known)} with another content. Restore the file, and put changes into a new migration.`,
      )
    }
  }
}

function nameOf({ number, name }: { readonly number: number; readonly name: string }): string {
  return `${String(number).padStart(4, '0')}_${name}.sql`
}

import type { Database } from '../../platform/db/database.ts'
import { DbError } from '../../platform/db/db-error.ts'
import { pendingMigrations } from '../../platform/db/migrate.ts'
import { clockDifferenceMs, readSettings } from '../operation/read.ts'
import { type Check, fail, ok, warn } from './check.ts'

const clockDifferenceMaxMs = 2000

/** What a setting has to be so that what was acknowledged is never lost. */
const durable: Readonly<Record<string, { readonly not: readonly string[]; readonly because: string }>> = {
  fsync: { not: ['off'], because: 'a crash of the machine may destroy the database' },
  full_page_writes: { not: ['off'], because: 'a crash in the middle of a write may damage the database' },
  synchronous_commit: { not: ['off'], because: 'a crash loses leads that were acknowledged' },
}

/** Looks at the database server: its version, its settings, its schema and its clock. */
export async function checkDatabase(
  db: Database,
  { poolMax }: { readonly poolMax: number },
): Promise<readonly Check[]> {
  const named = `${Math.trunc(db.serverVersion / 10_000)}.${db.serverVersion % 10_000}`
  return [
    ok('database version', `PostgreSQL ${named}`),
    ...(await checkSettings(db, poolMax)),
    await checkMigrations(db),
    await checkClock(db),
  ]
}

async function checkSettings(db: Database, poolMax: number): Promise<readonly Check[]> {
  const settings = await readSettings(db, [...Object.keys(durable), 'max_connections', 'transaction_read_only'])
  const checks = Object.entries(durable).map(([name, { not, because }]) => {
    const value = settings[name] ?? 'unknown'
    if (!not.includes(value)) return ok(name, `is ${value}`)
    return fail(name, `is ${value}: ${because}`, `Set ${name} = on in postgresql.conf and reload the server.`)
  })
  const connections = Number(settings['max_connections'] ?? 0)
  const what = `${poolMax} of ${connections} connections are for each node`
  const mend = 'Raise max_connections, or lower RIGHTFUL_DATABASE_POOL_MAX.'
  checks.push(poolMax * 2 <= connections ? ok('connections', what) : warn('connections', what, mend))
  if (settings['transaction_read_only'] === 'on') {
    checks.push(fail('writing', 'the database only reads, as a standby does', 'Name the primary in DATABASE_URL.'))
  }
  return checks
}

async function checkMigrations(db: Database): Promise<Check> {
  const name = 'schema'
  try {
    const pending = await pendingMigrations(db)
    if (pending.length === 0) return ok(name, 'is that of this release')
    const names = pending.map((migration) => `${String(migration.number).padStart(4, '0')}_${migration.name}`)
    return warn(name, `lacks ${names.join(', ')}`, 'Run `rightful migrate`, or start the server, which does the same.')
  } catch (error) {
    if (!(error instanceof DbError)) throw error
    return fail(name, error.message, 'Run the release that the database belongs to.')
  }
}

async function checkClock(db: Database): Promise<Check> {
  const difference = await clockDifferenceMs(db)
  const what = `the database is ${Math.abs(difference)} ms ${difference < 0 ? 'behind' : 'ahead of'} this machine`
  if (Math.abs(difference) <= clockDifferenceMaxMs) return ok('clock', what)
  return warn('clock', what, 'Set both by NTP. Nothing is decided by this machine’s clock, but its log lines tell it.')
}

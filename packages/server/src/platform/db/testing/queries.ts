import { quoted } from '../queries.ts'
import type { Queryable } from '../queryable.ts'

/** Waits until no other test file makes a template, for the rest of the transaction. */
export async function lockTemplates(tx: Queryable): Promise<void> {
  await tx.execute(`set local lock_timeout = '30s'; set local idle_in_transaction_session_timeout = '60s'`)
  await tx.query(`select pg_advisory_xact_lock(1382834276, 2)`)
}

/** Gives a database its final name; nobody may be connected to it. */
export async function renameDatabase(db: Queryable, from: string, to: string): Promise<void> {
  await db.execute(`alter database ${quoted(from)} rename to ${quoted(to)}`)
}

/** Drops a database and whoever is connected to it. */
export async function dropDatabase(db: Queryable, name: string): Promise<void> {
  await db.execute(`drop database if exists ${quoted(name)} with (force)`)
}

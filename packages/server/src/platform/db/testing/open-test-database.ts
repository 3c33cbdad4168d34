import { createHash, randomBytes } from 'node:crypto'
import { openDatabase } from '../database.ts'
import type { Database } from '../database.ts'
import { migrate, readMigrations } from '../migrate.ts'
import type { Migration } from '../migrate.ts'
import { createDatabase, listDatabases } from '../queries.ts'
import { dropDatabase, lockTemplates, renameDatabase } from './queries.ts'
import { testKeyRing } from '../../secrets/testing/test-key.ts'
import { startTestServer } from './test-server.ts'
import type { TestServer } from './test-server.ts'

/** A database of a test file's own. */
export type TestDatabase = {
  readonly database: Database
  /** Its URL, for further pools and other processes. */
  readonly connection: string
  /** Closes and drops it. */
  readonly close: () => Promise<void>
}

/** What the database starts with. */
export type TestDatabaseOptions = {
  /** The migrations it has; those of the server unless told, none for an empty list. */
  readonly migrations?: readonly Migration[]
  /** Connections at most, 10 unless told. */
  readonly poolMax?: number
}

let ownServer: Promise<TestServer> | null = null

/**
 * Opens a new, migrated database on the server of this test run, which `RIGHTFUL_TEST_SERVER` names; a test file that is run
 * by hand starts a server for itself, of the major version in `RIGHTFUL_TEST_MAJOR`. The first to ask migrates a template,
 * of which all others are copies.
 */
export async function openTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const migrations = options.migrations ?? readMigrations()
  const server = await useServer()
  const admin = await openDatabase(server.connection, { applicationName: 'test', poolMax: 1 })
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`
  try {
    const template = await ensureTemplate(admin, server, migrations)
    await createDatabase(admin, { name, template })
  } catch (error) {
    await admin.close()
    throw error
  }
  const connection = urlOf(server, name)
  const keyRing = testKeyRing()
  const database = await openDatabase(connection, { applicationName: 'test', poolMax: options.poolMax ?? 10, keyRing })
  const close = async (): Promise<void> => {
    await database.close()
    await dropDatabase(admin, name)
    await admin.close()
  }
  let closing: Promise<void> | null = null
  return { database, connection, close: () => (closing ??= close()) }
}

/** Makes the template for a list of migrations unless it is there; whoever comes second waits for the first. */
async function ensureTemplate(
  admin: Database,
  server: { readonly connection: string },
  migrations: readonly Migration[],
): Promise<string> {
  const hash = createHash('sha256')
  for (const { sha256 } of migrations) hash.update(sha256)
  const name = `template_${hash.digest('hex').slice(0, 16)}`
  if ((await listDatabases(admin)).includes(name)) return name
  const locking = await openDatabase(server.connection, { applicationName: 'test', poolMax: 1 })
  try {
    await locking.transaction(async (tx) => {
      await lockTemplates(tx)
      if ((await listDatabases(admin)).includes(name)) return
      const making = `making_${process.pid}_${randomBytes(4).toString('hex')}`
      await createDatabase(admin, { name: making })
      const database = await openDatabase(urlOf(server, making), { applicationName: 'test', poolMax: 1 })
      await migrate(database, migrations)
      await database.close()
      await renameDatabase(admin, making, name)
    })
  } finally {
    await locking.close()
  }
  return name
}

async function useServer(): Promise<{ readonly connection: string }> {
  const { RIGHTFUL_TEST_SERVER: shared, RIGHTFUL_TEST_MAJOR: major } = process.env
  if (shared !== undefined && shared !== '') return { connection: shared }
  if (ownServer === null) {
    ownServer = startTestServer(major)
    // The last thing to do in this process: no test is running and no connection is open any more.
    process.once('beforeExit', () => void ownServer?.then((server) => server.stop()))
  }
  return ownServer
}

function urlOf(server: { readonly connection: string }, database: string): string {
  const url = new URL(server.connection)
  url.pathname = `/${database}`
  return url.href
}

import { type Config, dataDirectoryOf } from './config.ts'
import { type Database, openDatabase, withoutSecrets } from './platform/db/database.ts'
import { DbError, messageOf } from './platform/db/db-error.ts'
import { findRunningEmbedded, hasEmbeddedData } from './platform/db/embedded/find-running.ts'
import { startEmbedded } from './platform/db/embedded/start-embedded.ts'
import type { KeyRing } from './platform/secrets/key-ring.ts'
import { keyRingOf } from './secret-keys.ts'

/** Where a server's data is, opened by a command that runs beside the server or in its stead. */
export type Store = {
  readonly db: Database
  readonly url: string
  /** The directory of the embedded server; `null`: it is a PostgreSQL of the user's own. */
  readonly directory: string | null
  /** The process that serves the embedded server; `null`: nobody does, or it is the user's own. */
  readonly servedBy: number | null
  /** How it was reached, for people: `the embedded database in …, …`. */
  readonly reached: string
  /** Closes the connections, and stops what was started for this. */
  readonly close: () => Promise<void>
}

/** How to open it. */
export type StoreOptions = {
  /** Whether an empty data directory gets a database; otherwise it is the error `embedded_empty`. */
  readonly mayCreate?: boolean
}

/**
 * Opens the database that the settings name: the user's own by its URL; the embedded one through its socket while a server runs
 * on it, and otherwise by starting it for as long as this takes. Throws `DbError`.
 */
export async function openStore(config: Config, { mayCreate = false }: StoreOptions = {}): Promise<Store> {
  const { databaseUrl } = config
  const keyRing = keyRingOf(config)
  if (databaseUrl !== null) {
    const reached = `the database at ${withoutSecrets(databaseUrl)}`
    return openAt({ keyRing, url: databaseUrl, directory: null, servedBy: null, reached, stop: nothing })
  }
  const directory = dataDirectoryOf(config)
  const running = await findRunningEmbedded(directory)
  if (running !== null) {
    const { connection: url, holderPid } = running
    const reached = `the embedded database in ${directory}, which process ${holderPid} serves`
    return openAt({ keyRing, url, directory: running.directory, servedBy: holderPid, reached, stop: nothing })
  }
  if (!mayCreate && !hasEmbeddedData(directory)) {
    throw new DbError('embedded_empty', `Nothing was ever stored in ${directory}. \`rightful serve\` begins there.`)
  }
  const server = await startEmbedded({ directory })
  const reached = `the embedded database in ${directory}, started for this and stopped afterwards`
  const at = { keyRing, url: server.connection, directory: server.directory, servedBy: null, reached }
  return openAt({ ...at, stop: () => server.stop() })
}

type At = Omit<Store, 'db' | 'close'> & { readonly stop: () => Promise<void>; readonly keyRing: KeyRing }

async function openAt({ url, directory, servedBy, reached, stop, keyRing }: At): Promise<Store> {
  try {
    const db = await openDatabase(url, { applicationName: 'rightful command', poolMax: 4, keyRing })
    const close = async (): Promise<void> => {
      await db.close()
      await stop()
    }
    return { db, url, directory, servedBy, reached, close }
  } catch (error) {
    await stop()
    if (error instanceof DbError) throw error
    throw new DbError('server_unreachable', `${withoutSecrets(url)}: ${messageOf(error)}`, { cause: error })
  }
}

async function nothing(): Promise<void> {}

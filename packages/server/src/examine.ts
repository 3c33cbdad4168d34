import { type Config, type ConfigReading, dataDirectoryOf, isLoopback } from './config.ts'
import {
  type Check,
  checkDatabase,
  checkDirectory,
  checkPort,
  checkWorkspaces,
  fail,
  ok,
  warn,
} from './observe/doctor/read.ts'
import { openStore, type Store } from './open-store.ts'
import { hasEmbeddedData } from './platform/db/embedded/find-running.ts'

/**
 * Looks at everything that a server needs: configuration, data directory, database, schema, clock, port, and what waits. Reads
 * only; an embedded database that nobody serves is started for it. Never throws for what it finds.
 */
export async function examine(reading: ConfigReading): Promise<readonly Check[]> {
  if (reading.kind === 'faulty') {
    return reading.problems.map(({ where, what }) =>
      fail('configuration', `${where} ${what}`, 'See docs/reference/configuration.md.'),
    )
  }
  const { config } = reading
  const directory = config.databaseUrl === null ? dataDirectoryOf(config) : null
  const checks: Check[] = [checkConfiguration(config)]
  if (directory !== null) checks.push(...checkDirectory(directory))
  checks.push(await checkPort(config))
  if (checks.some(({ state, name }) => state === 'fail' && name === 'data directory')) return checks
  if (directory !== null && !hasEmbeddedData(directory)) {
    return [...checks, ok('database', 'there is none yet: `rightful serve` makes it')]
  }
  return [...checks, ...(await checkStored(config))]
}

function checkConfiguration({ host }: Config): Check {
  if (isLoopback(host)) return ok('configuration', 'every setting can be used')
  const mend = 'Keep a proxy before it that has TLS and lets in whom you mean.'
  return warn('configuration', `other machines reach ${host}, and there is no sign-in yet`, mend)
}

async function checkStored(config: Config): Promise<readonly Check[]> {
  let store: Store
  try {
    store = await openStore(config)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return [fail('database', error.message, 'See docs/reference/database.md.')]
  }
  try {
    const checks = await checkDatabase(store.db, { poolMax: config.databasePoolMax })
    const hasSchema = checks.every(({ name, state }) => name !== 'schema' || state === 'ok')
    const waiting = hasSchema ? await checkWorkspaces(store.db) : []
    return [ok('database', `looked at ${store.reached}`), ...checks, ...waiting]
  } finally {
    await store.close()
  }
}

import { DbError, openStore, type Config, type Store, type StoreOptions } from '@rightful/server'
import { CliError } from '../cli-error.ts'

/** Opens the database that the settings name for as long as `work` takes. Throws `database_failed`. */
export async function withStore<Result>(
  config: Config,
  work: (store: Store) => Promise<Result>,
  options: StoreOptions = {},
): Promise<Result> {
  const store = await tellingFailures('database', () => openStore(config, options))
  try {
    return await tellingFailures('database', () => work(store))
  } finally {
    await store.close()
  }
}

/** Turns failures that the operator can mend into those of the command line. */
export async function tellingFailures<Result>(where: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DbError) throw new CliError('database_failed', { where, what: error.message })
    throw error
  }
}

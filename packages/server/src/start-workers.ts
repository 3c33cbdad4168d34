import type { Registry } from 'prom-client'
import type { Config } from './config.ts'
import type { Desks } from './pipeline/desk/desks.ts'
import type { Database } from './platform/db/database.ts'
import type { Log } from './platform/log/create-log.ts'

/** What workers work with. */
export type WorkerOptions = {
  readonly db: Database
  readonly desks: Desks
  readonly node: string
  readonly log: Log
  readonly config: Config
  readonly registry: Registry
}

/** What runs beside the requests; the one place that knows all of it. */
export type Workers = { readonly stop: () => Promise<void> }

/** Starts every worker of this node. */
export function startWorkers(_options: WorkerOptions): Workers {
  return { stop: async () => {} }
}

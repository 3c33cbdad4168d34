import { createApiKey } from './control/access/create-api-key.ts'
import { createAuthenticate } from './control/access/create-authenticate.ts'
import { createWorkspace } from './control/workspaces/create-workspace.ts'
import { demoWorkspace } from './control/workspaces/demo-workspace.ts'
import { findWorkspaces } from './control/workspaces/read.ts'
import { type Config, dataDirectoryOf, nodeName } from './config.ts'
import { mountRoutes } from './mount-routes.ts'
import { type BatchReport } from './pipeline/desk/desk.ts'
import { createDesks } from './pipeline/desk/desks.ts'
import { createDeskMetrics } from './pipeline/desk/desk-metrics.ts'
import { type Database, openDatabase } from './platform/db/database.ts'
import { startEmbedded } from './platform/db/embedded/start-embedded.ts'
import { migrate } from './platform/db/migrate.ts'
import { type AllowedHosts, loopbackHosts } from './platform/http/allowed-hosts.ts'
import { createHttpApp } from './platform/http/create-http-app.ts'
import { createRateLimit } from './platform/http/rate-limit.ts'
import { startHttpServer } from './platform/http/start-http-server.ts'
import type { Log } from './platform/log/create-log.ts'
import { createOutbound } from './platform/outbound/create-outbound.ts'
import { createMetrics } from './platform/metrics/create-metrics.ts'
import { startWorkers } from './start-workers.ts'

/** A server that takes leads. */
export type RunningServer = {
  /** Such as `http://127.0.0.1:8787`. */
  readonly url: string
  /** The database's URL; that of the embedded one has no secret in it. */
  readonly databaseUrl: string
  readonly isEmbedded: boolean
  readonly db: Database
  /** What was made because the database was empty; `null`: it was not. */
  readonly firstStart: { readonly workspaceId: string; readonly workspace: string; readonly key: string } | null
  /** Stops taking leads, finishes what is under way, and closes everything. */
  readonly stop: () => Promise<void>
}

/** Something to be undone when the server stops, last opened first. */
type Closing = () => Promise<unknown>

/**
 * Builds everything and starts it: database, migrations, the demo workspace of an empty database, desks, workers, HTTP. When any of it
 * fails, what was started before is stopped again, and the failure is thrown.
 */
export async function startServer(config: Config, log: Log): Promise<RunningServer> {
  const closings: Closing[] = []
  try {
    return await build(config, { log, closings })
  } catch (error) {
    await closeAll(closings)
    throw error
  }
}

async function closeAll(closings: Closing[]): Promise<void> {
  for (;;) {
    const close = closings.pop()
    if (close === undefined) return
    await close()
  }
}

async function build(
  config: Config,
  { log, closings }: { readonly log: Log; readonly closings: Closing[] },
): Promise<RunningServer> {
  const databaseUrl = config.databaseUrl ?? (await embedded(config, { log, closings }))
  const node = nodeName(config)
  const db = await openDatabase(databaseUrl, { applicationName: `rightful ${node}`, poolMax: config.databasePoolMax })
  closings.push(() => db.close())
  const applied = await migrate(db)
  if (applied.length > 0) log.info({ migrations: applied.map(({ name }) => name) }, 'the schema was brought up to date')
  const firstStart = await prepareWorkspace(db, config)
  const metrics = createMetrics({ withProcess: true })
  const deskMetrics = createDeskMetrics(metrics.registry)
  const onBatch = (batch: BatchReport): void => {
    deskMetrics.countBatch(batch)
    if (batch.failure !== null) log.warn({ workspace: batch.workspaceId, failure: batch.failure }, 'a batch failed')
  }
  const desks = createDesks({ db, node, onBatch })
  closings.push(() => desks.close())
  const { allowPrivateDestinations: isOpen } = config
  const outbound = createOutbound({ allowPrivate: isOpen, allowPlain: isOpen })
  closings.push(() => outbound.close())
  const workers = startWorkers({ db, desks, node, log, registry: metrics.registry, outbound })
  closings.push(() => workers.stop())
  const stopping = new AbortController()
  const http = createHttpApp({
    log,
    metrics,
    authenticate: createAuthenticate({ db, log }),
    keyLimit: createRateLimit({ name: 'key', count: config.keyRequestsPerMinute, seconds: 60 }),
    allowed: allowedHosts(config),
    proxyHops: config.proxyHops,
    stopping: stopping.signal,
  })
  // What deciding needs is read before the first lead comes.
  for (const { workspaceId } of await findWorkspaces(db)) desks.of(workspaceId).tick()
  mountRoutes(http, { db, desks, metrics, log, config, outbound })
  const server = await startHttpServer(http, {
    host: config.host,
    port: config.port,
    stopWithinMs: config.stopWithinSeconds * 1000,
  })
  closings.push(() => server.stop())
  log.info({ url: server.url, node }, 'ready')
  const stop = async (): Promise<void> => {
    stopping.abort()
    await closeAll(closings)
  }
  return { url: server.url, databaseUrl, isEmbedded: config.databaseUrl === null, db, firstStart, stop }
}

async function embedded(
  config: Config,
  { log, closings }: { readonly log: Log; readonly closings: Closing[] },
): Promise<string> {
  const server = await startEmbedded({
    directory: dataDirectoryOf(config),
    onNotice: (notice) => {
      if (notice.kind === 'restarted')
        log.warn({ pid: notice.pid }, 'the embedded PostgreSQL had died and was started again')
      else log.error({ err: notice.error }, 'the embedded PostgreSQL does not start any more')
    },
  })
  closings.push(() => server.stop())
  return server.connection
}

/** An empty database gets the workspace of the bundled example and one key, which is told once. */
async function prepareWorkspace(db: Database, { demo }: Config): Promise<RunningServer['firstStart']> {
  const workspaces = await findWorkspaces(db)
  if (workspaces.length > 0 || !demo) return null
  const start = demoWorkspace()
  const workspaceId = await createWorkspace(db, start)
  const { key } = await createApiKey(db, { workspaceId, name: 'first', scopes: ['admin'], expiresAtMs: null })
  return { workspaceId, workspace: start.name, key }
}

/** By default only names of this machine are answered, so that no page elsewhere can reach in by a name of its own. */
function allowedHosts({ allowedHosts: names }: Config): AllowedHosts {
  const hosts = names === null ? loopbackHosts : new Set([...names, ...loopbackHosts])
  return { hosts, origins: new Set() }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { createApiKey } from './control/access/create-api-key.ts'
import { createAuthenticator } from './control/access/create-authenticator.ts'
import { offerSetup, type SetupOffer } from './control/access/users/set-up.ts'
import { createWorkspaceIn } from './control/workspaces/create-workspace.ts'
import { demoWorkspace } from './control/workspaces/demo-workspace.ts'
import { findWorkspaces, lockWorkspaces } from './control/workspaces/read.ts'
import { type Closings, createClosings } from './closings.ts'
import { consolePages } from './console-pages.ts'
import { auditFilesOf, type Config, dataDirectoryOf, isLoopback, nodeName } from './config.ts'
import { openKeyFile } from './control/audit/key-file.ts'
import { mountRoutes, type MountOptions } from './mount-routes.ts'
import { createBacklogMetrics } from './observe/operation/backlog-metrics.ts'
import type { RetentionDays } from './observe/retention/sweep-workspace.ts'
import { createBatchReporter } from './pipeline/desk/batch-reporter.ts'
import { createDesks } from './pipeline/desk/desks.ts'
import { type Database, openDatabase } from './platform/db/database.ts'
import { type EmbeddedServer, startEmbedded } from './platform/db/embedded/start-embedded.ts'
import { migrate } from './platform/db/migrate.ts'
import { type AllowedHosts, loopbackHosts } from './platform/http/allowed-hosts.ts'
import { createHttpApp } from './platform/http/create-http-app.ts'
import { createRateLimit } from './platform/http/rate-limit.ts'
import { type HttpServer, startHttpServer } from './platform/http/start-http-server.ts'
import type { Log } from './platform/log/create-log.ts'
import { createOutbound, type Outbound } from './platform/outbound/create-outbound.ts'
import { withPrivateHosts } from './platform/outbound/with-private-hosts.ts'
import { checkKeyRing, resealKeys } from './platform/secrets/check-key-ring.ts'
import { createMetrics } from './platform/metrics/create-metrics.ts'
import { createTracing, type Tracing } from './platform/trace/create-tracing.ts'
import { keyRingOf, makeSecretKeys } from './secret-keys.ts'
import { startWorkers, type WorkerOptions } from './start-workers.ts'
import { version } from './version.ts'

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
  /** Workspaces that nobody can sign in to yet, with the token by which their first user is made. */
  readonly setupOffers: readonly SetupOffer[]
  /**
   * Stops taking leads, finishes what is under way, and closes everything. False: something did not end in time and keeps the
   * process alive for a while.
   */
  readonly stop: () => Promise<boolean>
}

/**
 * Builds everything and starts it: database, migrations, the demo workspace of an empty database, desks, workers, HTTP. When any of it
 * fails, what was started before is stopped again, and the failure is thrown.
 */
export async function startServer(config: Config, log: Log): Promise<RunningServer> {
  const closings = createClosings()
  try {
    return await build(config, { log, closings })
  } catch (error) {
    await closings.closeAll()
    throw error
  }
}

type Surroundings = { readonly log: Log; readonly closings: Closings }

async function build(config: Config, { log, closings }: Surroundings): Promise<RunningServer> {
  const embedded = config.databaseUrl === null ? await openEmbedded(config, { log, closings }) : null
  const databaseUrl = config.databaseUrl ?? embedded?.connection ?? ''
  const node = nodeName(config)
  const db = await openDatabase(databaseUrl, {
    applicationName: `rightful ${node}`,
    poolMax: config.databasePoolMax,
    keyRing: keyRingOf(config),
  })
  closings.add({ name: 'database connections', close: () => db.close() })
  const applied = await migrate(db)
  if (applied.length > 0) log.info({ migrations: applied.map(({ name }) => name) }, 'the schema was brought up to date')
  await checkKeyRing(db, () => makeSecretKeys(config))
  // After a rotation, what older keys sealed.
  await resealKeys(db)
  const firstStart = await prepareWorkspace(db, config)
  const setupOffers = await offerSetup(db)
  const metrics = createMetrics({ withProcess: true })
  createBacklogMetrics(metrics.registry, db)
  const tracing = createTracing(version)
  const onBatch = createBatchReporter({ registry: metrics.registry, log, tracing })
  const withinMs = config.stopWithinSeconds * 1000
  const desks = createDesks({ db, node, tracing, onBatch })
  closings.add({ name: 'desks', close: () => desks.close(), withinMs })
  const { outbound, providerOutbound } = openWaysOut(config, closings)
  const workers = startWorkers({
    db,
    desks,
    node,
    log,
    registry: metrics.registry,
    outbound,
    keep: keepOf(config),
    checkpoints: checkpointsOf(config, db, log),
  })
  closings.add({ name: 'workers', close: () => workers.stop(), withinMs })
  // What deciding needs is read before the first lead comes.
  for (const { workspaceId } of await findWorkspaces(db)) desks.of(workspaceId).tick()
  const stopping = new AbortController()
  const authenticator = createAuthenticator({ db, log })
  const mounting = { db, desks, metrics, log, config, outbound, providerOutbound, authenticator, embedded }
  const server = await serveHttp(mounting, { stopping: stopping.signal, tracing })
  closings.add({
    name: 'requests',
    close: async () => {
      const cut = await server.stop()
      if (cut > 0) log.warn({ connections: cut }, 'requests that did not end in time were cut off')
    },
  })
  log.info({ url: server.url, node }, 'ready')
  const stop = async (): Promise<boolean> => {
    // Whoever asks at /readyz hears of it first; only then is anybody turned away.
    stopping.abort()
    if (config.drainSeconds > 0) await sleep(config.drainSeconds * 1000)
    const late = await closings.closeAll()
    if (late.length > 0) log.warn({ late }, 'not everything ended in time; it ends with the process')
    return late.length === 0
  }
  return { url: server.url, databaseUrl, isEmbedded: config.databaseUrl === null, db, firstStart, setupOffers, stop }
}

/** The ways to others: to whatever users name, and to identity providers. */
function openWaysOut(
  { allowPrivateDestinations: isOpen, privateIdentityProviders, stopWithinSeconds }: Config,
  closings: Closings,
): { readonly outbound: Outbound; readonly providerOutbound: Outbound } {
  const outbound = createOutbound({ allowPrivate: isOpen, allowPlain: isOpen })
  const providerOutbound = withPrivateHosts(outbound, privateIdentityProviders ?? [])
  const close = async (): Promise<void> => void (await Promise.all([outbound.close(), providerOutbound.close()]))
  closings.add({ name: 'outbound connections', close, withinMs: stopWithinSeconds * 1000 })
  return { outbound, providerOutbound }
}

async function serveHttp(
  mounting: MountOptions,
  { stopping, tracing }: { readonly stopping: AbortSignal; readonly tracing: Tracing | null },
): Promise<HttpServer> {
  const { log, metrics, config } = mounting
  const http = createHttpApp({
    log,
    metrics,
    tracing,
    authenticator: mounting.authenticator,
    keyLimit: createRateLimit({ name: 'key', count: config.keyRequestsPerMinute, seconds: 60 }),
    allowed: allowedHosts(config),
    proxyHops: config.proxyHops,
    stopping,
    pages: consolePages(),
  })
  mountRoutes(http, mounting)
  if (!isLoopback(config.host)) {
    log.warn(
      { host: config.host },
      'other machines reach this server: it has no TLS of its own, so people sign in through a proxy that has',
    )
  }
  const { host, port, stopWithinSeconds } = config
  const server = await startHttpServer(http, { host, port, stopWithinMs: stopWithinSeconds * 1000 })
  const stop = async (): Promise<number> => {
    const cut = await server.stop()
    http.refusals.flush()
    return cut
  }
  return { ...server, stop }
}

function keepOf(config: Config): RetentionDays {
  const { keepDeliveriesDays: deliveries, keepEventsDays: events, keepDecisionsDays: decisions } = config
  const { keepPersonalDays: personal, keepSensitiveDays: sensitive } = config
  return { deliveries, events, decisions, personal, sensitive }
}

const CHECKPOINT_ENTRIES = 1000

function checkpointsOf(config: Config, { keyRing }: Database, log: Log): WorkerOptions['checkpoints'] {
  const files = auditFilesOf(config)
  const rhythm = { entries: CHECKPOINT_ENTRIES, seconds: config.auditCheckpointMinutes * 60 }
  try {
    const places = { file: files.checkpoints, url: config.auditCheckpointUrl }
    return { key: openKeyFile(files.key, keyRing), places, rhythm }
  } catch (error) {
    log.error(
      { err: error, file: files.key },
      'no key for the audit log can be had: its end is not signed by this node',
    )
    return null
  }
}

async function openEmbedded(config: Config, { log, closings }: Surroundings): Promise<EmbeddedServer> {
  const server = await startEmbedded({
    directory: dataDirectoryOf(config),
    onNotice: (notice) => {
      if (notice.kind === 'restarted')
        log.warn({ pid: notice.pid }, 'the embedded PostgreSQL had died and was started again')
      else log.error({ err: notice.error }, 'the embedded PostgreSQL does not start any more')
    },
  })
  closings.add({ name: 'embedded database', close: () => server.stop() })
  return server
}

/** An empty database gets the workspace of the bundled example and one key, which is told once. */
async function prepareWorkspace(db: Database, { demo }: Config): Promise<RunningServer['firstStart']> {
  if (!demo || (await findWorkspaces(db)).length > 0) return null
  // With its key or not at all: a key that was never told could not be told later.
  return db.transaction(async (tx) => {
    await lockWorkspaces(tx)
    if ((await findWorkspaces(tx)).length > 0) return null
    const start = demoWorkspace()
    const workspaceId = await createWorkspaceIn(tx, start)
    const scopes = ['admin', 'keys:write'] as const
    const { key } = await createApiKey(tx, { workspaceId, name: 'first', scopes, expiresAtMs: null, by: 'system' })
    return { workspaceId, workspace: start.name, key }
  })
}

/** By default only names of this machine are answered, so that no page elsewhere can reach in by a name of its own. */
function allowedHosts({ allowedHosts: names }: Config): AllowedHosts {
  const hosts = names === null ? loopbackHosts : new Set([...names, ...loopbackHosts])
  return { hosts, origins: new Set() }
}

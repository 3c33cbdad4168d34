import { createClient, isScope, type RightfulClient, type Scope, scopes } from '@rightful/contract'
import { type Config, readConfig } from '../config.ts'
import { createApiKey } from '../control/access/create-api-key.ts'
import { createAuthenticator } from '../control/access/create-authenticator.ts'
import { createWorkspace } from '../control/workspaces/create-workspace.ts'
import { mountRoutes } from '../mount-routes.ts'
import { createBatchReporter } from '../pipeline/desk/batch-reporter.ts'
import { createDesks } from '../pipeline/desk/desks.ts'
import type { Database } from '../platform/db/database.ts'
import { openTestDatabase } from '../platform/db/testing/open-test-database.ts'
import { loopbackHosts } from '../platform/http/allowed-hosts.ts'
import { createHttpApp, type HttpApp } from '../platform/http/create-http-app.ts'
import { unlimited } from '../platform/http/rate-limit.ts'
import { startHttpServer } from '../platform/http/start-http-server.ts'
import type { StaticPages } from '../platform/http/static-pages.ts'
import { createLog } from '../platform/log/create-log.ts'
import { createOutbound } from '../platform/outbound/create-outbound.ts'
import { createMetrics } from '../platform/metrics/create-metrics.ts'
import type { Tracing } from '../platform/trace/create-tracing.ts'

/** A whole service for a test file: routes, desks and a database of its own. */
export type TestService = {
  readonly url: string
  readonly db: Database
  readonly http: HttpApp
  readonly workspaceId: string
  /** A key with all scopes. */
  readonly key: string
  readonly client: RightfulClient
  /** Makes a further key. */
  readonly makeKey: (scopes: readonly Scope[], workspaceId?: string) => Promise<string>
  /** Makes a further workspace of the same policy and roster. */
  readonly makeWorkspace: () => Promise<string>
  readonly close: () => Promise<void>
}

const policy = `
policy: test
fields:
  email:     { type: email }
  country:   { type: country }
  employees: { type: integer, min: 0 }
constraints:
  - id: no-fr
    when: country == "FR"
    refuse: no_france
routes:
  - id: german
    when: country == "DE"
    to: [pool: dach]
    also: { sdr: [pool: sdr] }
  - id: nobody
    when: country == "JP"
    to: [hold: japan]
fallback:
  unmatched: [hold: triage]
  incomplete: [hold: triage]
  nobody: [hold: waiting]
reassign:
  - on: { changed: [country] }
    until: touched
clocks:
  first_touch:
    - { target: PT15M, hours: wall }
`

const roster = {
  roster: 'test',
  owners: [{ id: 'ada' }, { id: 'ben' }, { id: 'cy' }, { id: 'gone', active: false }],
  pools: [
    { id: 'dach', members: ['ada', 'ben'] },
    { id: 'sdr', members: ['cy'] },
  ],
}

const everything: readonly Scope[] = Object.keys(scopes).filter(isScope)

/** What the service does beside serving. */
export type TestServiceOptions = {
  readonly tracing?: Tracing | null
  readonly proxyHops?: number
  /** What stands beside the API; nothing unless told. */
  readonly pages?: StaticPages | null
}

/** Opens a service with two owners in pool \`dach\` (Germany), one in \`sdr\`, a hold for Japan, and a refusal of France. */
export async function openTestService({
  tracing = null,
  proxyHops = 0,
  pages = null,
}: TestServiceOptions = {}): Promise<TestService> {
  const { database: db, close: closeDatabase } = await openTestDatabase()
  const makeWorkspace = (): Promise<string> =>
    createWorkspace(db, {
      name: 'test',
      policy: { document: policy, tables: {} },
      roster,
      accounts: [],
      createdBy: 'test',
    })
  const workspaceId = await makeWorkspace()
  const makeKey = async (scopes: readonly Scope[], of = workspaceId): Promise<string> => {
    const { key } = await createApiKey(db, { workspaceId: of, name: 'test', scopes, expiresAtMs: null, by: 'test' })
    return key
  }
  const log = createLog({ level: 'silent' })
  const metrics = createMetrics()
  const onBatch = createBatchReporter({ registry: metrics.registry, log, tracing })
  const desks = createDesks({ db, node: 'test', tracing, onBatch })
  const stopping = new AbortController()
  const authenticator = createAuthenticator({ db, log })
  const allowed = { hosts: loopbackHosts, origins: new Set<string>() }
  const app = { log, metrics, tracing, authenticator, keyLimit: unlimited, allowed, proxyHops, pages }
  const http = createHttpApp({ ...app, stopping: stopping.signal })
  const outbound = createOutbound({ allowPrivate: true, allowPlain: true })
  mountRoutes(http, { db, desks, metrics, log, config: defaultConfig(), outbound, authenticator })
  const server = await startHttpServer(http, { host: '127.0.0.1', port: 0, stopWithinMs: 2000 })
  const key = await makeKey(everything)
  return {
    url: server.url,
    db,
    http,
    workspaceId,
    key,
    client: createClient({ baseUrl: server.url, apiKey: key }),
    makeKey,
    makeWorkspace,
    close: async () => {
      stopping.abort()
      await server.stop()
      await desks.close()
      await outbound.close()
      await closeDatabase()
    },
  }
}

function defaultConfig(): Config {
  const reading = readConfig({})
  if (reading.kind === 'faulty') throw new Error('The defaults are faulty.')
  return reading.config
}

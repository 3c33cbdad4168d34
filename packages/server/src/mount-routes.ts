import { backupDirectoryOf, type Config, nodeName } from './config.ts'
import { addAccessRoutes } from './control/access/routes.ts'
import { createSignInLimits } from './control/access/sessions/sign-in-limits.ts'
import { addChangeRoutes } from './control/changes/routes.ts'
import { addDestinationRoutes } from './control/connections/routes.ts'
import { addAuditRoutes } from './control/audit/routes.ts'
import { addFormRoutes } from './control/forms/routes.ts'
import { addAccountRoutes } from './control/accounts/routes.ts'
import { addPrivacyRoutes } from './control/privacy/routes.ts'
import { addPeopleRoutes } from './control/people/routes.ts'
import { addDocumentationRoutes } from './control/policies/documentation-routes.ts'
import { addPolicyReviewRoutes } from './control/policies/review-routes.ts'
import { addPolicyRoutes } from './control/policies/routes.ts'
import { addExplanationRoutes } from './observe/decisions/routes.ts'
import { addEventRoutes } from './observe/events/routes.ts'
import { addOperationRoutes } from './observe/operation/routes.ts'
import { addOverviewRoutes } from './observe/overview/routes.ts'
import { addPoolRoutes } from './observe/pools/routes.ts'
import { createReportRunner } from './observe/reports/create-report-runner.ts'
import { addReportRoutes } from './observe/reports/routes.ts'
import { addTrialRoutes } from './observe/trials/routes.ts'
import { addWhatIfRoutes } from './observe/what-if/routes.ts'
import { addClockRoutes } from './pipeline/clocks/routes.ts'
import { addDeliveryRoutes } from './pipeline/deliver/routes.ts'
import { addWaitingRoutes } from './pipeline/holds/routes.ts'
import { addImportRoutes } from './pipeline/imports/routes.ts'
import { addIntakeRoutes } from './pipeline/intake/routes.ts'
import { addLeadRoutes } from './pipeline/leads/routes.ts'
import type { Desks } from './pipeline/desk/desks.ts'
import type { Database } from './platform/db/database.ts'
import type { Authenticator } from './platform/http/caller.ts'
import type { HttpApp } from './platform/http/create-http-app.ts'
import { addOpenRoutes } from './platform/http/open-routes.ts'
import type { Log } from './platform/log/create-log.ts'
import type { Outbound } from './platform/outbound/create-outbound.ts'
import type { Metrics } from './platform/metrics/create-metrics.ts'
import { version } from './version.ts'

/** What routes work with. */
export type MountOptions = {
  readonly db: Database
  readonly desks: Desks
  readonly metrics: Metrics
  readonly log: Log
  readonly config: Config
  readonly outbound: Outbound
  /** To providers of identities; left out: the same. */
  readonly providerOutbound?: Outbound
  readonly authenticator: Authenticator
  /** The embedded server; left out or `null`: the database is the user's own. */
  readonly embedded?: { readonly connection: string; readonly directory: string } | null
}

/** Adds every route of the API; the one place that knows them all. */
export function mountRoutes(http: HttpApp, options: MountOptions): void {
  const { db, desks, metrics, log, config, outbound, authenticator, embedded = null } = options
  addOpenRoutes(http, { metrics, version, checks: { database: () => db.query('select 1') } })
  const door = { db, submit: desks.submit }
  addIntakeRoutes(http.routes, door)
  addLeadRoutes(http.routes, door)
  addClockRoutes(http.routes, db)
  addWaitingRoutes(http.routes, db)
  addFormRoutes(http.routes, door)
  addImportRoutes(http.routes, db)
  addExplanationRoutes(http.routes, db)
  addEventRoutes(http.routes, db)
  addReportRoutes(http.routes, { db, runReport: createReportRunner(db) })
  addPeopleRoutes(http.routes, db)
  addOverviewRoutes(http.routes, db)
  addPoolRoutes(http.routes, db)
  addAccountRoutes(http.routes, db)
  addPolicyReviewRoutes(http.routes, db)
  addTrialRoutes(http.routes, db)
  addPolicyRoutes(http.routes, db)
  addDocumentationRoutes(http.routes, db)
  addWhatIfRoutes(http.routes, db)
  addChangeRoutes(http.routes, db)
  addDestinationRoutes(http.routes, { db, outbound })
  addDeliveryRoutes(http.routes, { db, outbound })
  addAuditRoutes(http.routes, db)
  addPrivacyRoutes(http.routes, db)
  const { providerOutbound = outbound } = options
  const access = { db, log, limits: createSignInLimits(), authenticator, outbound, providerOutbound }
  addAccessRoutes(http.routes, { ...access, publicUrl: config.publicUrl })
  const backupDirectory = backupDirectoryOf(config)
  addOperationRoutes(http.routes, { db, node: nodeName(config), version, embedded, backupDirectory })
}

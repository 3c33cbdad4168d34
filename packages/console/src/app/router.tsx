import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { failureOf } from '../client/failure-of.ts'
import { sessionQuery } from '../client/session.ts'
import { readAccessSearch } from '../features/access/access-search.ts'
import { readChangeSearch } from '../features/changes/change-search.ts'
import { readClockSearch } from '../features/clocks/clock-search.ts'
import { readLeadSearch } from '../features/leads/lead-search.ts'
import { readPeopleSearch } from '../features/people/people-search.ts'
import { readReportSearch } from '../features/reports/report-search.ts'
import { NotFound, PageFailed } from './failed-page.tsx'
import { Shell } from './shell.tsx'

type RouterContext = { readonly queries: QueryClient }

const root = createRootRouteWithContext<RouterContext>()({ component: Outlet, notFoundComponent: NotFound })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ then }: Record<string, unknown>) =>
    typeof then === 'string' && /^\/(?!\/)/.test(then) ? { then } : {},
  component: lazyRouteComponent(() => import('../features/sign-in/sign-in-page.tsx'), 'SignInPage'),
})
const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyRouteComponent(() => import('../features/sign-in/welcome-page.tsx'), 'WelcomePage'),
})
const accept = createRoute({
  getParentRoute: () => root,
  path: '/accept',
  component: lazyRouteComponent(() => import('../features/sign-in/accept-page.tsx'), 'AcceptPage'),
})
const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  component: lazyRouteComponent(() => import('../features/sign-in/reset-page.tsx'), 'ResetPage'),
})

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  // Whoever is not signed in is brought back here once they are.
  beforeLoad: async ({ context: { queries }, location }) => {
    try {
      await queries.ensureQueryData(sessionQuery)
    } catch (thrown) {
      if (failureOf(thrown).status === 401) throw redirect({ to: '/sign-in', search: { then: location.href } })
      throw thrown
    }
  },
  component: Shell,
  errorComponent: PageFailed,
})

const overview = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: lazyRouteComponent(() => import('../features/overview/overview-page.tsx'), 'OverviewPage'),
})
const leads = createRoute({
  getParentRoute: () => inside,
  path: '/leads',
  validateSearch: readLeadSearch,
  component: lazyRouteComponent(() => import('../features/leads/leads-page.tsx'), 'LeadsPage'),
})
const lead = createRoute({
  getParentRoute: () => inside,
  path: '/leads/$leadId',
  component: lazyRouteComponent(() => import('../features/leads/lead-page.tsx'), 'LeadPage'),
})

const myLeads = createRoute({
  getParentRoute: () => inside,
  path: '/my',
  component: lazyRouteComponent(() => import('../features/my-leads/my-leads-page.tsx'), 'MyLeadsPage'),
})
const waiting = createRoute({
  getParentRoute: () => inside,
  path: '/waiting',
  component: lazyRouteComponent(() => import('../features/waiting/waiting-page.tsx'), 'WaitingPage'),
})
const reports = createRoute({
  getParentRoute: () => inside,
  path: '/reports',
  component: lazyRouteComponent(() => import('../features/reports/reports-page.tsx'), 'ReportsPage'),
})
const report = createRoute({
  getParentRoute: () => inside,
  path: '/reports/$name',
  validateSearch: readReportSearch,
  component: lazyRouteComponent(() => import('../features/reports/report-page.tsx'), 'ReportPage'),
})
const audit = createRoute({
  getParentRoute: () => inside,
  path: '/audit',
  component: lazyRouteComponent(() => import('../features/audit/audit-page.tsx'), 'AuditPage'),
})
const access = createRoute({
  getParentRoute: () => inside,
  path: '/access',
  validateSearch: readAccessSearch,
  component: lazyRouteComponent(() => import('../features/access/access-page.tsx'), 'AccessPage'),
})
const clocks = createRoute({
  getParentRoute: () => inside,
  path: '/clocks',
  validateSearch: readClockSearch,
  component: lazyRouteComponent(() => import('../features/clocks/clocks-page.tsx'), 'ClocksPage'),
})

const imports = createRoute({
  getParentRoute: () => inside,
  path: '/imports',
  component: lazyRouteComponent(() => import('../features/imports/imports-page.tsx'), 'ImportsPage'),
})
const oneImport = createRoute({
  getParentRoute: () => inside,
  path: '/imports/$importId',
  component: lazyRouteComponent(() => import('../features/imports/import-page.tsx'), 'ImportPage'),
})
const connections = createRoute({
  getParentRoute: () => inside,
  path: '/connections',
  component: lazyRouteComponent(() => import('../features/connections/connections-page.tsx'), 'ConnectionsPage'),
})
const connection = createRoute({
  getParentRoute: () => inside,
  path: '/connections/$destinationId',
  component: lazyRouteComponent(() => import('../features/connections/connection-page.tsx'), 'ConnectionPage'),
})

const policy = createRoute({
  getParentRoute: () => inside,
  path: '/policy',
  component: lazyRouteComponent(() => import('../features/policy/policy-page.tsx'), 'PolicyPage'),
})
const docs = createRoute({
  getParentRoute: () => inside,
  path: '/docs',
  component: lazyRouteComponent(() => import('../features/policy/docs-page.tsx'), 'DocsPage'),
})
const changes = createRoute({
  getParentRoute: () => inside,
  path: '/changes',
  validateSearch: readChangeSearch,
  component: lazyRouteComponent(() => import('../features/changes/changes-page.tsx'), 'ChangesPage'),
})
const newChange = createRoute({
  getParentRoute: () => inside,
  path: '/changes/new',
  component: lazyRouteComponent(() => import('../features/changes/draft-pages.tsx'), 'NewChangePage'),
})
const change = createRoute({
  getParentRoute: () => inside,
  path: '/changes/$changeId',
  component: lazyRouteComponent(() => import('../features/changes/change-page.tsx'), 'ChangePage'),
})
const editChange = createRoute({
  getParentRoute: () => inside,
  path: '/changes/$changeId/edit',
  component: lazyRouteComponent(() => import('../features/changes/draft-pages.tsx'), 'EditChangePage'),
})

const people = createRoute({
  getParentRoute: () => inside,
  path: '/people',
  validateSearch: readPeopleSearch,
  component: lazyRouteComponent(() => import('../features/people/people-page.tsx'), 'PeoplePage'),
})
const owner = createRoute({
  getParentRoute: () => inside,
  path: '/people/$ownerId',
  component: lazyRouteComponent(() => import('../features/people/owner-page.tsx'), 'OwnerPage'),
})
const pools = createRoute({
  getParentRoute: () => inside,
  path: '/pools',
  component: lazyRouteComponent(() => import('../features/pools/pools-page.tsx'), 'PoolsPage'),
})
const pool = createRoute({
  getParentRoute: () => inside,
  path: '/pools/$poolId',
  component: lazyRouteComponent(() => import('../features/pools/pool-page.tsx'), 'PoolPage'),
})
const accounts = createRoute({
  getParentRoute: () => inside,
  path: '/accounts',
  component: lazyRouteComponent(() => import('../features/accounts/accounts-page.tsx'), 'AccountsPage'),
})
const account = createRoute({
  getParentRoute: () => inside,
  path: '/accounts/$accountId',
  component: lazyRouteComponent(() => import('../features/accounts/account-page.tsx'), 'AccountPage'),
})

const tree = root.addChildren([
  signIn,
  welcome,
  accept,
  reset,
  inside.addChildren([
    policy,
    docs,
    changes,
    newChange,
    change,
    editChange,
    imports,
    oneImport,
    connections,
    connection,
    overview,
    myLeads,
    leads,
    lead,
    waiting,
    reports,
    report,
    audit,
    access,
    clocks,
    people,
    owner,
    pools,
    pool,
    accounts,
    account,
  ]),
])

/** The router of the console: which page stands at which address. */
export function createAppRouter(queries: QueryClient): ReturnType<typeof build> {
  return build(queries)
}

function build(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queries },
    defaultPreload: 'intent',
    defaultErrorComponent: PageFailed,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof build>
  }
}

import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import type { Scope } from '@rightful/contract/grants'
import {
  BookOpen,
  Building2,
  ChartColumn,
  FileUp,
  Gauge,
  GitPullRequest,
  Hourglass,
  Inbox,
  KeyRound,
  Route,
  ScrollText,
  Timer,
  UserRound,
  Users,
  Waypoints,
  Webhook,
} from 'lucide-react'
import type { ReactNode } from 'react'

/** A page that the sidebar and the command palette lead to. */
export type Place = {
  readonly to:
    | '/'
    | '/my'
    | '/leads'
    | '/waiting'
    | '/imports'
    | '/people'
    | '/pools'
    | '/accounts'
    | '/reports'
    | '/connections'
    | '/policy'
    | '/changes'
    | '/docs'
    | '/audit'
    | '/access'
    | '/clocks'
  readonly label: MessageDescriptor
  readonly icon: ReactNode
  /** Only whoever was granted this sees it. */
  readonly scope: Scope
}

const icon = 'size-4 shrink-0'

/** Every page that is reached from everywhere, in the order of the sidebar. */
export const places: readonly Place[] = [
  { to: '/', label: msg`Overview`, icon: <Gauge aria-hidden className={icon} />, scope: 'leads:read:own' },
  { to: '/my', label: msg`My leads`, icon: <UserRound aria-hidden className={icon} />, scope: 'leads:read:own' },
  { to: '/leads', label: msg`Leads`, icon: <Inbox aria-hidden className={icon} />, scope: 'leads:read:own' },
  { to: '/waiting', label: msg`Waiting`, icon: <Hourglass aria-hidden className={icon} />, scope: 'leads:read' },
  { to: '/clocks', label: msg`SLA board`, icon: <Timer aria-hidden className={icon} />, scope: 'leads:read:own' },
  { to: '/imports', label: msg`Imports`, icon: <FileUp aria-hidden className={icon} />, scope: 'imports:write' },
  { to: '/people', label: msg`People`, icon: <Users aria-hidden className={icon} />, scope: 'people:read' },
  { to: '/pools', label: msg`Pools`, icon: <Waypoints aria-hidden className={icon} />, scope: 'people:read' },
  { to: '/accounts', label: msg`Accounts`, icon: <Building2 aria-hidden className={icon} />, scope: 'people:read' },
  { to: '/reports', label: msg`Reports`, icon: <ChartColumn aria-hidden className={icon} />, scope: 'reports:read' },
  { to: '/policy', label: msg`Policy`, icon: <Route aria-hidden className={icon} />, scope: 'policies:read' },
  {
    to: '/changes',
    label: msg`Changes`,
    icon: <GitPullRequest aria-hidden className={icon} />,
    scope: 'policies:read',
  },
  { to: '/docs', label: msg`Routing docs`, icon: <BookOpen aria-hidden className={icon} />, scope: 'policies:read' },
  {
    to: '/connections',
    label: msg`Connections`,
    icon: <Webhook aria-hidden className={icon} />,
    scope: 'connections:read',
  },
  { to: '/audit', label: msg`Audit log`, icon: <ScrollText aria-hidden className={icon} />, scope: 'audit:read' },
  { to: '/access', label: msg`Access`, icon: <KeyRound aria-hidden className={icon} />, scope: 'leads:read:own' },
]

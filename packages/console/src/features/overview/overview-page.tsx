import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { useCan, useSession } from '../../client/session.ts'
import { buttonClasses } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { ActivePolicy } from './active-policy.tsx'
import { DistributionToday } from './distribution-today.tsx'
import { Health } from './health.tsx'
import { LatestLeads } from './latest-leads.tsx'

/** Whether everything is well, in a look; and in a new workspace, what to do first. */
export function OverviewPage(): ReactNode {
  const { t } = useLingui()
  const can = useCan()
  const { user } = useSession()
  const first = $api.useQuery('get', '/v1/leads', { params: { query: { limit: 1 } } })
  const isNew = first.data?.data.length === 0
  return (
    <Page title={t`Overview`}>
      {isNew && can('leads:write') ? <FirstSteps name={user.name} /> : null}
      {can('reports:read') ? <Health /> : null}
      <div className="grid gap-6 lg:grid-cols-[3fr_2fr]">
        <LatestLeads />
        <div className="flex flex-col gap-6">
          {can('policies:read') ? <ActivePolicy /> : null}
          {can('reports:read') ? <DistributionToday /> : null}
        </div>
      </div>
    </Page>
  )
}

function FirstSteps({ name }: { readonly name: string }): ReactNode {
  return (
    <Empty
      title={<Trans>Welcome, {name}. This workspace is ready, and no lead has come yet.</Trans>}
      action={
        <Link to="/leads" className={buttonClasses('primary')}>
          <Trans>Post a test lead</Trans>
        </Link>
      }
    >
      <Trans>
        It holds the people, pools and policy of a demo company. Post a test lead and watch it find its owner, with the
        reason.
      </Trans>
    </Empty>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import type { LeadSummary } from '@rightful/contract/api-paths'
import { type ReactNode, useState } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { leadName } from '../../client/lead-name.ts'
import { useSession } from '../../client/session.ts'
import { useZone } from '../../client/zone.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Ago } from '../../ui/instant.tsx'
import { Page } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { Empty } from '../../ui/states.tsx'

const LEADS_MAX = 100

/** What belongs to whoever looks: what to follow up first stands first. */
export function MyLeadsPage(): ReactNode {
  const { t } = useLingui()
  const { user } = useSession()
  const [shown, setShown] = useState('open')
  if (user.owner_id === null) {
    return (
      <Page title={t`My leads`}>
        <Empty title={<Trans>You own no leads.</Trans>}>
          <Trans>Your user is tied to nobody in the pools. Whoever manages access can do that.</Trans>
        </Empty>
      </Page>
    )
  }
  return (
    <Page
      title={t`My leads`}
      actions={
        <div className="w-44">
          <Select
            label={t`Show`}
            isLabelHidden
            value={shown}
            onChange={setShown}
            choices={[
              { id: 'open', label: t`To follow up` },
              { id: 'all', label: t`All of mine` },
            ]}
          />
        </div>
      }
    >
      <Mine ownerId={user.owner_id} isAll={shown === 'all'} />
    </Page>
  )
}

function Mine({ ownerId, isAll }: { readonly ownerId: string; readonly isAll: boolean }): ReactNode {
  const query = $api.useQuery('get', '/v1/leads', {
    params: {
      query: {
        owner_id: ownerId,
        limit: LEADS_MAX,
        include: 'given',
        ...(isAll ? {} : { state: 'assigned' as const }),
      },
    },
  })
  return (
    <Faces query={query} lines={6}>
      {({ data }) => <MyLeadTable leads={isAll ? data : untouchedFirst(data)} />}
    </Faces>
  )
}

/** Who has waited longest for a first follow-up comes first. */
function untouchedFirst(leads: readonly LeadSummary[]): readonly LeadSummary[] {
  const age = ({ assigned_at: at }: LeadSummary): number => (at === null ? 0 : Date.parse(at))
  return leads.filter(({ touched_at: at }) => at === null).toSorted((a, b) => age(a) - age(b))
}

function MyLeadTable({ leads }: { readonly leads: readonly LeadSummary[] }): ReactNode {
  const { t } = useLingui()
  const zone = useZone()
  const navigate = useNavigate()
  if (leads.length === 0) return <Empty title={<Trans>Nothing waits for you.</Trans>} />
  const columns: readonly Column<LeadSummary>[] = [
    {
      id: 'assigned',
      heading: t`Yours since`,
      cell: (lead) => (lead.assigned_at === null ? '—' : <Ago at={lead.assigned_at} zone={zone} />),
    },
    { id: 'lead', heading: t`Lead`, cell: (lead) => leadName(lead.given) ?? '—' },
    { id: 'route', heading: t`Route`, cell: (lead) => lead.route_id ?? '—' },
    { id: 'pool', heading: t`Pool`, cell: (lead) => lead.pool_id ?? '—', isWideOnly: true },
    {
      id: 'touched',
      heading: t`First follow-up`,
      cell: (lead) =>
        lead.touched_at === null ? (
          <Badge tone="warn">
            <Trans>not yet</Trans>
          </Badge>
        ) : (
          <Ago at={lead.touched_at} zone={zone} />
        ),
    },
  ]
  return (
    <DataTable
      label={t`My leads`}
      columns={columns}
      rows={leads}
      rowId={(lead) => lead.lead_id}
      onOpen={({ lead_id: leadId }) => void navigate({ to: '/leads/$leadId', params: { leadId } })}
    />
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { LeadSummary } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { PagedFaces } from '../../client/paged-faces.tsx'
import { usePages } from '../../client/use-pages.ts'
import { useZone } from '../../client/zone.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Ago } from '../../ui/instant.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { leadName } from '../../client/lead-name.ts'
import { LeadFilters } from './lead-filters.tsx'
import { LeadPeek } from './lead-peek.tsx'
import { LeadState } from './lead-state.tsx'
import { PostLead } from './post-lead.tsx'

const route = getRouteApi('/inside/leads')
const LEADS_A_PAGE = 50

/** The leads of the workspace, the newest first, filtered by what the address says. */
export function LeadsPage(): ReactNode {
  const { t } = useLingui()
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/leads' })
  const { peek, ...filters } = search
  const query = usePages('/v1/leads', { ...filters, include: 'given', limit: LEADS_A_PAGE })
  const show = (leadId: string | undefined): void => {
    void navigate({ search: { ...filters, ...(leadId === undefined ? {} : { peek: leadId }) } })
  }
  return (
    <Page title={t`Leads`} actions={<PostLead />}>
      <LeadFilters search={filters} />
      <PagedFaces query={query} lines={8}>
        {(leads) =>
          leads.length === 0 ? (
            <NoLeads isFiltered={Object.keys(filters).length > 0} />
          ) : (
            <LeadTable leads={leads} peek={peek ?? null} onOpen={({ lead_id: id }) => show(id)} />
          )
        }
      </PagedFaces>
      <LeadPeek leadId={peek ?? null} onClose={() => show(undefined)} />
    </Page>
  )
}

type LeadTableProps = {
  readonly leads: readonly LeadSummary[]
  readonly peek: string | null
  readonly onOpen: (lead: LeadSummary) => void
}

function LeadTable({ leads, peek, onOpen }: LeadTableProps): ReactNode {
  const { t } = useLingui()
  const zone = useZone()
  const none = <span className="text-ink-3">—</span>
  const columns: readonly Column<LeadSummary>[] = [
    { id: 'received', heading: t`Received`, cell: (lead) => <Ago at={lead.received_at} zone={zone} /> },
    { id: 'lead', heading: t`Lead`, cell: (lead) => leadName(lead.given) ?? none },
    { id: 'state', heading: t`State`, cell: (lead) => <LeadState state={lead.state} /> },
    { id: 'owner', heading: t`Owner`, cell: (lead) => lead.owner_id ?? none },
    { id: 'pool', heading: t`Pool`, cell: (lead) => lead.pool_id ?? none, isWideOnly: true },
    { id: 'route', heading: t`Route`, cell: (lead) => lead.route_id ?? none, isWideOnly: true },
    { id: 'account', heading: t`Account`, cell: (lead) => lead.account_id ?? none, isWideOnly: true },
    {
      id: 'follow-up',
      heading: t`First follow-up`,
      cell: (lead) => (lead.touched_at === null ? none : <Ago at={lead.touched_at} zone={zone} />),
      isWideOnly: true,
    },
  ]
  return (
    <DataTable
      label={t`Leads`}
      columns={columns}
      rows={leads}
      rowId={(lead) => lead.lead_id}
      onOpen={onOpen}
      openId={peek}
    />
  )
}

function NoLeads({ isFiltered }: { readonly isFiltered: boolean }): ReactNode {
  if (isFiltered) {
    return (
      <Empty title={<Trans>No lead fits these filters.</Trans>}>
        <Trans>Take one of them away to see more.</Trans>
      </Empty>
    )
  }
  return (
    <Empty title={<Trans>No leads yet.</Trans>} action={<PostLead />}>
      <Trans>Post a test lead and watch it find its owner, with the reason.</Trans>
    </Empty>
  )
}

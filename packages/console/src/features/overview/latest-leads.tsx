import { Trans, useLingui } from '@lingui/react/macro'
import { Link, useNavigate } from '@tanstack/react-router'
import type { LeadSummary } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { leadName } from '../../client/lead-name.ts'
import { useZone } from '../../client/zone.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Ago } from '../../ui/instant.tsx'
import { Section } from '../../ui/page.tsx'

const LEADS_SHOWN = 12

/** The leads that came last, with who has them. */
export function LatestLeads(): ReactNode {
  const { t } = useLingui()
  const zone = useZone()
  const navigate = useNavigate()
  const query = $api.useQuery('get', '/v1/leads', { params: { query: { limit: LEADS_SHOWN, include: 'given' } } })
  const columns: readonly Column<LeadSummary>[] = [
    { id: 'received', heading: t`Received`, cell: (lead) => <Ago at={lead.received_at} zone={zone} /> },
    { id: 'lead', heading: t`Lead`, cell: (lead) => leadName(lead.given) ?? '—' },
    {
      id: 'owner',
      heading: t`Owner`,
      cell: (lead) => lead.owner_id ?? <span className="text-warn">{lead.state}</span>,
    },
    { id: 'pool', heading: t`Pool`, cell: (lead) => lead.pool_id ?? '—' },
    { id: 'route', heading: t`Route`, cell: (lead) => lead.route_id ?? '—', isWideOnly: true },
  ]
  return (
    <Section
      title={<Trans>Latest leads</Trans>}
      actions={
        <Link to="/leads" className="text-accent hover:underline">
          <Trans>All</Trans>
        </Link>
      }
    >
      <Faces query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="py-2 text-ink-2">
              <Trans>None yet.</Trans>
            </p>
          ) : (
            <DataTable
              label={t`Latest leads`}
              columns={columns}
              rows={data}
              rowId={(lead) => lead.lead_id}
              onOpen={(lead) => void navigate({ to: '/leads/$leadId', params: { leadId: lead.lead_id } })}
            />
          )
        }
      </Faces>
    </Section>
  )
}

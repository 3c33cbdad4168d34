import { Trans, useLingui } from '@lingui/react/macro'
import type { WhatIfLeadPage } from '@rightful/contract/api-paths'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { useZone } from '../../client/zone.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Ago } from '../../ui/instant.tsx'

const LEADS_SHOWN = 50

type MovedLead = WhatIfLeadPage['data'][number]

/** Leads that go elsewhere under the change, in the order in which they came. */
export function MovedLeads({ whatIfId }: { readonly whatIfId: string }): ReactNode {
  const { t } = useLingui()
  const zone = useZone()
  const navigate = useNavigate()
  const params = { path: { what_if_id: whatIfId }, query: { limit: LEADS_SHOWN } }
  const query = $api.useQuery('get', '/v1/what-if/{what_if_id}/leads', { params })
  const columns: readonly Column<MovedLead>[] = [
    { id: 'at', heading: t`Received`, cell: ({ at }) => <Ago at={at} zone={zone} /> },
    { id: 'base', heading: t`Now`, cell: ({ base }) => <Placed {...base} /> },
    { id: 'candidate', heading: t`Then`, cell: ({ candidate }) => <Placed {...candidate} /> },
    {
      id: 'rule',
      heading: t`Because of`,
      cell: ({ candidate }) => candidate.rule?.id ?? candidate.reason,
      isWideOnly: true,
    },
  ]
  return (
    <Faces query={query}>
      {({ data, next_cursor: next }) => (
        <>
          <DataTable
            label={t`Leads that move`}
            columns={columns}
            rows={data}
            rowId={({ decision_id: id }) => id}
            onOpen={({ lead_id: leadId }) => void navigate({ to: '/leads/$leadId', params: { leadId } })}
          />
          {next === null ? null : (
            <p className="text-ink-2">
              <Trans>These are the first {LEADS_SHOWN}.</Trans>
            </p>
          )}
        </>
      )}
    </Faces>
  )
}

function Placed({ owner_id: owner, pool_id: pool, queue, state }: MovedLead['base']): ReactNode {
  const place = pool ?? queue
  return (
    <>
      {owner ?? state} {place === null ? null : <span className="text-ink-2">{place}</span>}
    </>
  )
}

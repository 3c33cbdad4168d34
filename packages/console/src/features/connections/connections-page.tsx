import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import type { Destination } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { useZone } from '../../client/zone.ts'
import { Badge } from '../../ui/badge.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Ago } from '../../ui/instant.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { AddWebhook } from './add-webhook.tsx'

/** Where events go: webhooks, mail, Slack. */
export function ConnectionsPage(): ReactNode {
  const { t } = useLingui()
  const zone = useZone()
  const navigate = useNavigate()
  const query = $api.useQuery('get', '/v1/destinations', {})
  const columns: readonly Column<Destination>[] = [
    { id: 'name', heading: t`Name`, cell: ({ name }) => name },
    { id: 'kind', heading: t`Kind`, cell: ({ kind }) => kind },
    {
      id: 'state',
      heading: t`State`,
      cell: ({ is_active: isActive }) =>
        isActive ? (
          <Badge tone="good">
            <Trans>on</Trans>
          </Badge>
        ) : (
          <Badge>
            <Trans>off</Trans>
          </Badge>
        ),
    },
    {
      id: 'address',
      heading: t`Address`,
      cell: ({ address }) => <span className="break-all">{address}</span>,
      isWideOnly: true,
    },
    { id: 'changed', heading: t`Changed`, cell: ({ changed_at: at }) => <Ago at={at} zone={zone} />, isWideOnly: true },
  ]
  return (
    <Page title={t`Connections`} actions={<AddWebhook />}>
      <Faces query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title={<Trans>Nothing is connected yet.</Trans>}>
              <Trans>A webhook hears of every assignment in the second it is made, signed and in order.</Trans>
            </Empty>
          ) : (
            <DataTable
              label={t`Connections`}
              columns={columns}
              rows={data}
              rowId={({ destination_id: id }) => id}
              onOpen={({ destination_id: destinationId }) =>
                void navigate({ to: '/connections/$destinationId', params: { destinationId } })
              }
            />
          )
        }
      </Faces>
    </Page>
  )
}

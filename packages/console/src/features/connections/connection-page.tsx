import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Delivery } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { failureOf } from '../../client/failure-of.ts'
import { useCan } from '../../client/session.ts'
import { useZone } from '../../client/zone.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Ago } from '../../ui/instant.tsx'
import { useTell } from '../../ui/notices.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'

const route = getRouteApi('/inside/connections/$destinationId')
const DELIVERIES_SHOWN = 50

const tones: Readonly<Record<Delivery['state'], Tone>> = {
  waiting: 'accent',
  delivered: 'good',
  failed: 'bad',
  superseded: 'neutral',
}

/** One destination: its last events with their attempts, sending again what failed, and trying it. */
export function ConnectionPage(): ReactNode {
  const { t } = useLingui()
  const { destinationId } = route.useParams()
  const path = { destination_id: destinationId }
  const destination = $api.useQuery('get', '/v1/destinations/{destination_id}', { params: { path } })
  const deliveries = $api.useQuery('get', '/v1/destinations/{destination_id}/deliveries', {
    params: { path, query: { limit: DELIVERIES_SHOWN } },
  })
  return (
    <Page title={destination.data?.name ?? t`Connection`} actions={<Actions destinationId={destinationId} />}>
      <Faces query={destination} lines={1}>
        {({ kind, address, events }) => (
          <p className="text-ink-2">
            {kind} · <span className="break-all">{address}</span> ·{' '}
            {events.length === 0 ? <Trans>every event</Trans> : events.join(', ')}
          </p>
        )}
      </Faces>
      <Section title={<Trans>Last events</Trans>}>
        <Faces query={deliveries}>
          {({ data }) =>
            data.length === 0 ? (
              <Empty title={<Trans>Nothing was sent there yet.</Trans>} />
            ) : (
              <Deliveries rows={data} />
            )
          }
        </Faces>
      </Section>
    </Page>
  )
}

function Actions({ destinationId }: { readonly destinationId: string }): ReactNode {
  const { t } = useLingui()
  const can = useCan()
  const tell = useTell()
  const queries = useQueryClient()
  const path = { destination_id: destinationId }
  const again = (): void =>
    void queries.invalidateQueries({ queryKey: ['get', '/v1/destinations/{destination_id}/deliveries'] })
  const onError = (error: unknown): void => tell(failureOf(error).message, 'bad')
  const test = $api.useMutation('post', '/v1/destinations/{destination_id}/test', {
    onSuccess: ({ is_delivered: isDelivered, error, duration_ms: ms }) =>
      isDelivered ? tell(t`It arrived, in ${Math.round(ms)} ms.`) : tell(error ?? t`It did not arrive.`, 'bad'),
    onError,
  })
  const redrive = $api.useMutation('post', '/v1/destinations/{destination_id}/redrive', {
    onSuccess: ({ count }) => {
      tell(t`${count} are sent again.`)
      again()
    },
    onError,
  })
  if (!can('connections:write')) return null
  return (
    <>
      <Button isPending={test.isPending} onPress={() => test.mutate({ params: { path } })}>
        <Trans>Send a test</Trans>
      </Button>
      <Button
        isPending={redrive.isPending}
        onPress={() => redrive.mutate({ params: { path }, body: { dry_run: false } })}
      >
        <Trans>Send again what failed</Trans>
      </Button>
    </>
  )
}

function Deliveries({ rows }: { readonly rows: readonly Delivery[] }): ReactNode {
  const { t } = useLingui()
  const zone = useZone()
  const columns: readonly Column<Delivery>[] = [
    { id: 'at', heading: t`Happened`, cell: ({ at }) => <Ago at={at} zone={zone} /> },
    { id: 'kind', heading: t`Event`, cell: ({ kind }) => kind },
    { id: 'state', heading: t`State`, cell: ({ state }) => <Badge tone={tones[state]}>{state}</Badge> },
    { id: 'attempts', heading: t`Attempts`, cell: ({ attempts }) => attempts, isNumber: true },
    {
      id: 'lead',
      heading: t`Lead`,
      cell: ({ lead_id: leadId }) =>
        leadId === null ? (
          '—'
        ) : (
          <Link to="/leads/$leadId" params={{ leadId }} className="text-accent hover:underline">
            {leadId.slice(-8)}
          </Link>
        ),
    },
    { id: 'error', heading: t`What went wrong`, cell: ({ error }) => error ?? '', isWideOnly: true },
  ]
  return <DataTable label={t`Last events`} columns={columns} rows={rows} rowId={({ event_id: id }) => id} />
}

import { Trans, useLingui } from '@lingui/react/macro'
import type { RunningClock } from '@rightful/contract/api-paths'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PagedFaces } from '../../client/paged-faces.tsx'
import { usePages } from '../../client/use-pages.ts'
import { useZone } from '../../client/zone.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { durationText, Instant, instantText, useNow } from '../../ui/instant.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { ClockFilters } from './clock-filters.tsx'

const route = getRouteApi('/inside/clocks')
const CLOCKS_A_PAGE = 50

/** Every clock that runs, what is due first on top: what is out, at risk, and due next. */
export function ClocksPage(): ReactNode {
  const { t } = useLingui()
  const search = route.useSearch()
  const query = usePages('/v1/clocks', { ...search, limit: CLOCKS_A_PAGE })
  return (
    <Page title={t`SLA board`} lead={<Trans>Clocks that run, what is due first on top.</Trans>}>
      <ClockFilters search={search} />
      <PagedFaces query={query} lines={8}>
        {(clocks) =>
          clocks.length === 0 ? (
            <Empty title={<Trans>Nothing is due.</Trans>}>
              {Object.keys(search).length === 0 ? (
                <Trans>Clocks start with each lead for which the policy sets one.</Trans>
              ) : (
                <Trans>No clock fits these filters. Take one of them away to see more.</Trans>
              )}
            </Empty>
          ) : (
            <ClockTable clocks={clocks} />
          )
        }
      </PagedFaces>
    </Page>
  )
}

function ClockTable({ clocks }: { readonly clocks: readonly RunningClock[] }): ReactNode {
  const { t } = useLingui()
  const navigate = useNavigate()
  const none = <span className="text-ink-3">—</span>
  const columns: readonly Column<RunningClock>[] = [
    { id: 'due', heading: t`Due`, cell: (clock) => <Due clock={clock} /> },
    { id: 'state', heading: t`State`, cell: ({ state }) => <ClockState state={state} /> },
    { id: 'clock', heading: t`Clock`, cell: ({ name }) => name.replaceAll('_', ' ') },
    { id: 'owner', heading: t`Owner`, cell: ({ owner_id: id }) => id ?? none },
    { id: 'pool', heading: t`Pool`, cell: ({ pool_id: id }) => id ?? none, isWideOnly: true },
    {
      id: 'cause',
      heading: t`Why it ran out`,
      cell: ({ breach_cause: why }) => causeText(why) ?? none,
      isWideOnly: true,
    },
    {
      id: 'target',
      heading: t`Target`,
      cell: ({ target_seconds: seconds }) => durationText(seconds),
      isNumber: true,
      isWideOnly: true,
    },
  ]
  return (
    <DataTable
      label={t`Clocks`}
      columns={columns}
      rows={clocks}
      rowId={({ lead_id: id, name }) => `${id} ${name}`}
      onOpen={({ lead_id: leadId }) => void navigate({ to: '/leads/$leadId', params: { leadId } })}
    />
  )
}

function causeText(cause: string | null): string | null {
  return cause === null ? null : cause.replaceAll('_', ' ')
}

/** How long until it is due, or for how long it has been; the instant in the clock’s own zone beside it. */
function Due({ clock }: { readonly clock: RunningClock }): ReactNode {
  const { t } = useLingui()
  const ownZone = useZone()
  const zone = clock.zone ?? ownZone
  const left = (Date.parse(clock.due_at) - useNow(1000)) / 1000
  const span = durationText(Math.abs(left))
  return (
    <span className="flex flex-wrap items-baseline gap-x-2 whitespace-nowrap">
      <time dateTime={clock.due_at} title={instantText(clock.due_at, zone)} className="tabular font-medium">
        {left < 0 ? t`${span} over` : t`in ${span}`}
      </time>
      <span className="hidden text-xs text-ink-3 md:inline">
        <Instant at={clock.due_at} zone={zone} />
      </span>
    </span>
  )
}

const tones: Readonly<Record<RunningClock['state'], Tone>> = { running: 'neutral', warned: 'warn', breached: 'bad' }

function ClockState({ state }: Pick<RunningClock, 'state'>): ReactNode {
  return (
    <Badge tone={tones[state]}>
      {state === 'running' ? <Trans>in time</Trans> : null}
      {state === 'warned' ? <Trans>at risk</Trans> : null}
      {state === 'breached' ? <Trans>overdue</Trans> : null}
    </Badge>
  )
}

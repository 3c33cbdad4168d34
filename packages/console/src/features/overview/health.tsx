import { Trans } from '@lingui/react/macro'
import type { Report } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { useZone } from '../../client/zone.ts'
import { Figure, Figures } from '../../ui/figure.tsx'
import { durationText, useNow } from '../../ui/instant.tsx'
import { dayIn } from './day.ts'

const MINUTE_MS = 60_000

type Row = Report['rows'][number]

/** The figures by which one sees whether leads find their owners today. */
export function Health(): ReactNode {
  const zone = useZone()
  const now = useNow(MINUTE_MS)
  const today = { zone, from: dayIn(zone, now), to: dayIn(zone, now, 1) }
  const week = { ...today, from: dayIn(zone, now, -6) }
  const latency = $api.useQuery(
    'get',
    '/v1/reports/{name}',
    {
      params: { path: { name: 'assignment-latency' }, query: { ...today, by: 'day' } },
    },
    { refetchInterval: MINUTE_MS },
  )
  const followUp = $api.useQuery(
    'get',
    '/v1/reports/{name}',
    {
      params: { path: { name: 'follow-up' }, query: { ...week, by: 'day' } },
    },
    { refetchInterval: MINUTE_MS },
  )
  const held = $api.useQuery(
    'get',
    '/v1/reports/{name}',
    {
      params: { path: { name: 'held' }, query: { ...week, by: 'day' } },
    },
    { refetchInterval: MINUTE_MS },
  )
  return (
    <Faces query={latency} lines={2}>
      {({ rows: [row = {}] }) => {
        const waiting = sum(held.data?.rows, 'waiting')
        const [met, missed] = [sum(followUp.data?.rows, 'met'), sum(followUp.data?.rows, 'missed')]
        return (
          <Figures>
            <Figure label={<Trans>Leads today</Trans>} value={number(row, 'leads') ?? 0} />
            <Figure label={<Trans>With an owner</Trans>} value={number(row, 'assigned') ?? 0} />
            <Figure
              label={<Trans>Waiting, of this week</Trans>}
              value={waiting}
              tone={waiting > 0 ? 'warn' : 'plain'}
            />
            <Figure label={<Trans>Half had an owner within</Trans>} value={span(number(row, 'p50_seconds'))} />
            <Figure label={<Trans>95 % within</Trans>} value={span(number(row, 'p95_seconds'))} />
            <Figure
              label={<Trans>Follow-ups in time, 7 days</Trans>}
              value={met + missed === 0 ? '—' : `${Math.round((100 * met) / (met + missed))} %`}
              tone={missed > met ? 'bad' : 'plain'}
              note={<Trans>{missed} missed</Trans>}
            />
          </Figures>
        )
      }}
    </Faces>
  )
}

function number(row: Row, name: string): number | null {
  const value = row[name]
  return typeof value === 'number' ? value : null
}

function sum(rows: readonly Row[] | undefined, name: string): number {
  return (rows ?? []).reduce((total, row) => total + (number(row, name) ?? 0), 0)
}

function span(seconds: number | null): string {
  if (seconds === null) return '—'
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : durationText(seconds)
}

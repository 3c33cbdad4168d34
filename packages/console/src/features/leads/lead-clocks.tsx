import { Trans, useLingui } from '@lingui/react/macro'
import type { LeadClock } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { useZone } from '../../client/zone.ts'
import { Badge } from '../../ui/badge.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { durationText, Instant } from '../../ui/instant.tsx'
import { Section } from '../../ui/page.tsx'

/** What has to happen to a lead until when, and whether it did. */
export function LeadClocks({ clocks }: { readonly clocks: readonly LeadClock[] }): ReactNode {
  const { t } = useLingui()
  const zone = useZone()
  const columns: readonly Column<LeadClock>[] = [
    { id: 'name', heading: t`Clock`, cell: ({ name }) => name.replaceAll('_', ' ') },
    { id: 'target', heading: t`Target`, cell: ({ target_seconds: seconds }) => durationText(seconds), isNumber: true },
    {
      id: 'due',
      heading: t`Due`,
      cell: (clock) =>
        clock.due_at === null ? <Trans>never</Trans> : <Instant at={clock.due_at} zone={clock.zone ?? zone} />,
    },
    { id: 'state', heading: t`State`, cell: (clock) => <ClockState clock={clock} /> },
  ]
  return (
    <Section title={<Trans>Clocks</Trans>}>
      <DataTable
        label={t`Clocks`}
        columns={columns}
        rows={clocks}
        rowId={({ name, started_at: at }) => `${name} ${at}`}
      />
    </Section>
  )
}

function ClockState({ clock }: { readonly clock: LeadClock }): ReactNode {
  if (clock.breached_at !== null) {
    return (
      <Badge tone="bad">
        {clock.breach_cause === null ? <Trans>missed</Trans> : <Trans>missed: {clock.breach_cause}</Trans>}
      </Badge>
    )
  }
  if (clock.ended_at !== null) return <Badge tone="good">{clock.end_reason ?? <Trans>met</Trans>}</Badge>
  if (clock.warned_at !== null) {
    return (
      <Badge tone="warn">
        <Trans>at risk</Trans>
      </Badge>
    )
  }
  return (
    <Badge>
      <Trans>running</Trans>
    </Badge>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import type { Report } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { useZone } from '../../client/zone.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { useNow } from '../../ui/instant.tsx'
import { Section } from '../../ui/page.tsx'
import { dayIn } from './day.ts'

type Row = Report['rows'][number]

const MINUTE_MS = 60_000

/** What each member of each pool got today, beside what exact division would have given them. */
export function DistributionToday(): ReactNode {
  const { t } = useLingui()
  const zone = useZone()
  const now = useNow(MINUTE_MS)
  const query = $api.useQuery(
    'get',
    '/v1/reports/{name}',
    {
      params: { path: { name: 'distribution' }, query: { zone, from: dayIn(zone, now), to: dayIn(zone, now, 1) } },
    },
    { refetchInterval: MINUTE_MS },
  )
  const columns: readonly Column<Row>[] = [
    { id: 'pool', heading: t`Pool`, cell: (row) => row.pool_id },
    { id: 'owner', heading: t`Owner`, cell: (row) => row.owner_id },
    { id: 'received', heading: t`Got`, cell: (row) => row.received, isNumber: true },
    { id: 'share', heading: t`Fair share`, cell: (row) => fixed(row.exact_share), isNumber: true },
  ]
  return (
    <Section title={<Trans>Distribution today</Trans>}>
      <Faces query={query}>
        {({ rows }) => {
          const members = rows.filter(({ owner_id: owner }) => typeof owner === 'string' && owner !== '')
          return members.length === 0 ? (
            <p className="py-2 text-ink-2">
              <Trans>No pool has given a lead today.</Trans>
            </p>
          ) : (
            <DataTable
              label={t`Distribution today`}
              columns={columns}
              rows={members}
              rowId={({ day, pool_id: pool, owner_id: owner }) => `${String(day)} ${String(pool)} ${String(owner)}`}
            />
          )
        }}
      </Faces>
    </Section>
  )
}

function fixed(value: Row[string] | undefined): string {
  return typeof value === 'number' ? value.toFixed(2) : '—'
}

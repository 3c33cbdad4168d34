import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { RecordVersion } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { isActive, nameOf, shownIn, textIn } from '../../client/record-body.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'

const POOLS_SHOWN = 200

/** The pools that share leads out. */
export function PoolsPage(): ReactNode {
  const { t } = useLingui()
  const query = $api.useQuery('get', '/v1/pools', { params: { query: { limit: POOLS_SHOWN } } })
  const columns: readonly Column<RecordVersion>[] = [
    {
      id: 'name',
      heading: t`Name`,
      cell: (pool) => (
        <Link to="/pools/$poolId" params={{ poolId: pool.id }} className="font-medium hover:underline">
          {nameOf(pool)}
        </Link>
      ),
    },
    {
      id: 'strategy',
      heading: t`Strategy`,
      cell: (pool) => (textIn(pool, 'strategy') ?? 'fair_share').replaceAll('_', ' '),
    },
    { id: 'caps', heading: t`Caps`, cell: (pool) => shownIn(pool, 'caps') ?? '—', isWideOnly: true },
    { id: 'active', heading: t`Active`, cell: (pool) => (isActive(pool) ? t`yes` : t`no`) },
  ]
  return (
    <Page title={t`Pools`}>
      <Faces query={query} lines={8}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title={<Trans>No pools yet.</Trans>} />
          ) : (
            <DataTable label={t`Pools`} columns={columns} rows={data} rowId={({ id }) => id} />
          )
        }
      </Faces>
    </Page>
  )
}

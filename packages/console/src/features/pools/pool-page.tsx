import { Trans, useLingui } from '@lingui/react/macro'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { nameOf } from '../../client/record-body.ts'
import { RecordFacts, RecordHistory } from '../../client/record-parts.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { PoolMembers } from './pool-members.tsx'
import { PoolStanding } from './pool-standing.tsx'

const route = getRouteApi('/inside/pools/$poolId')

/** One pool: how it shares leads out and among whom. */
export function PoolPage(): ReactNode {
  const { t } = useLingui()
  const { poolId } = route.useParams()
  const params = { path: { pool_id: poolId } }
  const pool = $api.useQuery('get', '/v1/pools/{pool_id}', { params })
  const history = $api.useQuery('get', '/v1/pools/{pool_id}/history', { params })
  return (
    <Page title={pool.data === undefined ? t`Pool` : nameOf(pool.data)}>
      <Section title={<Trans>How it shares</Trans>}>
        <Faces query={pool}>{(record) => <RecordFacts record={record} />}</Faces>
      </Section>
      <PoolStanding poolId={poolId} />
      <PoolMembers poolId={poolId} />
      <Section title={<Trans>History</Trans>}>
        <Faces query={history}>{({ data }) => <RecordHistory versions={data} />}</Faces>
      </Section>
    </Page>
  )
}

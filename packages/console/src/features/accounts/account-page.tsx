import { Trans, useLingui } from '@lingui/react/macro'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { nameOf } from '../../client/record-body.ts'
import { RecordFacts, RecordHistory } from '../../client/record-parts.tsx'
import { Page, Section } from '../../ui/page.tsx'

const route = getRouteApi('/inside/accounts/$accountId')

/** One account: its domains, its owner, its tier and parent, and what was changed. */
export function AccountPage(): ReactNode {
  const { t } = useLingui()
  const { accountId } = route.useParams()
  const params = { path: { account_id: accountId } }
  const account = $api.useQuery('get', '/v1/accounts/{account_id}', { params })
  const history = $api.useQuery('get', '/v1/accounts/{account_id}/history', { params })
  return (
    <Page title={account.data === undefined ? t`Account` : nameOf(account.data)}>
      <Section title={<Trans>Account</Trans>}>
        <Faces query={account}>{(record) => <RecordFacts record={record} />}</Faces>
      </Section>
      <Section title={<Trans>History</Trans>}>
        <Faces query={history}>{({ data }) => <RecordHistory versions={data} />}</Faces>
      </Section>
    </Page>
  )
}

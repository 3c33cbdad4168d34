import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { RecordVersion } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { PagedFaces } from '../../client/paged-faces.tsx'
import { nameOf, shownIn } from '../../client/record-body.ts'
import { usePages } from '../../client/use-pages.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'

const ACCOUNTS_A_PAGE = 50

/** The accounts that leads are matched to. */
export function AccountsPage(): ReactNode {
  const { t } = useLingui()
  const query = usePages('/v1/accounts', { limit: ACCOUNTS_A_PAGE })
  const columns: readonly Column<RecordVersion>[] = [
    {
      id: 'name',
      heading: t`Name`,
      cell: (account) => (
        <Link to="/accounts/$accountId" params={{ accountId: account.id }} className="font-medium hover:underline">
          {nameOf(account)}
        </Link>
      ),
    },
    { id: 'domains', heading: t`Domains`, cell: (account) => shownIn(account, 'domains') ?? '—', isWideOnly: true },
    { id: 'country', heading: t`Country`, cell: (account) => shownIn(account, 'country') ?? '—', isWideOnly: true },
    { id: 'tier', heading: t`Tier`, cell: (account) => shownIn(account, 'tier') ?? '—' },
    { id: 'owner', heading: t`Owner`, cell: (account) => shownIn(account, 'owner') ?? '—' },
    { id: 'parent', heading: t`Parent`, cell: (account) => shownIn(account, 'parent') ?? '—', isWideOnly: true },
  ]
  return (
    <Page title={t`Accounts`}>
      <PagedFaces query={query} lines={8}>
        {(accounts) =>
          accounts.length === 0 ? (
            <Empty title={<Trans>No accounts yet.</Trans>} />
          ) : (
            <DataTable label={t`Accounts`} columns={columns} rows={accounts} rowId={({ id }) => id} />
          )
        }
      </PagedFaces>
    </Page>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import type { AuditEntry } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { ActorName } from '../../client/actor-name.tsx'
import { PagedFaces } from '../../client/paged-faces.tsx'
import { usePages } from '../../client/use-pages.ts'
import { useZone } from '../../client/zone.ts'
import { buttonClasses } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Instant } from '../../ui/instant.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'

const ENTRIES_A_PAGE = 100

/** What was done and by whom, the newest first. */
export function AuditPage(): ReactNode {
  const { t } = useLingui()
  const query = usePages('/v1/audit', { limit: ENTRIES_A_PAGE })
  return (
    <Page
      title={t`Audit log`}
      lead={
        <Trans>
          A chain of hashes: whoever changes or removes an entry breaks it. Verify an export offline with `rightful
          audit verify`.
        </Trans>
      }
      actions={
        <a href="/v1/audit/export" download className={buttonClasses()}>
          <Trans>Export</Trans>
        </a>
      }
    >
      <PagedFaces query={query} lines={10}>
        {(entries) =>
          entries.length === 0 ? <Empty title={<Trans>Nothing was done yet.</Trans>} /> : <Entries entries={entries} />
        }
      </PagedFaces>
    </Page>
  )
}

function Entries({ entries }: { readonly entries: readonly AuditEntry[] }): ReactNode {
  const { t } = useLingui()
  const zone = useZone()
  const columns: readonly Column<AuditEntry>[] = [
    { id: 'at', heading: t`When`, cell: ({ at }) => <Instant at={at} zone={zone} /> },
    { id: 'actor', heading: t`Who`, cell: ({ actor }) => <ActorName actor={actor} /> },
    { id: 'action', heading: t`What`, cell: ({ action }) => action },
    { id: 'subject', heading: t`To what`, cell: ({ subject }) => `${subject.kind} ${subject.id}` },
    { id: 'sequence', heading: t`Entry`, cell: ({ seq }) => seq, isNumber: true, isWideOnly: true },
  ]
  return <DataTable label={t`Audit log`} columns={columns} rows={entries} rowId={({ seq }) => String(seq)} />
}

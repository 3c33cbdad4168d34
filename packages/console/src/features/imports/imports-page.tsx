import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import type { Import } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { useZone } from '../../client/zone.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Ago } from '../../ui/instant.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { ImportState } from './import-state.tsx'
import { StartImport } from './start-import.tsx'

/** Files of leads that were taken in, the newest first. */
export function ImportsPage(): ReactNode {
  const { t } = useLingui()
  const zone = useZone()
  const navigate = useNavigate()
  const query = $api.useQuery('get', '/v1/imports', {})
  const columns: readonly Column<Import>[] = [
    { id: 'name', heading: t`File`, cell: ({ name }) => name },
    { id: 'state', heading: t`State`, cell: (job) => <ImportState job={job} /> },
    { id: 'rows', heading: t`Rows`, cell: ({ row_count: count }) => count, isNumber: true },
    { id: 'errors', heading: t`With errors`, cell: ({ error_count: count }) => count, isNumber: true },
    { id: 'begun', heading: t`Begun`, cell: ({ created_at: at }) => <Ago at={at} zone={zone} />, isWideOnly: true },
  ]
  return (
    <Page
      title={t`Imports`}
      lead={<Trans>Files of leads go round like any others, beside what comes from the web.</Trans>}
      actions={<StartImport />}
    >
      <Faces query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title={<Trans>No file was imported yet.</Trans>}>
              <Trans>Try a dry run first: it says who would get which lead, and changes nothing.</Trans>
            </Empty>
          ) : (
            <DataTable
              label={t`Imports`}
              columns={columns}
              rows={data}
              rowId={({ import_id: id }) => id}
              onOpen={({ import_id: importId }) => void navigate({ to: '/imports/$importId', params: { importId } })}
            />
          )
        }
      </Faces>
    </Page>
  )
}

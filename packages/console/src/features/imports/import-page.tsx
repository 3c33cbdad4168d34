import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ImportDetail } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { failureOf } from '../../client/failure-of.ts'
import { useCan } from '../../client/session.ts'
import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { useTell } from '../../ui/notices.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { ImportState } from './import-state.tsx'

const route = getRouteApi('/inside/imports/$importId')
/** While rows are left, it is looked at again so often, in milliseconds. */
const LOOK_EVERY_MS = 700

/** One import: how far it is, what became of its rows, which cells are wrong, and taking it back. */
export function ImportPage(): ReactNode {
  const { t } = useLingui()
  const { importId } = route.useParams()
  const query = $api.useQuery(
    'get',
    '/v1/imports/{import_id}',
    { params: { path: { import_id: importId } } },
    { refetchInterval: ({ state: { data } }) => (data === undefined || isUnderWay(data) ? LOOK_EVERY_MS : false) },
  )
  return (
    <Page title={query.data?.name ?? t`Import`} actions={query.data === undefined ? null : <Undo job={query.data} />}>
      <Faces query={query}>
        {(job) => (
          <>
            <p className="flex items-center gap-2">
              <ImportState job={job} />
              <Trans>
                {job.row_count} rows, {job.error_count} with errors
              </Trans>
            </p>
            <Outcomes job={job} />
            {job.errors.length === 0 ? null : <Errors job={job} />}
          </>
        )}
      </Faces>
    </Page>
  )
}

function isUnderWay({ state }: ImportDetail): boolean {
  return state === 'storing' || state === 'running' || state === 'undoing'
}

function Undo({ job }: { readonly job: ImportDetail }): ReactNode {
  const { t } = useLingui()
  const can = useCan()
  const tell = useTell()
  const queries = useQueryClient()
  const undo = $api.useMutation('post', '/v1/imports/{import_id}/undo', {
    onSuccess: () => {
      tell(t`Leads that nobody followed up are being taken back.`)
      void queries.invalidateQueries({ queryKey: ['get', '/v1/imports/{import_id}'] })
    },
    onError: (error) => tell(failureOf(error).message, 'bad'),
  })
  if (job.dry_run || job.state !== 'done' || !can('imports:write')) return null
  return (
    <Button
      kind="danger"
      isPending={undo.isPending}
      onPress={() => undo.mutate({ params: { path: { import_id: job.import_id } } })}
    >
      <Trans>Take it back</Trans>
    </Button>
  )
}

type Outcome = ImportDetail['outcomes'][number]

function Outcomes({ job }: { readonly job: ImportDetail }): ReactNode {
  const { t } = useLingui()
  const columns: readonly Column<Outcome>[] = [
    { id: 'outcome', heading: t`Outcome`, cell: ({ outcome }) => outcome },
    { id: 'owner', heading: t`Owner`, cell: ({ owner_id: owner }) => owner ?? '—' },
    { id: 'pool', heading: t`Pool`, cell: ({ pool_id: pool }) => pool ?? '—' },
    { id: 'route', heading: t`Route`, cell: ({ route_id: id, reason }) => id ?? reason ?? '—', isWideOnly: true },
    { id: 'count', heading: t`Leads`, cell: ({ count }) => count, isNumber: true },
  ]
  if (job.outcomes.length === 0) return null
  return (
    <Section title={job.dry_run ? <Trans>Where they would go</Trans> : <Trans>Where they went</Trans>}>
      <DataTable
        label={t`Outcomes`}
        columns={columns}
        rows={job.outcomes}
        rowId={(row) => [row.outcome, row.owner_id, row.pool_id, row.route_id, row.reason].join(' ')}
      />
    </Section>
  )
}

function Errors({ job }: { readonly job: ImportDetail }): ReactNode {
  const { t } = useLingui()
  const columns: readonly Column<ImportDetail['errors'][number]>[] = [
    { id: 'row', heading: t`Row`, cell: ({ row }) => row, isNumber: true },
    { id: 'what', heading: t`What is wrong`, cell: ({ what }) => what },
  ]
  return (
    <Section title={<Trans>Rows that are no leads</Trans>}>
      <DataTable
        label={t`Rows that are no leads`}
        columns={columns}
        rows={job.errors}
        rowId={({ row, what }) => `${row} ${what}`}
      />
    </Section>
  )
}

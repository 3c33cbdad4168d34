import { Trans, useLingui } from '@lingui/react/macro'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { Report } from '@rightful/contract/api-paths'
import type { ReactNode } from 'react'
import { $api } from '../../client/api.ts'
import { Faces } from '../../client/faces.tsx'
import { useZone } from '../../client/zone.ts'
import { buttonClasses } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { TextField } from '../../ui/field.tsx'
import { Instant } from '../../ui/instant.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import type { ReportSearch } from './report-search.ts'

const route = getRouteApi('/inside/reports/$name')
const ROWS_SHOWN = 200

type Row = Report['rows'][number]

/** One report: its table, for days and a grouping that stand in the address, and the same as CSV. */
export function ReportPage(): ReactNode {
  const { t } = useLingui()
  const { name } = route.useParams()
  const zone = useZone()
  const search = { ...lastDays(zone), ...route.useSearch() }
  const query = $api.useQuery('get', '/v1/reports/{name}', {
    params: { path: { name }, query: { zone, limit: ROWS_SHOWN, ...search } },
  })
  const file = `/v1/reports/${encodeURIComponent(name)}?${new URLSearchParams({ zone, ...search, format: 'csv' }).toString()}`
  return (
    <Page
      title={query.data?.title ?? t`Report`}
      actions={
        <a href={file} download className={buttonClasses()}>
          <Trans>Download CSV</Trans>
        </a>
      }
    >
      <Period search={search} />
      <Faces query={query} lines={8}>
        {(report) => <Figures report={report} zone={zone} />}
      </Faces>
    </Page>
  )
}

function Figures({ report, zone }: { readonly report: Report; readonly zone: string }): ReactNode {
  const { columns, rows, period, as_of: asOf, row_count: count } = report
  const shown: readonly Column<Row & { readonly at: number }>[] = columns.map(({ name, kind, meaning }) => ({
    id: name,
    heading: <span title={meaning}>{name.replaceAll('_', ' ')}</span>,
    cell: (row) => cellText(row[name]),
    isNumber: kind === 'integer' || kind === 'number',
  }))
  return (
    <>
      <p className="text-xs text-ink-3">
        <Trans>
          {period.from} until {period.to}, days of {period.zone}, as of <Instant at={asOf} zone={zone} />
        </Trans>
      </p>
      {rows.length === 0 ? (
        <Empty title={<Trans>Nothing happened in this period.</Trans>} />
      ) : (
        <DataTable
          label={report.title}
          columns={shown}
          rows={rows.map((row, at) => ({ ...row, at }))}
          rowId={({ at }) => String(at)}
        />
      )}
      {count > rows.length ? (
        <p className="text-ink-2">
          <Trans>
            {rows.length} of {count} rows; the CSV has all.
          </Trans>
        </p>
      ) : null}
    </>
  )
}

function Period({ search }: { readonly search: ReportSearch }): ReactNode {
  const { t } = useLingui()
  const navigate = useNavigate({ from: '/reports/$name' })
  const set = (name: keyof ReportSearch, value: string): void =>
    void navigate({ search: (before) => ({ ...before, [name]: value }) })
  return (
    <div className="flex flex-wrap gap-2">
      <TextField label={t`From`} type="date" value={search.from ?? ''} onChange={(value) => set('from', value)} />
      <TextField label={t`Until before`} type="date" value={search.to ?? ''} onChange={(value) => set('to', value)} />
    </div>
  )
}

const DAYS_SHOWN = 7

/** The last days up to and with today, as `from` and the day after the last. */
function lastDays(zone: string): Required<Pick<ReportSearch, 'from' | 'to'>> {
  const today = Temporal.Now.plainDateISO(zone)
  return { from: today.subtract({ days: DAYS_SHOWN - 1 }).toString(), to: today.add({ days: 1 }).toString() }
}

const FRACTION_DIGITS = 3

function cellText(value: Row[string] | undefined): string {
  if (value === null || value === undefined || value === '') return '—'
  if (Array.isArray(value)) return value.join(', ')
  return typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(FRACTION_DIGITS) : String(value)
}

import { isReportName, report, reportList, reportQuery, RoutingError } from '@rightful/contract'
import { z } from 'zod'
import { csvAnswer } from '../../platform/csv/csv-answer.ts'
import { json } from '../../platform/http/answer.ts'
import { noBody } from '../../platform/http/body-reader.ts'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts'
import { noFields, type Routes } from '../../platform/http/route.ts'
import { listReports } from './all-reports.ts'
import type { ReportRunner } from './create-report-runner.ts'
import { reportCsv } from './report-csv.ts'
import { addScheduleRoutes, type ScheduleDoor } from './schedules/routes.ts'

const shared = { tag: 'Reports', scope: 'reports:read', body: noBody } as const

/** What the routes of reports work with. */
export type ReportDoor = ScheduleDoor & { readonly runReport: ReportRunner }

/** Adds the reports, and when they are sent. */
export function addReportRoutes(routes: Routes, door: ReportDoor): void {
  routes.add(
    {
      ...shared,
      method: 'get',
      path: '/v1/reports',
      operation: 'listReports',
      summary: 'The reports there are, with their columns.',
      params: noFields,
      query: noFields,
      answers: { 200: { description: 'The reports.', schema: reportList } },
      errors: [],
    },
    () => json(200, listReports()),
  )
  // A schedule is no report: its path stands before that of all names.
  addScheduleRoutes(routes, door)
  addReport(routes, door)
}

function addReport(routes: Routes, { runReport }: ReportDoor): void {
  routes.add(
    {
      ...shared,
      method: 'get',
      path: '/v1/reports/{name}',
      operation: 'getReport',
      summary:
        'A report: figures of a period, grouped as asked. With `Accept: text/csv` or `format=csv` it is one file with all rows.',
      params: z.strictObject({ name: z.string().max(100) }),
      query: reportQuery,
      answers: { 200: { description: 'The report, or a page of it.', schema: report } },
      errors: ['report_not_found', 'report_invalid', 'report_too_costly', 'report_busy', 'cursor_invalid'],
    },
    async ({ params: { name }, query, caller: { workspaceId }, incoming }) => {
      if (!isReportName(name)) throw new RoutingError('report_not_found')
      const { format, limit, cursor, ...asked } = query
      const { rows, columns, ...whole } = await runReport({ workspaceId, name, query: asked })
      if (format === 'csv' || (format === undefined && incoming.headers.accept?.includes('text/csv') === true)) {
        const { from, to } = whole.period
        return csvAnswer(`${name}-${from}-${to}.csv`, sent(reportCsv({ columns, rows })))
      }
      const list = `${name} ${JSON.stringify([asked, whole.period])}`
      const [start] = cursor === undefined ? [0] : decodeCursor(list, cursor)
      const first = typeof start === 'number' ? start : 0
      const end = first + limit
      const next = end < rows.length ? encodeCursor(list, [end]) : null
      return json(200, { ...whole, columns, rows: rows.slice(first, end), next_cursor: next })
    },
  )
}

async function* sent(texts: Iterable<string>): AsyncGenerator<string> {
  yield* texts
}

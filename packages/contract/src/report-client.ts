import type { z } from 'zod'
import { type ClientOptions, createSender } from './client.ts'
import { report, type ReportAnswer, type ReportName, type reportQuery } from './reports.ts'

/** What is asked of a report, without how it is answered. */
export type ReportFilter = Partial<Omit<z.input<typeof reportQuery>, 'format' | 'limit' | 'cursor'>>

/** Reports as functions. Each throws a `RoutingError` with the code of the catalogue. */
export type ReportClient = {
  /** A report with all its rows. */
  readonly getReport: (name: ReportName, filter?: ReportFilter) => Promise<Omit<ReportAnswer, 'next_cursor'>>
}

const ROWS_A_PAGE = 5000

/** A client for reports: its key needs the scope `reports:read`. */
export function createReportClient(options: ClientOptions): ReportClient {
  const send = createSender(options)
  return {
    getReport: async (name, filter = {}) => {
      const given = Object.entries(filter).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))
      const query = new URLSearchParams([...given, ['limit', String(ROWS_A_PAGE)]])
      const rows: ReportAnswer['rows'] = []
      for (;;) {
        const path = `/v1/reports/${name}?${query.toString()}`
        const page = await send(path, { method: 'GET', answer: report })
        rows.push(...page.rows)
        if (page.next_cursor === null) return { ...page, rows }
        query.set('cursor', page.next_cursor)
        // Later pages are of the same days, whatever the time is by then.
        for (const end of ['from', 'to'] as const) query.set(end, page.period[end])
      }
    },
  }
}

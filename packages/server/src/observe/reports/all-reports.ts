import type { reportList, ReportColumn, ReportName } from '@rightful/contract'
import type { z } from 'zod'
import { assignmentLatency } from './assignment-latency.ts'
import { conversion } from './conversion.ts'
import { coverage } from './coverage.ts'
import { credits } from './credits.ts'
import { distribution } from './distribution.ts'
import { exceptions } from './exceptions.ts'
import { followUp } from './follow-up.ts'
import { held } from './held.ts'
import { groupColumns, type Report } from './report.ts'

/** Every report, by name. */
export const reports: Readonly<Record<ReportName, Report>> = {
  'assignment-latency': assignmentLatency,
  'follow-up': followUp,
  conversion,
  distribution,
  exceptions,
  coverage,
  held,
  credits,
}

/** The columns of a report that is grouped in this way. */
export function columnsOf({ columns }: Report, by: Report['groups']): readonly ReportColumn[] {
  return [...by.map((group) => groupColumns[group]), ...columns]
}

/** The reports there are, as they are answered. */
export function listReports(): z.output<typeof reportList> {
  return {
    data: Object.values(reports).map((report) => ({
      name: report.name,
      title: report.title,
      by: [...report.groups],
      by_default: [...report.groupsByDefault],
      days_by_default: report.daysByDefault,
      columns: [...columnsOf(report, report.groups)],
    })),
  }
}

import type { ReportCell } from '@rightful/contract'
import { csvRow } from '../../platform/csv/csv-row.ts'

/** A report as CSV, heading first. Lists are separated by `;`, and texts that a spreadsheet would run are guarded. */
export function* reportCsv(report: {
  readonly columns: readonly { readonly name: string }[]
  readonly rows: readonly Readonly<Record<string, ReportCell>>[]
}): Generator<string> {
  yield csvRow(report.columns.map(({ name }) => name))
  for (const row of report.rows) {
    yield csvRow(
      report.columns.map(({ name }) => {
        const cell = row[name] ?? null
        return Array.isArray(cell) ? cell.join(';') : cell
      }),
    )
  }
}

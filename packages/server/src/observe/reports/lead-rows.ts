import type { ReportCell, ReportGroup } from '@rightful/contract'
import type { Grouped } from './queries.ts'
import { groupColumns, type ReportAsk, type ReportRow } from './report.ts'

/** The cells of what a row is grouped by. */
export function groupCells(row: Grouped, { by, period }: Pick<ReportAsk, 'by' | 'period'>): ReportRow {
  return Object.fromEntries(
    by.map((group, index) => [groupColumns[group].name, cellOf(group, row[`g${index}`] ?? null, period)]),
  )
}

function cellOf(group: ReportGroup, value: string | number | null, { days }: ReportAsk['period']): ReportCell {
  return group === 'day' && typeof value === 'number' ? (days[value - 1]?.date ?? null) : value
}

/** Milliseconds as seconds, to the millisecond. */
export function seconds(ms: number | null | undefined): number | null {
  return ms === null || ms === undefined ? null : Math.round(ms) / 1000
}

/** What the address says about a report. */
export type ReportSearch = { readonly from?: string; readonly to?: string; readonly by?: string }

/** Reads days (`YYYY-MM-DD`) and the grouping out of an address; what is none is left out. */
export function readReportSearch(search: Record<string, unknown>): ReportSearch {
  const day = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
  const { from, to, by } = search
  return {
    ...(day(from) ? { from } : {}),
    ...(day(to) ? { to } : {}),
    ...(typeof by === 'string' && /^[a-z,]+$/.test(by) ? { by } : {}),
  }
}

export { dateAt, readPeriod, requireZone } from './period.ts'
export { reportCsv } from './report-csv.ts'
export { runReport } from './run-report.ts'

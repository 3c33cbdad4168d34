import {
  type ReportAnswer,
  type ReportGroup,
  reportGroups,
  type ReportName,
  type ReportQuery,
  RoutingError,
} from '@rightful/contract'
import { readPolicy } from '../../control/policies/read.ts'
import { isPersonalField } from '../../pipeline/decide/read.ts'
import { readDesk } from '../../pipeline/desk/read.ts'
import { isoTime } from '../../platform/clock/iso-time.ts'
import { classifyDatabaseError } from '../../platform/db/classify-database-error.ts'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { columnsOf, reports } from './all-reports.ts'
import { readHorizons } from './history-queries.ts'
import { readPeriod } from './period.ts'
import { type Report, type ReportAsk, type ReportRow, ROWS_MAX } from './report.ts'
import { versionSpan } from './version-span.ts'

/** One statement of a report may take so long; a bound on what anybody can ask of the database. */
const STATEMENT_MS = 20_000

/** Which report, of which workspace. */
export type RunAsk = {
  readonly workspaceId: string
  readonly name: ReportName
  readonly query: Omit<ReportQuery, 'format' | 'limit' | 'cursor'>
}

/** A report with all its rows. */
export type WholeReport = Omit<ReportAnswer, 'next_cursor' | 'rows' | 'columns'> & {
  readonly columns: ReturnType<typeof columnsOf>
  readonly rows: readonly ReportRow[]
}

/**
 * Makes a report: reads one snapshot, writes nothing. Throws `report_invalid` for a period, group or field that cannot be, and
 * `report_too_costly` where it would take too long or have too many rows.
 */
export async function runReport(db: Database, ask: RunAsk): Promise<WholeReport> {
  try {
    return await db.withConnection(
      (session) =>
        session.transaction(async (tx) => {
          await tx.execute('set transaction isolation level repeatable read, read only')
          return makeReport(tx, ask)
        }),
      { statementTimeoutMs: STATEMENT_MS },
    )
  } catch (cause) {
    if (classifyDatabaseError(cause).kind !== 'statement_timeout') throw cause
    throw new RoutingError('report_too_costly', {}, { cause })
  }
}

async function makeReport(tx: Queryable, { workspaceId, name, query }: RunAsk): Promise<WholeReport> {
  const report = reports[name]
  const [clock] = await tx.query<{ nowMs: number }>('select now() as "nowMs"')
  const asOfMs = clock?.nowMs ?? 0
  const desk = await readDesk(tx, workspaceId)
  const { from, to, zone, by: byText, ...filter } = query
  const { daysByDefault: days, daysMax, looksAhead } = report
  const period = readPeriod({ from, to, zone, days, daysMax, looksAhead, nowMs: asOfMs })
  const isField = await fieldTest(tx, { workspaceId, version: desk.policyVersion })
  const by = readGroups(report, byText, (group) => isField(fieldOf(group, filter)))
  const reportAsk = { workspaceId, period, by, filter, desk, asOfMs }
  const rows = await report.rows(tx, reportAsk)
  if (rows.length > ROWS_MAX) throw new RoutingError('report_too_costly', { rows_max: ROWS_MAX })
  return {
    name,
    title: report.title,
    period: {
      from: period.from,
      to: period.to,
      zone,
      from_at: isoTime(period.fromMs),
      until_at: isoTime(period.untilMs),
    },
    by: [...by],
    as_of: isoTime(asOfMs),
    is_complete: await isComplete(tx, report, reportAsk),
    columns: columnsOf(report, by),
    row_count: rows.length,
    rows,
  }
}

/** The field by which leads are grouped, where it is one. */
function fieldOf(group: ReportGroup, filter: ReportAsk['filter']): string | null {
  return group === 'source' || group === 'channel' || group === 'segment' ? filter[`${group}_field`] : null
}

/** Whether the policy has a field that is stored with the lead: those that name a person are not. */
async function fieldTest(
  tx: Queryable,
  of: { readonly workspaceId: string; readonly version: number },
): Promise<(field: string | null) => boolean> {
  const { policy } = await readPolicy(tx, of.workspaceId, of.version)
  const known = new Set(policy.policy.fields.filter((field) => !isPersonalField(field)).map((field) => field.name))
  return (field) => field === null || known.has(field)
}

/** What to group by: what was asked, or what the report has by default and the policy has a field for. */
function readGroups(
  report: Report,
  text: string | undefined,
  isKnown: (group: ReportGroup) => boolean,
): readonly ReportGroup[] {
  if (text === undefined) return report.groupsByDefault.filter(isKnown)
  const names = [...new Set(text.split(',').map((part) => part.trim()))].filter((part) => part !== '')
  const items = names.flatMap((name) => {
    const group = reportGroups.find((known) => known === name)
    if (group === undefined || !report.groups.includes(group)) {
      const mend = report.groups.length === 0 ? 'It is not grouped.' : `There are ${report.groups.join(', ')}.`
      return [{ where: 'query/by', what: `${name} is nothing that this report is grouped by`, mend }]
    }
    if (isKnown(group)) return []
    const mend = `Name the field of the policy with ${group}_field; addresses and phone numbers are not reported on.`
    return [{ where: 'query/by', what: `the policy has no field for ${group}`, mend }]
  })
  if (items.length > 0) throw new RoutingError('report_invalid', {}, { items })
  return reportGroups.filter((group) => names.includes(group))
}

async function isComplete(tx: Queryable, { reads }: Report, ask: ReportAsk): Promise<boolean> {
  if (reads.length === 0) return true
  const { fromVersion } = await versionSpan(tx, ask)
  const horizons = await readHorizons(tx, ask.workspaceId)
  return horizons.every(({ kind, beforeVersion }) => !reads.includes(kind) || beforeVersion <= fromVersion)
}

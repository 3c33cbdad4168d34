import {
  type ReportAnswer,
  type ReportGroup,
  reportGroups,
  type ReportName,
  type ReportQuery,
  RoutingError,
} from '@rightful/contract'
import { readPolicy, type ReadyPolicy } from '../../control/policies/read.ts'
import { readDesk } from '../../pipeline/desk/read.ts'
import { isoTime } from '../../platform/clock/iso-time.ts'
import { classifyDatabaseError } from '../../platform/db/classify-database-error.ts'
import type { Database, Queryable } from '../../platform/db/database.ts'
import { columnsOf, reports } from './all-reports.ts'
import { COMBINATIONS_MAX, type DerivedGroup, deriveGroup, fieldsBehind, kindOfName } from './derived-group.ts'
import { readHorizons } from './history-queries.ts'
import { readPeriod } from './period.ts'
import { findCombinations } from './queries.ts'
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
  const policy = await readPolicy(tx, workspaceId, desk.policyVersion)
  const by = readGroups(report, byText, (group) => canGroup(report, policy, fieldOf(group, filter)))
  const derived = await deriveGroups(tx, policy, { workspaceId, period, by, filter })
  const reportAsk = { workspaceId, period, by, filter, derived, desk, asOfMs }
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

/** Whether the report can tell leads apart by a name: a field of the policy, or, where it is about leads, a derived value. */
function canGroup({ groups }: Report, { policy }: ReadyPolicy, name: string | null): boolean {
  if (name === null) return true
  const kind = kindOfName(policy.policy, name)
  return kind === 'field' || (kind === 'derived' && groups.includes('segment'))
}

/** What the policy derives for leads of the period, where something derived is grouped or filtered by. */
async function deriveGroups(
  tx: Queryable,
  policy: ReadyPolicy,
  { workspaceId, period, by, filter }: Pick<ReportAsk, 'workspaceId' | 'period' | 'by' | 'filter'>,
): Promise<ReportAsk['derived']> {
  const derived = new Map<string, DerivedGroup>()
  for (const group of ['source', 'channel', 'segment'] as const) {
    if (!by.includes(group) && filter[group] === undefined) continue
    const name = filter[`${group}_field`]
    const kind = kindOfName(policy.policy.policy, name)
    if (kind === null) throw unknownField(group, `query/${group}`)
    if (kind === 'field') continue
    const fields = fieldsBehind(policy.policy.policy, name) ?? []
    const combinations = await findCombinations(tx, { workspaceId, period, fields, limit: COMBINATIONS_MAX + 1 })
    derived.set(group, deriveGroup(policy, { name, fields, combinations }))
  }
  return derived
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
    return unknownField(group, 'query/by').items
  })
  if (items.length > 0) throw new RoutingError('report_invalid', {}, { items })
  return reportGroups.filter((group) => names.includes(group))
}

function unknownField(group: ReportGroup, where: string): RoutingError {
  const mend = `Name the field of the policy with ${group}_field; addresses, phone numbers, and what is derived from accounts are not reported on.`
  const items = [{ where, what: `the policy has no field for ${group}`, mend }]
  return new RoutingError('report_invalid', {}, { items })
}

async function isComplete(tx: Queryable, { reads }: Report, ask: ReportAsk): Promise<boolean> {
  if (reads.length === 0) return true
  const { fromVersion } = await versionSpan(tx, ask)
  const horizons = await readHorizons(tx, ask.workspaceId)
  return horizons.every(({ kind, beforeVersion }) => !reads.includes(kind) || beforeVersion <= fromVersion)
}

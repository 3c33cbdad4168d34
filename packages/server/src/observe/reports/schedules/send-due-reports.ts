import { type EventPayload, reportQuery, RoutingError } from '@rightful/contract'
import { readDestination } from '../../../control/connections/read.ts'
import { changeWorkspace } from '../../../control/workspaces/read.ts'
import type { Database, Queryable } from '../../../platform/db/database.ts'
import type { ReportRunner } from '../create-report-runner.ts'
import type { WholeReport } from '../run-report.ts'
import { dueAtMs, dueDate, nextDueDate, periodBefore } from './due-dates.ts'
import { findDueSchedules, noteFailed, noteSent, readNow, type ScheduleRow } from './queries.ts'

/** Where reports are sent from, and under whose eyes. */
export type SendAsk = {
  readonly db: Database
  readonly workspaceId: string
  readonly runReport: ReportRunner
  /** Called in the transaction that sends: throws when somebody else sends by now. */
  readonly fence: (tx: Queryable) => Promise<void>
  readonly signal: AbortSignal
}

const ROWS_SENT_MAX = 200
const AGAIN_IN_MS = 15 * 60_000
const by = 'system:reports'

/**
 * Sends what is due: each report is an event for the destination of its schedule, in the transaction that notes its period as seen to;
 * from then on the outbox delivers it. Several that were missed go out one after the other, the oldest first. Returns how many were sent.
 */
export async function sendDueReports(ask: SendAsk): Promise<number> {
  let sentCount = 0
  for (const schedule of await findDueSchedules(ask.db, ask.workspaceId)) {
    if (ask.signal.aborted) break
    if (await sendReport(ask, schedule)) sentCount += 1
  }
  return sentCount
}

async function sendReport(ask: SendAsk, schedule: ScheduleRow): Promise<boolean> {
  const { db, workspaceId } = ask
  const { scheduleId, lastDue } = schedule
  const date = dueDate(schedule, lastDue, await readNow(db))
  if (date === null) return false
  const seen = { workspaceId, scheduleId, lastDue }
  try {
    const report = await ask.runReport({ workspaceId, name: schedule.report, query: queryOf(schedule, date) })
    return await changeWorkspace(db, { workspaceId, by }, async (tx) => {
      await ask.fence(tx)
      const destination = await readDestination(tx, workspaceId, schedule.destinationId)
      if (destination?.isActive !== true) throw new RoutingError('destination_not_found')
      const nextAtMs = dueAtMs(schedule, nextDueDate(schedule, date))
      if (!(await noteSent(tx, seen, { date, nextAtMs }))) return { kind: 'unchanged', result: false }
      return {
        kind: 'changed',
        result: true,
        versions: {},
        event: { kind: 'report.ready', body: bodyOf(schedule, report), destinationId: schedule.destinationId },
        subject: { kind: 'report_schedule', id: scheduleId },
      }
    })
  } catch (error) {
    if (!(error instanceof RoutingError)) throw error
    const what = error.code === 'destination_not_found' ? 'Its destination is switched off, or gone.' : error.message
    await noteFailed(db, seen, { error: what, againInMs: AGAIN_IN_MS })
    return false
  }
}

function queryOf(schedule: ScheduleRow, date: string): ReturnType<typeof reportQuery.parse> {
  const { grouping, poolId, zone } = schedule
  return reportQuery.parse({
    ...periodBefore(schedule, date),
    zone,
    ...(grouping === null ? {} : { by: grouping }),
    ...(poolId === null ? {} : { pool_id: poolId }),
  })
}

function bodyOf(
  { scheduleId, grouping, poolId }: ScheduleRow,
  report: WholeReport,
): Omit<EventPayload<'report.ready'>, 'by'> {
  const { name, title, period, columns, rows } = report
  const { from, to, zone } = period
  const query = new URLSearchParams({
    from,
    to,
    zone,
    ...(grouping === null ? {} : { by: grouping }),
    ...(poolId === null ? {} : { pool_id: poolId }),
  })
  return {
    schedule_id: scheduleId,
    report: name,
    title,
    period: { from, to, zone },
    path: `/v1/reports/${name}?${query.toString()}`,
    is_complete: report.is_complete,
    columns: columns.map((column) => column.name),
    row_count: rows.length,
    rows: rows.slice(0, ROWS_SENT_MAX).map((row) => columns.map((column) => row[column.name] ?? null)),
  }
}

import type { ReportName } from '@rightful/contract'
import type { Queryable } from '../../../platform/db/database.ts'
import type { Rhythm } from './due-dates.ts'

/** A schedule as stored. Dates are local. */
export type ScheduleRow = Rhythm & {
  readonly scheduleId: string
  readonly report: ReportName
  readonly destinationId: string
  readonly grouping: string | null
  readonly poolId: string | null
  readonly createdAtMs: number
  readonly createdBy: string
  readonly lastDue: string
  readonly sentFor: string | null
  readonly nextAtMs: number
  readonly error: string | null
}

const columns = `
    select report_schedule.schedule_id as "scheduleId", report_schedule.report, report_schedule.every, report_schedule.weekday,
           report_schedule.at, report_schedule.zone, report_schedule.destination_id as "destinationId", report_schedule.grouping,
           report_schedule.pool_id as "poolId", report_schedule.created_at as "createdAtMs", report_schedule.created_by as "createdBy",
           report_schedule.last_due as "lastDue", report_schedule.sent_for as "sentFor", report_schedule.next_at as "nextAtMs",
           report_schedule.error
      from report_schedule`

/** All schedules, the oldest first. */
export async function findSchedules(db: Queryable, workspaceId: string): Promise<readonly ScheduleRow[]> {
  return db.query<ScheduleRow>(
    `${columns}
     where report_schedule.workspace_id = $1
     order by report_schedule.schedule_id`,
    [workspaceId],
  )
}

/** The schedules of which something is due, the longest due first. */
export async function findDueSchedules(db: Queryable, workspaceId: string): Promise<readonly ScheduleRow[]> {
  return db.query<ScheduleRow>(
    `${columns}
     where report_schedule.workspace_id = $1 and report_schedule.next_at <= clock_timestamp()
     order by report_schedule.next_at
     limit 50`,
    [workspaceId],
  )
}

/** Whether anything is due. */
export async function hasDueSchedules(db: Queryable, workspaceId: string): Promise<boolean> {
  const rows = await db.query(
    {
      name: 'has_due_reports',
      text: `
    select 1 as due
      from report_schedule
     where report_schedule.workspace_id = $1 and report_schedule.next_at <= clock_timestamp()
     limit 1`,
    },
    [workspaceId],
  )
  return rows.length > 0
}

/** The database's clock, epoch milliseconds. */
export async function readNow(db: Queryable): Promise<number> {
  const [row] = await db.query<{ nowMs: number }>('select clock_timestamp() as "nowMs"')
  return row?.nowMs ?? 0
}

export async function insertSchedule(
  tx: Queryable,
  workspaceId: string,
  row: Omit<ScheduleRow, 'sentFor' | 'error'>,
): Promise<void> {
  await tx.execute(
    `
    insert into report_schedule (workspace_id, schedule_id, report, every, weekday, at, zone, destination_id, grouping, pool_id,
                                 created_at, created_by, last_due, next_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, to_timestamp($11::float8 / 1000), $12, $13, to_timestamp($14::float8 / 1000))`,
    [
      workspaceId,
      row.scheduleId,
      row.report,
      row.every,
      row.weekday,
      row.at,
      row.zone,
      row.destinationId,
      row.grouping,
      row.poolId,
      row.createdAtMs,
      row.createdBy,
      row.lastDue,
      row.nextAtMs,
    ],
  )
}

/** Removes a schedule; returns it as it was. `null`: there is none. */
export async function deleteSchedule(
  tx: Queryable,
  workspaceId: string,
  scheduleId: string,
): Promise<ScheduleRow | null> {
  const [row] = await tx.query<ScheduleRow>(
    `${columns}
     where report_schedule.workspace_id = $1 and report_schedule.schedule_id = $2
       for update`,
    [workspaceId, scheduleId],
  )
  if (row === undefined) return null
  await tx.execute(
    'delete from report_schedule where report_schedule.workspace_id = $1 and report_schedule.schedule_id = $2',
    [workspaceId, scheduleId],
  )
  return row
}

/** One schedule at one of its dates. */
export type Seen = {
  readonly workspaceId: string
  readonly scheduleId: string
  /** What was seen to last when this began. */
  readonly lastDue: string
}

/** Notes that the report of a date is sent. False: somebody else has seen to it meanwhile, or the schedule is gone. */
export async function noteSent(
  tx: Queryable,
  seen: Seen,
  of: { readonly date: string; readonly nextAtMs: number },
): Promise<boolean> {
  const count = await tx.execute(
    `
    update report_schedule
       set last_due = $4, sent_for = $4, next_at = to_timestamp($5::float8 / 1000), error = null
     where report_schedule.workspace_id = $1 and report_schedule.schedule_id = $2 and report_schedule.last_due = $3`,
    [seen.workspaceId, seen.scheduleId, seen.lastDue, of.date, of.nextAtMs],
  )
  return count === 1
}

/** Notes why a report could not be made, and when it is tried again. */
export async function noteFailed(
  db: Queryable,
  seen: Seen,
  of: { readonly error: string; readonly againInMs: number },
): Promise<void> {
  await db.execute(
    `
    update report_schedule
       set error = $4, next_at = clock_timestamp() + $5::float8 * interval '1 millisecond'
     where report_schedule.workspace_id = $1 and report_schedule.schedule_id = $2 and report_schedule.last_due = $3`,
    [seen.workspaceId, seen.scheduleId, seen.lastDue, of.error, of.againInMs],
  )
}

import { type PostReportSchedule, RoutingError } from '@rightful/contract'
import { recordAudit } from '../../../control/audit/read.ts'
import { readDestination } from '../../../control/connections/read.ts'
import type { Database, Queryable } from '../../../platform/db/database.ts'
import { newId } from '../../../platform/ids/new-id.ts'
import { requireZone } from '../period.ts'
import { dueAtMs, lastDueDate, nextDueDate } from './due-dates.ts'
import { deleteSchedule, findSchedules, insertSchedule, readNow, type ScheduleRow } from './queries.ts'

/** Whose schedules are changed, and who changes them. */
export type ScheduleBy = { readonly workspaceId: string; readonly by: string }

const SCHEDULES_MAX = 50

/** Adds a schedule; the first report is that of the next date that is due. Throws `report_invalid` and `destination_not_found`. */
export function addSchedule(
  db: Database,
  { workspaceId, by }: ScheduleBy,
  wanted: PostReportSchedule,
): Promise<ScheduleRow> {
  const { report, every, weekday, at, zone, destination_id: destinationId } = wanted
  requireZone(zone)
  return db.transaction(async (tx) => {
    await requireReachable(tx, workspaceId, destinationId)
    if ((await findSchedules(tx, workspaceId)).length >= SCHEDULES_MAX)
      throw invalid('body', `is one more than the ${SCHEDULES_MAX} schedules that there may be`)
    const nowMs = await readNow(tx)
    const rhythm = { every, weekday, at, zone }
    const lastDue = lastDueDate(rhythm, nowMs)
    const row: ScheduleRow = {
      ...rhythm,
      scheduleId: newId(),
      report,
      destinationId,
      grouping: wanted.by ?? null,
      poolId: wanted.pool_id ?? null,
      createdAtMs: nowMs,
      createdBy: by,
      lastDue,
      sentFor: null,
      nextAtMs: dueAtMs(rhythm, nextDueDate(rhythm, lastDue)),
      error: null,
    }
    await insertSchedule(tx, workspaceId, row)
    await record(tx, { workspaceId, by }, { action: 'report_schedule.created', row })
    return row
  })
}

/** Removes a schedule; returns it as it was. `null`: there is none. */
export function removeSchedule(db: Database, ask: ScheduleBy, scheduleId: string): Promise<ScheduleRow | null> {
  return db.transaction(async (tx) => {
    const row = await deleteSchedule(tx, ask.workspaceId, scheduleId)
    if (row !== null) await record(tx, ask, { action: 'report_schedule.removed', row })
    return row
  })
}

/** A report concerns no owner, so that mail to owners would reach nobody. */
async function requireReachable(tx: Queryable, workspaceId: string, destinationId: string): Promise<void> {
  const destination = await readDestination(tx, workspaceId, destinationId)
  if (destination === null) throw new RoutingError('destination_not_found')
  if (!destination.isActive) throw invalid('body/destination_id', 'is switched off')
  const { config } = destination
  if (config.kind === 'email' && config.to === 'owner')
    throw invalid(
      'body/destination_id',
      'mails to the owner of a lead, and a report has none: name one with fixed addresses',
    )
}

async function record(
  tx: Queryable,
  { workspaceId, by }: ScheduleBy,
  { action, row }: { readonly action: string; readonly row: ScheduleRow },
): Promise<void> {
  const { scheduleId, report, every, weekday, at, zone, destinationId, grouping, poolId } = row
  await recordAudit(tx, {
    workspaceId,
    actor: by,
    action,
    subject: { kind: 'report_schedule', id: scheduleId },
    details: { report, every, weekday, at, zone, destination_id: destinationId, by: grouping, pool_id: poolId },
  })
}

function invalid(where: string, what: string): RoutingError {
  return new RoutingError('report_invalid', {}, { items: [{ where, what, mend: null }] })
}

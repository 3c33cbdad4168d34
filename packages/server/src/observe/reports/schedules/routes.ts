import {
  postReportScheduleRequest,
  reportSchedule,
  reportScheduleList,
  type ReportScheduleAnswer,
  RoutingError,
  uuid,
} from '@rightful/contract'
import { z } from 'zod'
import { isoTime } from '../../../platform/clock/iso-time.ts'
import type { Database } from '../../../platform/db/database.ts'
import { json } from '../../../platform/http/answer.ts'
import { jsonBody, noBody } from '../../../platform/http/body-reader.ts'
import { noFields, type Routes } from '../../../platform/http/route.ts'
import { addSchedule, removeSchedule } from './change-schedule.ts'
import { findSchedules, type ScheduleRow } from './queries.ts'

/** What the routes of schedules work with. */
export type ScheduleDoor = { readonly db: Database }

const shared = { tag: 'Reports', scope: 'reports:read', query: noFields } as const

/** Adds the schedules by which reports are sent. */
export function addScheduleRoutes(routes: Routes, { db }: ScheduleDoor): void {
  routes.add(
    {
      ...shared,
      method: 'get',
      path: '/v1/reports/schedules',
      operation: 'listReportSchedules',
      summary: 'When which report is sent where, the oldest schedule first.',
      params: noFields,
      body: noBody,
      answers: { 200: { description: 'The schedules.', schema: reportScheduleList } },
      errors: [],
    },
    async ({ caller }) => json(200, { data: (await findSchedules(db, caller.workspaceId)).map(viewOf) }),
  )
  routes.add(
    {
      ...shared,
      method: 'post',
      path: '/v1/reports/schedules',
      operation: 'createReportSchedule',
      summary: 'Sends a report to a destination each day or week from now on, once for each period.',
      params: noFields,
      body: jsonBody(postReportScheduleRequest),
      answers: { 201: { description: 'The schedule.', schema: reportSchedule } },
      errors: ['report_invalid', 'destination_not_found'],
    },
    async ({ caller: { workspaceId, actor }, body }) =>
      json(201, viewOf(await addSchedule(db, { workspaceId, by: actor }, body))),
  )
  routes.add(
    {
      ...shared,
      method: 'delete',
      path: '/v1/reports/schedules/{schedule_id}',
      operation: 'deleteReportSchedule',
      summary: 'Sends it no more.',
      params: z.strictObject({ schedule_id: uuid }),
      body: noBody,
      answers: { 200: { description: 'The schedule as it was.', schema: reportSchedule } },
      errors: ['report_schedule_not_found'],
    },
    async ({ caller: { workspaceId, actor }, params }) => {
      const row = await removeSchedule(db, { workspaceId, by: actor }, params.schedule_id)
      if (row === null) throw new RoutingError('report_schedule_not_found')
      return json(200, viewOf(row))
    },
  )
}

function viewOf(row: ScheduleRow): ReportScheduleAnswer {
  return {
    schedule_id: row.scheduleId,
    report: row.report,
    every: row.every,
    weekday: row.weekday,
    at: row.at,
    zone: row.zone,
    destination_id: row.destinationId,
    by: row.grouping,
    pool_id: row.poolId,
    created_at: isoTime(row.createdAtMs),
    created_by: row.createdBy,
    next_at: isoTime(row.nextAtMs),
    sent_for: row.sentFor,
    error: row.error,
  }
}

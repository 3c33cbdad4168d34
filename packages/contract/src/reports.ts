import { z } from 'zod'
import { cursor, instant, name, uuid } from './fields.ts'

/** The reports there are. */
export const reportNames = [
  'assignment-latency',
  'follow-up',
  'conversion',
  'distribution',
  'exceptions',
  'coverage',
  'held',
  'credits',
] as const

/** The name of a report. */
export type ReportName = (typeof reportNames)[number]

/** Whether a text names a report. */
export function isReportName(text: string): text is ReportName {
  return reportNames.some((known) => known === text)
}

/** What rows of a report may be grouped by. */
export const reportGroups = ['day', 'route', 'pool', 'owner', 'source', 'channel', 'segment'] as const

/** One thing that rows are grouped by. */
export type ReportGroup = (typeof reportGroups)[number]

const localDate = z.iso.date()
const zone = z.string().min(1).max(100).meta({ description: 'IANA zone in which days begin, such as `Europe/Berlin`.' })
const fieldName = z.string().min(1).max(100)
const value = z.string().min(1).max(500)

/** What of which time a report is about. Everything may be left out. */
export const reportQuery = z.strictObject({
  from: localDate.optional().meta({ description: 'First day of the period, in the zone.', example: '2026-11-16' }),
  to: localDate.optional().meta({ description: 'The day after the last one.', example: '2026-11-23' }),
  zone: zone.default('UTC'),
  by: z.string().max(200).optional().meta({
    description: 'What to group by, separated by commas; an empty text is one row for all.',
    example: 'day,route',
  }),
  pool_id: name.optional(),
  owner_id: name.optional(),
  route_id: name.optional(),
  source: value.optional(),
  channel: value.optional(),
  segment: value.optional(),
  source_field: fieldName.default('source').meta({ description: "The policy's field that says the source." }),
  channel_field: fieldName.default('channel').meta({ description: "The policy's field that says the channel." }),
  segment_field: fieldName.default('segment').meta({ description: "The policy's field that says the segment." }),
  format: z.enum(['json', 'csv']).optional().meta({ description: 'In place of the header `Accept`.' }),
  limit: z.coerce.number<string | number>().int().min(1).max(5000).default(1000).meta({ description: 'Rows a page.' }),
  cursor: cursor.optional(),
})

/** A column of a report. */
export const reportColumn = z
  .object({
    name: z.string(),
    kind: z.enum(['text', 'integer', 'number', 'list']),
    meaning: z.string().meta({ description: 'What it says, with its unit.' }),
  })
  .meta({ id: 'ReportColumn' })

/** What a cell may hold. */
export const reportCell = z.union([z.string(), z.number(), z.array(z.string()), z.null()])

/** A report, or a page of it. */
export const report = z
  .object({
    name: z.enum(reportNames),
    title: z.string(),
    period: z.object({
      from: z.string(),
      to: z.string(),
      zone: z.string(),
      from_at: instant,
      until_at: instant.meta({ description: 'Exclusive.' }),
    }),
    by: z.array(z.enum(reportGroups)),
    as_of: instant.meta({ description: 'All figures are as they were then.' }),
    is_complete: z.boolean().meta({
      description: 'False: some of what the report reads was old enough to be removed, so that it counts too little.',
    }),
    columns: z.array(reportColumn),
    row_count: z.int().meta({ description: 'Of all pages.' }),
    rows: z.array(z.record(z.string(), reportCell)),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: 'Report' })

/** The reports there are, and what is in them. */
export const reportList = z
  .object({
    data: z.array(
      z.object({
        name: z.enum(reportNames),
        title: z.string(),
        by: z.array(z.enum(reportGroups)).meta({ description: 'What it can be grouped by.' }),
        by_default: z.array(z.enum(reportGroups)),
        days_by_default: z.int(),
        columns: z.array(reportColumn),
      }),
    ),
  })
  .meta({ id: 'ReportList' })

/** When a report is sent where. */
export const postReportScheduleRequest = z
  .strictObject({
    report: z.enum(reportNames).meta({ example: 'exceptions' }),
    every: z
      .enum(['day', 'week'])
      .meta({ description: 'The period of each: the day or the seven days before it is sent.' }),
    weekday: z.int().min(1).max(7).default(1).meta({ description: 'Of a weekly one: 1 is Monday.' }),
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is no time of day such as 07:30')
      .meta({ description: 'Local time in the zone.', example: '07:30' }),
    zone,
    destination_id: uuid.meta({ description: 'A destination: a webhook, Slack, or mail to fixed addresses.' }),
    by: z.string().max(200).optional().meta({ description: 'As in the report.' }),
    pool_id: name.optional(),
  })
  .meta({ id: 'PostReportSchedule' })

/** A schedule of a report. */
export const reportSchedule = z
  .object({
    schedule_id: uuid,
    report: z.enum(reportNames),
    every: z.enum(['day', 'week']),
    weekday: z.int(),
    at: z.string(),
    zone: z.string(),
    destination_id: uuid,
    by: z.string().nullable(),
    pool_id: z.string().nullable(),
    created_at: instant,
    created_by: z.string(),
    next_at: instant.meta({ description: 'When it is sent next; past: it is about to be, or is tried again.' }),
    sent_for: z.string().nullable().meta({ description: 'The day on which the last one that was sent was due.' }),
    error: z.string().nullable().meta({ description: 'Why the last one could not be made.' }),
  })
  .meta({ id: 'ReportSchedule' })

/** The schedules of a workspace. */
export const reportScheduleList = z.object({ data: z.array(reportSchedule) })

/** A report, or a page of it. */
export type ReportAnswer = z.output<typeof report>
/** What of which time a report is about, with its defaults filled in. */
export type ReportQuery = z.output<typeof reportQuery>
/** A column of a report. */
export type ReportColumn = z.output<typeof reportColumn>
/** What a cell of a report holds. */
export type ReportCell = z.output<typeof reportCell>
/** When a report is to be sent where. */
export type PostReportSchedule = z.output<typeof postReportScheduleRequest>
/** A schedule of a report. */
export type ReportScheduleAnswer = z.output<typeof reportSchedule>

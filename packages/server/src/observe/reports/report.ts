import type { ReportCell, ReportColumn, ReportGroup, ReportName, ReportQuery } from '@rightful/contract'
import type { HeldDesk } from '../../control/workspaces/read.ts'
import type { Queryable } from '../../platform/db/database.ts'
import type { DerivedGroup } from './derived-group.ts'
import type { Period } from './period.ts'

/** One row of a report: its cells by column. */
export type ReportRow = Readonly<Record<string, ReportCell>>

/** What a report is made from. */
export type ReportAsk = {
  readonly workspaceId: string
  readonly period: Period
  /** What to group by, in the order of the columns. */
  readonly by: readonly ReportGroup[]
  /** Which leads: the filters, and the fields that hold source, channel and segment. */
  readonly filter: Omit<ReportQuery, 'from' | 'to' | 'zone' | 'by' | 'format' | 'limit' | 'cursor'>
  /** Those of source, channel and segment that are derived values of the policy. */
  readonly derived: ReadonlyMap<string, DerivedGroup>
  /** The desk as of which all is read. */
  readonly desk: HeldDesk
  /** The instant as of which all is read, epoch milliseconds. */
  readonly asOfMs: number
}

/** What a report reads that is removed when it is old enough. */
export type KeptRows = 'events' | 'decisions'

/** A report: what it says, and how its rows are found. docs/reference/reports.md has the formula of each column. */
export type Report = {
  readonly name: ReportName
  readonly title: string
  /** What it can be grouped by. */
  readonly groups: readonly ReportGroup[]
  readonly groupsByDefault: readonly ReportGroup[]
  readonly daysByDefault: number
  /** Whether the period, where none is said, begins today; otherwise it ends before today. */
  readonly looksAhead?: boolean
  readonly daysMax?: number
  /** What it reads that may be gone. */
  readonly reads: readonly KeptRows[]
  /** Columns after those of the groups. */
  readonly columns: readonly ReportColumn[]
  /** Its rows in order, at most one more than may be answered. Reads only. */
  readonly rows: (db: Queryable, ask: ReportAsk) => Promise<readonly ReportRow[]>
}

/** Rows that a report may have. */
export const ROWS_MAX = 20_000

/** The columns of what rows are grouped by. */
export const groupColumns: Readonly<Record<ReportGroup, ReportColumn>> = {
  day: { name: 'day', kind: 'text', meaning: 'Local day on which the leads came in, or the thing happened.' },
  route: { name: 'route_id', kind: 'text', meaning: 'The route of the lead; empty: none took it.' },
  pool: { name: 'pool_id', kind: 'text', meaning: 'The pool; empty: none.' },
  owner: { name: 'owner_id', kind: 'text', meaning: 'The owner; empty: nobody.' },
  source: { name: 'source', kind: 'text', meaning: 'Value of the field that says the source; empty: missing.' },
  channel: { name: 'channel', kind: 'text', meaning: 'Value of the field that says the channel; empty: missing.' },
  segment: { name: 'segment', kind: 'text', meaning: 'Value of the field that says the segment; empty: missing.' },
}

/** A column of a count. */
export function countOf(name: string, meaning: string): ReportColumn {
  return { name, kind: 'integer', meaning }
}

/** A column of a figure. */
export function figureOf(name: string, meaning: string): ReportColumn {
  return { name, kind: 'number', meaning }
}

/** A column of a text. */
export function textOf(name: string, meaning: string): ReportColumn {
  return { name, kind: 'text', meaning }
}

/** A share of a whole, to the millionth; `null` of nothing. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1e6) / 1e6
}

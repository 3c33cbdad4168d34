import type { OverviewAnswer } from '@rightful/contract/views'
import { isoTime, isoTimeOrNull } from '../../platform/clock/iso-time.ts'
import type { Queryable } from '../../platform/db/queryable.ts'
import { dateAt, readPeriod, requireZone } from '../reports/read.ts'
import type { Arrivals, ArrivalsReader } from './arrivals.ts'
import {
  type Activation,
  COUNT_MAX,
  countPresent,
  findActivations,
  type PresentCounts,
  sampleTimes,
  type SampledTimes,
} from './queries.ts'

const HOUR_MS = 3_600_000
const HOURS = 24
const DAYS = 14
const SAMPLE_DAYS_MS = 7 * 24 * HOUR_MS
const MARKERS_MAX = 50

type OverviewAsk = { readonly workspaceId: string; readonly zone: string; readonly arrivalsOf: ArrivalsReader }

/** Whether all is well, by few bounded reads, whatever is stored. Throws `report_invalid` where the zone is unknown. */
export async function readOverview(db: Queryable, ask: OverviewAsk): Promise<OverviewAnswer> {
  const { workspaceId, zone, arrivalsOf } = ask
  const present = await countPresent(db, workspaceId)
  const { nowMs } = present
  const { days, fromMs: sinceMs } = readPeriod({ zone, days: DAYS, nowMs, to: tomorrow(nowMs, zone) })
  const [arrivals, times, activations] = await Promise.all([
    arrivalsOf({ workspaceId, sinceMs, nowMs }),
    sampleTimes(db, workspaceId, nowMs - SAMPLE_DAYS_MS),
    findActivations(db, workspaceId, MARKERS_MAX),
  ])
  const byDay = slotsOf(arrivals, [...days.map(({ fromMs }) => fromMs), Infinity])
  const byHour = slotsOf(arrivals, hoursUntil(nowMs, zone))
  const [active] = activations
  return {
    at: isoTime(nowMs),
    zone,
    volume: { today: byDay.at(-1)?.leads ?? 0, this_hour: byHour.at(-1)?.leads ?? 0 },
    by_hour: byHour,
    by_day: byDay,
    unassigned: { ...bounded(present.holds), parked: present.parked, oldest_since: isoTimeOrNull(present.oldestMs) },
    sample: sampleOf(times),
    ...queuesOf(present),
    policy: active === undefined ? null : markerOf(active),
    policy_changes: activations.filter(({ atMs }) => atMs >= sinceMs).map(markerOf),
  }
}

/** The day after today, in the zone. Throws `report_invalid` where it is unknown. */
function tomorrow(nowMs: number, zone: string): string {
  requireZone(zone)
  return Temporal.PlainDate.from(dateAt(nowMs, zone)).add({ days: 1 }).toString()
}

/** When the last hours of the zone's clock began, the present one last, and an end. */
function hoursUntil(nowMs: number, zone: string): readonly number[] {
  const at = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone)
  const { epochMilliseconds: hourMs } = at.round({ smallestUnit: 'hour', roundingMode: 'floor' })
  return [...Array.from({ length: HOURS + 1 }, (_, index) => hourMs - (HOURS - index) * HOUR_MS), Infinity]
}

/** Sums of quarters between instants, of which the last is an end. */
function slotsOf(arrivals: Arrivals, instantsMs: readonly number[]): OverviewAnswer['by_day'] {
  return instantsMs.slice(0, -1).map((fromMs, index) => {
    const untilMs = instantsMs[index + 1] ?? Infinity
    let leads = 0
    for (const [at, count] of arrivals) if (at >= fromMs && at < untilMs) leads += count
    return { from: isoTime(fromMs), leads }
  })
}

function bounded(count: number): { readonly count: number; readonly is_more: boolean } {
  return { count: Math.min(count, COUNT_MAX), is_more: count > COUNT_MAX }
}

function sampleOf({
  leads,
  sinceMs,
  assigned,
  percentilesMs,
  met,
  missed,
  open,
}: SampledTimes): OverviewAnswer['sample'] {
  const [p50, p95] = percentilesMs ?? []
  const secondsOf = (ms: number | null | undefined): number | null =>
    ms === null || ms === undefined ? null : ms / 1000
  return {
    leads,
    since: isoTimeOrNull(sinceMs),
    assigned,
    p50_seconds: secondsOf(p50),
    p95_seconds: secondsOf(p95),
    follow_up: { met, missed, open, attainment: met + missed === 0 ? null : met / (met + missed) },
  }
}

function queuesOf(present: PresentCounts): Pick<OverviewAnswer, 'clocks' | 'deliveries'> {
  const { breached, dueSoon, failed, pending } = present
  return {
    clocks: { breached: bounded(breached), due_within_hour: bounded(dueSoon) },
    deliveries: { failed: bounded(failed), pending: bounded(pending) },
  }
}

function markerOf({ version, atMs, by, kind, changeId, title }: Activation): OverviewAnswer['policy_changes'][number] {
  return { version, at: isoTime(atMs), by, kind, change_id: changeId, title }
}

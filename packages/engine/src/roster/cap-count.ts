import { capCounts, type EligibilityTerms } from '../balance/find-removal.ts'
import { type CapUse, countsAllOpen } from '../balance/pool-snapshot.ts'
import type { Cap } from './roster.ts'

type Draft<Value> = { -readonly [Key in keyof Value]: Value[Key] }

/** A cap with its count, kept as leads come and go. `use` is what snapshots show. */
export type CapCount = {
  readonly cap: Cap
  readonly use: Draft<CapUse>
  readonly zone: string
  /** `day`, `week`: the instant at which the count starts anew; −Infinity before the first lead. */
  periodEndMs: number
  /** `window`: when each counted lead came, oldest first. */
  readonly timesMs: number[]
}

/** The stored form of a count. */
export type SavedCapCount = {
  readonly cap: string
  readonly used: number
  readonly periodEndMs: number | null
  readonly timesMs: readonly number[]
}

/** A cap that has counted nothing but the leads already open, where it counts all of them. */
export function startCapCount(cap: Cap, of: { readonly zone: string; readonly openLeads: number }): CapCount {
  const { kind, pool, segment, limit } = cap
  // Which pool or segment the leads open at the start came from is not known; such a cap starts empty.
  const used = countsAllOpen(cap) ? of.openLeads : 0
  const use = { kind, pool, segment, limit, used, freesAtMs: null }
  return { cap, use, zone: of.zone, periodEndMs: -Infinity, timesMs: [] }
}

/** Brings a count to the instant. Returns the instant before which time alone does not change it. */
export function refreshCapCount(count: CapCount, nowMs: number): number {
  const { use, timesMs } = count
  switch (count.cap.kind) {
    case 'open':
      return Infinity
    case 'day':
    case 'week':
      if (use.used === 0) return Infinity
      if (nowMs < count.periodEndMs) return count.periodEndMs
      use.used = 0
      use.freesAtMs = null
      return Infinity
    case 'window': {
      const windowMs = (count.cap.windowSeconds ?? 0) * 1000
      let expired = 0
      while (expired < timesMs.length && timesMs[expired] + windowMs <= nowMs) expired += 1
      if (expired > 0) timesMs.splice(0, expired)
      setWindowUse(count, windowMs)
      return timesMs.length === 0 ? Infinity : timesMs[0] + windowMs
    }
  }
}

/** Counts one lead, if the cap is on leads like it. */
export function countLead(count: CapCount, lead: Pick<EligibilityTerms, 'poolId' | 'values'>, atMs: number): void {
  if (!capCounts(count.cap, lead)) return
  const { use, cap } = count
  switch (cap.kind) {
    case 'open':
      use.used += 1
      break
    case 'day':
    case 'week':
      refreshCapCount(count, atMs)
      // The end of the period is worked out once in it: calendars are slow, leads are many.
      if (use.used === 0) count.periodEndMs = periodEndOf(cap.kind, count.zone, atMs)
      use.used += 1
      use.freesAtMs = use.used >= use.limit ? count.periodEndMs : null
      break
    case 'window':
      insertInOrder(count.timesMs, atMs)
      setWindowUse(count, (cap.windowSeconds ?? 0) * 1000)
      break
  }
}

/** One open lead fewer. Counts by day, week and window stay: closing a lead does not undo that it came. */
export function uncountOpenLead({ cap, use }: CapCount, lead: Pick<EligibilityTerms, 'poolId' | 'values'>): void {
  if (cap.kind === 'open' && use.used > 0 && capCounts(cap, lead)) use.used -= 1
}

export function saveCapCount({ cap, use, periodEndMs, timesMs }: CapCount): SavedCapCount {
  return {
    cap: keyOf(cap),
    used: use.used,
    periodEndMs: periodEndMs === -Infinity ? null : periodEndMs,
    timesMs: [...timesMs],
  }
}

/** Makes a count as it was before its first lead, so that a saved one can be taken up. `openLeads` as for `startCapCount`. */
export function resetCapCount(count: CapCount, openLeads: number): void {
  count.use.used = countsAllOpen(count.cap) ? openLeads : 0
  count.use.freesAtMs = null
  count.periodEndMs = -Infinity
  count.timesMs.length = 0
}

/** Takes up a saved count; the limit is the roster's, which may have changed since. */
export function restoreCapCount(count: CapCount, saved: readonly SavedCapCount[]): void {
  const found = saved.find((one) => one.cap === keyOf(count.cap))
  if (found === undefined) return
  const { use } = count
  use.used = found.used
  count.periodEndMs = found.periodEndMs ?? -Infinity
  count.timesMs.push(...found.timesMs)
  if (count.cap.kind === 'day' || count.cap.kind === 'week') {
    use.freesAtMs = use.used >= use.limit ? found.periodEndMs : null
  }
}

function keyOf({ kind, windowSeconds, pool, segment }: Cap): string {
  return JSON.stringify([kind, windowSeconds, pool, segment === null ? null : [segment.field, segment.value]])
}

function setWindowUse({ use, timesMs }: CapCount, windowMs: number): void {
  use.used = timesMs.length
  // There is room again once so many have passed out of the window that fewer than the limit are left.
  use.freesAtMs = use.limit > 0 && use.used >= use.limit ? timesMs[use.used - use.limit] + windowMs : null
}

function insertInOrder(timesMs: number[], atMs: number): void {
  let at = timesMs.length
  while (at > 0 && timesMs[at - 1] > atMs) at -= 1
  if (at === timesMs.length) timesMs.push(atMs)
  else timesMs.splice(at, 0, atMs)
}

type Period = { readonly fromMs: number; readonly untilMs: number }

// Everybody in a zone has the same days: they are worked out once a day, not once a person.
const latestPeriods = new Map<string, Period>()

/** The next local midnight, or the next Monday's. */
function periodEndOf(kind: 'day' | 'week', zone: string, atMs: number): number {
  const key = `${kind} ${zone}`
  const known = latestPeriods.get(key)
  if (known !== undefined && atMs >= known.fromMs && atMs < known.untilMs) return known.untilMs
  const period = periodOf(kind, zone, atMs)
  latestPeriods.set(key, period)
  return period.untilMs
}

function periodOf(kind: 'day' | 'week', zone: string, atMs: number): Period {
  const today = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainDate()
  const first = kind === 'day' ? today : today.subtract({ days: today.dayOfWeek - 1 })
  const next = first.add({ days: kind === 'day' ? 1 : 7 })
  return {
    fromMs: first.toZonedDateTime(zone).epochMilliseconds,
    untilMs: next.toZonedDateTime(zone).epochMilliseconds,
  }
}

import type { FeedComponent } from './feed-components.ts'
import { propertyOf } from './feed-components.ts'
import { readFeedRule } from './feed-rule.ts'

/** A change of clocks: from `atMs` on the offset is another one. */
type Change = { readonly atMs: number; readonly fromMs: number; readonly toMs: number }

/** The rules are compared in a year that nearly all feeds have rules for, and for which the zones' own are settled. */
const YEAR_START = '2025-01-01T00:00:00Z'
const YEAR_END = '2026-01-01T00:00:00Z'

/**
 * The zone whose clocks change as a feed's VTIMEZONE says: the first of the candidates that changes at the same
 * instants by the same offsets, a fixed offset where the clocks never change, or `null`.
 */
export function zoneOfRules(rules: FeedComponent, candidates: readonly string[]): string | null {
  const offsets = new Set<number>()
  const changes: Change[] = []
  for (const part of rules.parts) {
    if (part.name !== 'STANDARD' && part.name !== 'DAYLIGHT') continue
    const fromMs = offsetMs(propertyOf(part, 'TZOFFSETFROM')?.value)
    const toMs = offsetMs(propertyOf(part, 'TZOFFSETTO')?.value)
    if (fromMs === null || toMs === null) return null
    offsets.add(toMs)
    for (const localMs of onsets(part)) changes.push({ atMs: localMs - fromMs, fromMs, toMs })
  }
  const [only] = offsets
  if (only === undefined) return null
  if (offsets.size === 1) return fixedZone(only)
  changes.sort((a, b) => a.atMs - b.atMs)
  return changes.length === 0 ? null : (candidates.find((zone) => changesAlike(zone, changes)) ?? null)
}

/** When an observance starts in the year of comparison, by the local clock before the change, counted as UTC. */
function onsets(part: FeedComponent): readonly number[] {
  const start = propertyOf(part, 'DTSTART')?.value.trim() ?? ''
  const rule = propertyOf(part, 'RRULE')
  if (!/^\d{8}T\d{6}$/.test(start)) return []
  const local = Temporal.PlainDateTime.from(start).toZonedDateTime('UTC')
  if (rule === undefined) return []
  const read = readFeedRule(rule.value, { start: local, isAllDay: false, zone: 'UTC' })
  if (read.kind === 'unreadable') return []
  const found = read.between(Temporal.Instant.from(YEAR_START), Temporal.Instant.from(YEAR_END))
  return found.kind === 'starts' ? found.starts.map((onset) => onset.epochMilliseconds) : []
}

function changesAlike(zone: string, changes: readonly Change[]): boolean {
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.from(YEAR_START).toZonedDateTimeISO(zone)
  const endMs = Temporal.Instant.from(YEAR_END).epochMilliseconds
  for (const change of changes) {
    const before: number = at.offsetNanoseconds / 1_000_000
    at = at.getTimeZoneTransition('next')
    if (at === null || at.epochMilliseconds !== change.atMs) return false
    if (before !== change.fromMs || at.offsetNanoseconds / 1_000_000 !== change.toMs) return false
  }
  const next = at.getTimeZoneTransition('next')
  return next === null || next.epochMilliseconds >= endMs
}

function offsetMs(text: string | undefined): number | null {
  const parts = /^([+-])(\d{2})(\d{2})(\d{2})?$/.exec(text?.trim() ?? '')
  if (parts === null) return null
  const seconds = Number(parts[2]) * 3600 + Number(parts[3]) * 60 + Number(parts[4] ?? '0')
  return (parts[1] === '-' ? -seconds : seconds) * 1000
}

function fixedZone(offset: number): string | null {
  const minutes = Math.abs(offset) / 60_000
  if (!Number.isInteger(minutes) || minutes >= 24 * 60) return null
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'))
  return `${offset < 0 ? '-' : '+'}${hour}:${minute}`
}

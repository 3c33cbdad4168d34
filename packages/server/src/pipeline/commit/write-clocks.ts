import type { EventPayload } from '@rightful/contract'
import type { ClockSetting, Decision, HoldReason } from '@rightful/engine'
import { isoTime, isoTimeOrNull } from '../../platform/clock/iso-time.ts'
import type { Batch } from '../desk/batch.ts'
import type { OpenClock, StoredLead } from '../desk/stored-lead.ts'
import { clockTable } from './tables.ts'

/** The clock that runs from intake to the first owner. */
export const ASSIGNMENT_CLOCK = 'assignment'

/** A clock warns when so much of its time has gone. */
const WARN_SHARE = 0.75

/** Which of a lead's clocks end, and how. */
export type ClockEnd = {
  readonly reason: string
  /** How the assignment clock ends, where otherwise than the others. */
  readonly assignment?: string
  /** The one that runs on. */
  readonly keep?: string
  /** Only this one ends. */
  readonly only?: string
}

/** Ends the lead's running clocks; returns those that run on. */
export function endClocks(batch: Batch, lead: StoredLead, end: ClockEnd): readonly OpenClock[] {
  return lead.clocks.filter((clock) => {
    if (clock.name === end.keep || (end.only !== undefined && clock.name !== end.only)) return true
    const reason = clock.name === ASSIGNMENT_CLOCK ? (end.assignment ?? end.reason) : end.reason
    endClock(batch, lead, { clock, reason })
    return false
  })
}

function endClock(
  batch: Batch,
  lead: StoredLead,
  { clock, reason }: { readonly clock: OpenClock; readonly reason: string },
): void {
  const { nowMs } = batch
  const isLate = clock.dueMs !== null && clock.dueMs <= nowMs
  const isUnnoticed = isLate && clock.breachedMs === null
  const cause = breachCause({ name: clock.name, holdReason: lead.hold?.reason ?? null, isUndelivered: false })
  batch.endedClocks.push({
    leadId: lead.leadId,
    name: clock.name,
    fromVersion: clock.fromVersion,
    reason: isLate && reason === 'met' ? 'late' : reason,
    rawMs: nowMs - clock.startedMs,
    workingMs: workingMs(batch, clock),
    breachedMs: isUnnoticed ? clock.dueMs : null,
    breachCause: isUnnoticed ? cause : null,
  })
  if (isUnnoticed) tellBreach(batch, { leadId: lead.leadId, clock, cause })
}

/** A clock on wall time counts every second as work. */
function workingMs(batch: Batch, { hours, ownerId, startedMs }: OpenClock): number | null {
  return hours === 'wall' ? batch.nowMs - startedMs : batch.workingMs(ownerId, startedMs, batch.nowMs)
}

/** What an event tells of its clock. */
export function clockBody({ name, ownerId, poolId, startedMs, dueMs }: OpenClock): EventPayload<'clock.warned'> {
  return { name, owner_id: ownerId, pool_id: poolId, started_at: isoTime(startedMs), due_at: isoTimeOrNull(dueMs) }
}

/** Why a clock ran out. */
export type BreachCause = 'missing_data' | 'nobody_eligible' | 'delivery' | 'owner' | 'error'

/** Tells that a clock ran out, and why. */
export function tellBreach(
  batch: Batch,
  { leadId, clock, cause }: { readonly leadId: string; readonly clock: OpenClock; readonly cause: BreachCause },
): void {
  const body = { ...clockBody(clock), cause }
  batch.tell({ kind: 'clock.breached', leadId, ownerId: clock.ownerId, body })
}

/** Why a clock ran out: what the lead was waiting for, or that its owner could not know of it, or else its owner. */
export function breachCause(of: {
  readonly name: string
  readonly holdReason: HoldReason | null
  /** Whether the owner was to be told of the lead and none of that has arrived. */
  readonly isUndelivered: boolean
}): BreachCause {
  if (of.name !== ASSIGNMENT_CLOCK) return of.isUndelivered ? 'delivery' : 'owner'
  switch (of.holdReason) {
    case 'incomplete':
    case 'waiting_for_attributes':
    case 'unmatched':
      return 'missing_data'
    case 'error':
      return 'error'
    default:
      return 'nobody_eligible'
  }
}

/** Starts the clocks that a decision sets. The assignment clock of a lead that has its owner at once is over as it starts. */
export function startClocks(batch: Batch, lead: StoredLead, decision: Decision): readonly OpenClock[] {
  const { outcome } = decision
  const owner = outcome.kind === 'assigned' ? outcome.ownerId : null
  const pool = outcome.kind === 'assigned' ? outcome.poolId : null
  const isRunning = (name: string): boolean => lead.clocks.some((clock) => clock.name === name)
  return decision.clocks.flatMap((setting) => {
    const isAssignment = setting.name === ASSIGNMENT_CLOCK
    // A lead that waits is decided again and again; its clock has run since it came.
    if (isAssignment && isRunning(ASSIGNMENT_CLOCK)) return []
    const startedMs = isAssignment ? lead.receivedAtMs : batch.nowMs
    const clock = { ...openClock(batch, setting, startedMs), ownerId: owner, poolId: pool }
    const isOver = isAssignment && owner !== null
    writeClock(batch, { lead, clock, setting, isOver })
    return isOver ? [] : [clock]
  })
}

function openClock(
  batch: Batch,
  { name, hours, targetSeconds, dueAtMs }: ClockSetting,
  startedMs: number,
): Omit<OpenClock, 'ownerId' | 'poolId'> {
  const warnMs = dueAtMs === null ? null : Math.floor(startedMs + WARN_SHARE * (dueAtMs - startedMs))
  const times = { startedMs, warnMs, dueMs: dueAtMs, warnedMs: null, breachedMs: null }
  return { name, fromVersion: batch.version, hours, targetSeconds, ...times }
}

function writeClock(
  batch: Batch,
  of: {
    readonly lead: StoredLead
    readonly clock: OpenClock
    readonly setting: ClockSetting
    readonly isOver: boolean
  },
): void {
  const { lead, clock, setting, isOver } = of
  const { nowMs } = batch
  const rawMs = nowMs - clock.startedMs
  batch.rows.add(clockTable, {
    lead_id: lead.leadId,
    name: clock.name,
    from_version: batch.version,
    owner_id: clock.ownerId,
    pool_id: clock.poolId,
    target_seconds: clock.targetSeconds,
    hours: clock.hours,
    zone: setting.zone,
    started_at: clock.startedMs,
    warn_at: clock.warnMs,
    due_at: clock.dueMs,
    next_at: isOver ? null : clock.warnMs,
    ended_at: isOver ? nowMs : null,
    end_reason: isOver ? (clock.dueMs !== null && clock.dueMs < nowMs ? 'late' : 'met') : null,
    raw_ms: isOver ? rawMs : null,
    working_ms: isOver ? workingMs(batch, clock) : null,
  })
}

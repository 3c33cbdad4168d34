import type { WhatIfLead } from '@rightful/contract'
import type { Decision } from '@rightful/engine'
import type { Played } from './played-world.ts'

/** The two worlds that are compared. */
export type Side = 'base' | 'candidate'

/** A lead in both worlds; `null`: deciding failed there. */
export type ComparedLead = {
  readonly leadId: string
  readonly decisionId: string
  readonly atMs: number
  readonly base: Played | null
  readonly candidate: Played | null
}

/** What is kept of the clocks and the owners' presence of one world. */
export type SideTimes = {
  /** Seconds from the assignment until a clock is due, by the clock's name. */
  readonly dueSeconds: ReadonlyMap<string, readonly number[]>
  /** Clocks that began, whether they are ever due or not. */
  readonly startedCount: ReadonlyMap<string, number>
  readonly assignedCount: number
  readonly onShiftCount: number
}

/** Keeps what every lead came to in both worlds. Its memory grows with the leads compared and with nothing else. */
export class Comparison {
  readonly #leads = new Map<string, { -readonly [Key in keyof ComparedLead]: ComparedLead[Key] }>()
  readonly #times = { base: openTimes(), candidate: openTimes() }

  /** A lead that is compared comes in. */
  begin({ leadId, decisionId, atMs }: Pick<ComparedLead, 'leadId' | 'decisionId' | 'atMs'>): void {
    this.#leads.set(leadId, { leadId, decisionId, atMs, base: null, candidate: null })
  }

  has(leadId: string): boolean {
    return this.#leads.has(leadId)
  }

  /** What a lead comes to in one world; later word of it replaces earlier. */
  note(
    side: Side,
    leadId: string,
    of: { readonly played: Played | null; readonly decision: Decision | null; readonly isOnShift: boolean },
  ): void {
    const lead = this.#leads.get(leadId)
    if (lead === undefined) return
    lead[side] = of.played
    if (of.decision?.outcome.kind === 'assigned') noteTimes(this.#times[side], of.decision, of.isOnShift)
  }

  /** The leads in the order in which they came. */
  leads(): Iterable<ComparedLead> {
    return this.#leads.values()
  }

  times(side: Side): SideTimes {
    return this.#times[side]
  }
}

type OpenTimes = {
  readonly dueSeconds: Map<string, number[]>
  readonly startedCount: Map<string, number>
  assignedCount: number
  onShiftCount: number
}

function openTimes(): OpenTimes {
  return { dueSeconds: new Map(), startedCount: new Map(), assignedCount: 0, onShiftCount: 0 }
}

function noteTimes(times: OpenTimes, { clocks, atMs }: Decision, isOnShift: boolean): void {
  times.assignedCount += 1
  if (isOnShift) times.onShiftCount += 1
  for (const { name, dueAtMs } of clocks) {
    times.startedCount.set(name, (times.startedCount.get(name) ?? 0) + 1)
    if (dueAtMs === null) continue
    const seconds = times.dueSeconds.get(name) ?? []
    seconds.push((dueAtMs - atMs) / 1000)
    times.dueSeconds.set(name, seconds)
  }
}

/** Where a lead is in one world, in plain words. */
export type Whereabouts = {
  readonly state: 'assigned' | 'held' | 'refused' | 'failed'
  readonly ownerId: string | null
  readonly poolId: string | null
  readonly queue: string | null
  readonly routeId: string | null
}

/** Where a lead is. */
export function whereabouts(played: Played | null): Whereabouts {
  if (played === null) return { state: 'failed', ownerId: null, poolId: null, queue: null, routeId: null }
  const { outcome, routeId } = played
  const isAssigned = outcome.kind === 'assigned'
  return {
    state: outcome.kind,
    ownerId: isAssigned ? outcome.ownerId : null,
    poolId: isAssigned ? outcome.poolId : null,
    queue: outcome.kind === 'held' ? outcome.queue : null,
    routeId,
  }
}

/** In what a lead's whereabouts differ; nothing: it goes the same way. */
export function differencesOf(base: Whereabouts, candidate: Whereabouts): WhatIfLead['differs_in'] {
  const differs: WhatIfLead['differs_in'] = []
  if (base.state !== candidate.state) differs.push('state')
  if (base.ownerId !== candidate.ownerId) differs.push('owner')
  if (base.queue !== candidate.queue) differs.push('queue')
  if (base.poolId !== candidate.poolId) differs.push('pool')
  if (base.routeId !== candidate.routeId) differs.push('route')
  return differs
}

import type { WhatIfResult } from '@rightful/contract'
import {
  type ComparedLead,
  type Comparison,
  differencesOf,
  type Side,
  type SideTimes,
  whereabouts,
} from './comparison.ts'
import type { Distance, Fairness, PoolFairness } from './fairness.ts'
import { createGiveWay } from './give-way.ts'
import type { Played } from './played-world.ts'

/** What a summary is made of. */
export type Summed = {
  readonly comparison: Comparison
  readonly fairness: Readonly<Record<Side, Fairness>>
  /** Leads that came in that time, and decisions of leads that were played as they were made. */
  readonly ofCount: number
  readonly playedCount: number
}

/** The figures of a what-if. */
export async function summarise({ comparison, fairness, ofCount, playedCount }: Summed): Promise<WhatIfResult> {
  const figures = new Figures()
  const giveWay = createGiveWay()
  for (const lead of comparison.leads()) {
    figures.add(lead)
    if (giveWay.isDue()) await giveWay.turn()
  }
  const { counts } = figures
  return {
    lead_count: figures.leadCount,
    of_count: ofCount,
    played_count: playedCount,
    moved_count: figures.movedCount,
    rerouted_count: figures.reroutedCount,
    newly_held_count: counts.held,
    newly_unmatched_count: counts.unmatched,
    newly_refused_count: counts.refused,
    newly_assigned_count: counts.assigned,
    base: { ...figures.states.base, ...worldOf(fairness.base, comparison.times('base')) },
    candidate: { ...figures.states.candidate, ...worldOf(fairness.candidate, comparison.times('candidate')) },
    outcomes: figures.outcomes(),
    owners: figures.owners.list(),
    pools: figures.pools.list(),
    routes: figures.routes.list(),
    fairness: fairnessByPool(fairness),
    clocks: clocksOf(comparison.times('base'), comparison.times('candidate')),
  }
}

type StateCounts = Pick<
  WhatIfResult['base'],
  'assigned_count' | 'held_count' | 'refused_count' | 'failed_count' | 'unmatched_count'
>

/** Counts leads, one after the other. */
class Figures {
  leadCount = 0
  movedCount = 0
  reroutedCount = 0
  readonly states = { base: noStates(), candidate: noStates() }
  /** Leads that are so only under the candidate. */
  readonly counts = { held: 0, unmatched: 0, refused: 0, assigned: 0 }
  readonly owners = new Tallies()
  readonly pools = new Tallies()
  readonly routes = new Tallies()
  readonly #outcomes = new Map<string, number>()

  add(lead: ComparedLead): void {
    this.leadCount += 1
    const base = whereabouts(lead.base)
    const candidate = whereabouts(lead.candidate)
    countState(this.states.base, base.state, lead.base)
    countState(this.states.candidate, candidate.state, lead.candidate)
    this.owners.add(base.ownerId, candidate.ownerId)
    this.pools.add(base.poolId, candidate.poolId)
    this.routes.add(base.routeId, candidate.routeId)
    const differs = differencesOf(base, candidate)
    if (differs.some((part) => part === 'state' || part === 'owner' || part === 'queue')) this.movedCount += 1
    else if (differs.length > 0) this.reroutedCount += 1
    if (lead.candidate?.isUnmatched === true && lead.base?.isUnmatched !== true) this.counts.unmatched += 1
    if (base.state === candidate.state) return
    if (candidate.state !== 'failed') this.counts[candidate.state] += 1
    const change = `${base.state} ${candidate.state}`
    this.#outcomes.set(change, (this.#outcomes.get(change) ?? 0) + 1)
  }

  /** Changes of the outcome, the most frequent first. */
  outcomes(): WhatIfResult['outcomes'] {
    return [...this.#outcomes]
      .map(([change, count]) => {
        const [before = '', after = ''] = change.split(' ')
        return { before, after, count }
      })
      .toSorted((a, b) => b.count - a.count || byText(a.before + a.after, b.before + b.after))
  }
}

function noStates(): { -readonly [Key in keyof StateCounts]: number } {
  return { assigned_count: 0, held_count: 0, refused_count: 0, failed_count: 0, unmatched_count: 0 }
}

function countState(
  counts: ReturnType<typeof noStates>,
  state: 'assigned' | 'held' | 'refused' | 'failed',
  played: Played | null,
): void {
  counts[`${state}_count`] += 1
  if (played?.isUnmatched === true) counts.unmatched_count += 1
}

type Tally = WhatIfResult['owners'][number]

/** How many leads are where, in one world and in the other. */
class Tallies {
  readonly #tallies = new Map<string | null, { -readonly [Key in keyof Tally]: Tally[Key] }>()

  add(base: string | null, candidate: string | null): void {
    this.#of(base).base_count += 1
    this.#of(candidate).candidate_count += 1
    if (base === candidate) return
    this.#of(base).lost_count += 1
    this.#of(candidate).gained_count += 1
  }

  /** Where most changes, first. */
  list(): Tally[] {
    const changes = ({ gained_count: gained, lost_count: lost }: Tally): number => gained + lost
    return [...this.#tallies.values()].toSorted((a, b) => changes(b) - changes(a) || byText(a.id ?? '', b.id ?? ''))
  }

  #of(id: string | null): { -readonly [Key in keyof Tally]: Tally[Key] } {
    const known = this.#tallies.get(id)
    if (known !== undefined) return known
    const tally = { id, base_count: 0, candidate_count: 0, gained_count: 0, lost_count: 0 }
    this.#tallies.set(id, tally)
    return tally
  }
}

type WorldTimes = Pick<WhatIfResult['base'], 'parity' | 'furthest' | 'on_shift_share'>

function worldOf({ parity, furthest }: Fairness, { assignedCount, onShiftCount }: SideTimes): WorldTimes {
  const share = assignedCount === 0 ? null : Math.round((onShiftCount / assignedCount) * 1e6) / 1e6
  return { parity, furthest: distanceOf(furthest), on_shift_share: share }
}

function distanceOf(distance: Distance | null): WhatIfResult['base']['furthest'] {
  if (distance === null) return null
  const { poolId, ownerId, leads } = distance
  return { pool_id: poolId, owner_id: ownerId, leads }
}

function fairnessByPool({ base, candidate }: Summed['fairness']): WhatIfResult['fairness'] {
  const [ofBase, ofCandidate] = [base, candidate].map(
    ({ pools }) => new Map(pools.map((pool) => [pool.poolId, pool] as const)),
  )
  const ids = new Set([...(ofBase?.keys() ?? []), ...(ofCandidate?.keys() ?? [])])
  const pools = [...ids].toSorted(byText).map((id) => ({
    pool_id: id,
    base: poolFigures(ofBase?.get(id)),
    candidate: poolFigures(ofCandidate?.get(id)),
  }))
  // Of pools that nothing came to, there is nothing to say.
  return pools.filter((pool) => pool.base.received !== 0 || pool.candidate.received !== 0)
}

function poolFigures(pool: PoolFairness | undefined): WhatIfResult['fairness'][number]['base'] {
  if (pool === undefined) return { received: 0, parity: null, furthest: null }
  const { received, parity, furthest } = pool
  return { received, parity, furthest: distanceOf(furthest) }
}

function clocksOf(base: SideTimes, candidate: SideTimes): WhatIfResult['clocks'] {
  const names = new Set([...base.startedCount.keys(), ...candidate.startedCount.keys()])
  return [...names].toSorted(byText).map((name) => ({
    name,
    base: clockFigures(base, name),
    candidate: clockFigures(candidate, name),
  }))
}

function clockFigures({ startedCount, dueSeconds }: SideTimes, name: string): WhatIfResult['clocks'][number]['base'] {
  const seconds = Float64Array.from(dueSeconds.get(name) ?? []).toSorted()
  return {
    started_count: startedCount.get(name) ?? 0,
    median_due_seconds: quantile(seconds, 0.5),
    p95_due_seconds: quantile(seconds, 0.95),
  }
}

/** By the nearest rank; `null` of none. */
function quantile(sorted: Float64Array, part: number): number | null {
  return sorted[Math.ceil(part * sorted.length) - 1] ?? null
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

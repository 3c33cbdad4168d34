import type { Decision, ShareReport } from '@rightful/engine'
import type { DecidedAt } from './lead-clock.ts'

/** What became of a file of leads, in figures. */
export type RouteSummary = {
  readonly rows: number
  readonly leads: number
  /** Rows that could not be read. */
  readonly unreadable: number
  /** `null`: nothing was decided. */
  readonly decidedAt: DecidedAt | null
  readonly outcomes: { readonly assigned: number; readonly held: number; readonly refused: number }
  /** `queue: reason` → leads, most first. */
  readonly held: readonly Count[]
  /** Reason → leads, most first. */
  readonly refused: readonly Count[]
  /** Route → leads; `none` for leads that no route took. Most first. */
  readonly routes: readonly Count[]
  /** Owner → leads of the main role, most first. */
  readonly owners: readonly Count[]
  /** How each pool divided its leads, against exact division. Pools that got none are left out. */
  readonly pools: readonly ShareReport[]
  /** 1: every lead went where exact division would have sent it; mean of the pools, weighted by leads. `null`: no pool got a lead. */
  readonly parity: number | null
  /** Attribute → leads for which its absence left a rule undecided, most first. */
  readonly gaps: readonly Count[]
  readonly seconds: number
  readonly leadsPerSecond: number
}

export type Count = { readonly name: string; readonly leads: number }

/** Counts decisions as they are made; its size grows with routes, owners and attributes, never with leads. */
export type RouteTally = {
  readonly countDecision: (decision: Decision) => void
  readonly countUnreadable: () => void
  readonly summarise: (shares: readonly ShareReport[], decidedAt: DecidedAt | null, elapsedMs: number) => RouteSummary
}

/** Starts counting. */
export function createRouteTally(): RouteTally {
  const outcomes = { assigned: 0, held: 0, refused: 0 }
  const held = new Map<string, number>()
  const refused = new Map<string, number>()
  const routes = new Map<string, number>()
  const owners = new Map<string, number>()
  const gaps = new Map<string, number>()
  let unreadable = 0

  function countDecision({ outcome, routeId, missing }: Decision): void {
    outcomes[outcome.kind] += 1
    if (outcome.kind === 'assigned') addOne(owners, outcome.ownerId)
    else if (outcome.kind === 'held') addOne(held, `${outcome.queue}: ${outcome.reason}`)
    else addOne(refused, outcome.reason)
    addOne(routes, routeId ?? 'none')
    for (const attribute of missing) addOne(gaps, attribute)
  }

  return {
    countDecision,
    countUnreadable: () => {
      unreadable += 1
    },
    summarise: (shares, decidedAt, elapsedMs) => {
      const leads = outcomes.assigned + outcomes.held + outcomes.refused
      return {
        rows: leads + unreadable,
        leads,
        unreadable,
        decidedAt,
        outcomes: { ...outcomes },
        held: mostFirst(held),
        refused: mostFirst(refused),
        routes: mostFirst(routes),
        owners: mostFirst(owners),
        pools: shares.filter((share) => share.received > 0),
        parity: meanParity(shares),
        gaps: mostFirst(gaps),
        seconds: elapsedMs / 1000,
        leadsPerSecond: elapsedMs > 0 ? Math.round((leads * 1000) / elapsedMs) : 0,
      }
    },
  }
}

function addOne(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

function mostFirst(counts: ReadonlyMap<string, number>): readonly Count[] {
  const found = [...counts].map(([name, leads]) => ({ name, leads }))
  return found.toSorted((a, b) => b.leads - a.leads || (a.name < b.name ? -1 : 1))
}

function meanParity(shares: readonly ShareReport[]): number | null {
  let weighted = 0
  let received = 0
  for (const share of shares) {
    if (share.parity === null) continue
    weighted += share.parity * share.received
    received += share.received
  }
  return received === 0 ? null : weighted / received
}

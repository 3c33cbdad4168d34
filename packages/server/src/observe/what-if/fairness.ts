import type { RosterState, Strategy } from '@rightful/engine'

/** How the leads of a time were divided in one pool. */
export type PoolFairness = {
  readonly poolId: string
  /** Leads given in that time. */
  readonly received: number
  /** The part of them that went by fair share, from 0 to 1; `null`: none was given, or the pool does not divide by share. */
  readonly parity: number | null
  readonly furthest: Distance | null
}

/** Who is furthest from their fair share, and by how many leads; above 0 they got more. */
export type Distance = { readonly poolId: string; readonly ownerId: string; readonly leads: number }

/** How fairly leads were divided in all pools. */
export type Fairness = {
  readonly pools: readonly PoolFairness[]
  /** Of all pools that divide by share together. */
  readonly parity: number | null
  readonly furthest: Distance | null
}

/** Adds up, for the time of a what-if alone, what a state's pools tell since their ledgers began. */
export type FairnessTally = {
  /** The time begins with this state, or goes on with it under another roster. */
  readonly begin: (state: RosterState) => void
  /** It ends, or the roster is about to change. */
  readonly end: (state: RosterState) => void
  readonly read: () => Fairness
}

type Figures = { received: number; difference: number }
type PoolFigures = { readonly strategy: Strategy; readonly members: Map<string, Figures> }

/** Starts with nothing. */
export function createFairnessTally(): FairnessTally {
  const pools = new Map<string, PoolFigures>()
  const add = (state: RosterState, sign: 1 | -1): void => {
    for (const { poolId, strategy, members } of state.shares()) {
      const pool = pools.get(poolId) ?? { strategy, members: new Map<string, Figures>() }
      pools.set(poolId, pool)
      for (const { ownerId, received, difference } of members) {
        const figures = pool.members.get(ownerId) ?? { received: 0, difference: 0 }
        figures.received += sign * received
        figures.difference += sign * difference
        pool.members.set(ownerId, figures)
      }
    }
  }
  return {
    begin: (state) => add(state, -1),
    end: (state) => add(state, 1),
    read: () => fairnessOf(pools),
  }
}

function fairnessOf(pools: ReadonlyMap<string, PoolFigures>): Fairness {
  const read = [...pools].map(([poolId, pool]) => fairnessOfPool(poolId, pool)).toSorted(byPool)
  const shared = [...pools.values()].filter(({ strategy }) => strategy === 'fair_share')
  const members = shared.flatMap((pool) => [...pool.members.values()])
  return {
    pools: read,
    parity: parityOf(members),
    furthest: read.reduce<Distance | null>((most, { furthest }) => further(most, furthest), null),
  }
}

function byPool(a: PoolFairness, b: PoolFairness): number {
  return a.poolId < b.poolId ? -1 : Number(a.poolId > b.poolId)
}

function fairnessOfPool(poolId: string, { strategy, members }: PoolFigures): PoolFairness {
  const received = rounded([...members.values()].reduce((sum, member) => sum + member.received, 0))
  if (strategy !== 'fair_share') return { poolId, received, parity: null, furthest: null }
  const ids = [...members.keys()].toSorted()
  const furthest = ids.reduce<Distance | null>((most, ownerId) => {
    const leads = rounded(members.get(ownerId)?.difference ?? 0)
    return leads === 0 ? most : further(most, { poolId, ownerId, leads })
  }, null)
  return { poolId, received, parity: parityOf([...members.values()]), furthest }
}

/** The complement of the Hoover index, as `ShareReport` says it. */
function parityOf(members: readonly Figures[]): number | null {
  const received = members.reduce((sum, member) => sum + member.received, 0)
  const misplaced = members.reduce((sum, member) => sum + Math.abs(member.difference), 0) / 2
  return received > 0 ? Math.round(Math.max(0, 1 - misplaced / received) * 1e6) / 1e6 : null
}

function further(one: Distance | null, other: Distance | null): Distance | null {
  if (one === null || other === null) return one ?? other
  return Math.abs(other.leads) > Math.abs(one.leads) ? other : one
}

/** Shares are whole thousandths of a lead; sums of their fractions are not. */
function rounded(leads: number): number {
  return Math.round(leads * 1000) / 1000
}

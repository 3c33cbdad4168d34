import { copyPool } from '../balance/copy-snapshot.ts'
import type { OwnerSnapshot, PoolSnapshot } from '../balance/pool-snapshot.ts'
import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import type { Value } from '../language/expression.ts'
import type { DecisionInputs, LeadHistory } from '../trace/decision.ts'
import type { DecisionInput } from './decision-input.ts'
import type { LeadSlots } from './lead-slots.ts'
import type { World } from './world.ts'

/** A world that remembers what was read from it. */
export type WatchedWorld = World & {
  readonly pools: ReadonlyMap<string, PoolSnapshot>
  readonly owners: ReadonlyMap<string, OwnerSnapshot>
}

/** Copies each snapshot as it is read: the world's owner may change its own after the decision. */
export function watchWorld(world: World): WatchedWorld {
  const pools = new Map<string, PoolSnapshot>()
  const owners = new Map<string, OwnerSnapshot>()
  return {
    rosterHash: world.rosterHash,
    pools,
    owners,
    pool: (poolId) => {
      const seen = pools.get(poolId)
      if (seen !== undefined) return seen
      const pool = world.pool(poolId)
      if (pool === null) return null
      const copy = copyPool(pool)
      pools.set(poolId, copy)
      return copy
    },
    owner: (ownerId) => {
      const seen = owners.get(ownerId)
      if (seen !== undefined) return seen
      const owner = world.owner(ownerId)
      if (owner === null) return null
      const copy = { ...owner, caps: owner.caps.map((cap) => ({ ...cap })) }
      owners.set(ownerId, copy)
      return copy
    },
    account: (accountId) => world.account(accountId),
    restricted: (identity, accountId, channel) => world.restricted(identity, accountId, channel),
    addWorkingSeconds: (of, fromMs, seconds) => world.addWorkingSeconds(of, fromMs, seconds),
    zoneOf: (ownerId) => world.zoneOf(ownerId),
    poolsCountingBound: (ownerId) => world.poolsCountingBound(ownerId),
  }
}

/** Everything the engine read for one decision, by name: enough to decide again. */
export function recordInputs(
  read: {
    readonly policy: CompiledPolicy
    readonly input: DecisionInput
    readonly slots: LeadSlots
    readonly history: LeadHistory
  },
  watched: WatchedWorld,
): DecisionInputs {
  const values: Record<string, Value> = {}
  const derived: Record<string, Value> = {}
  const facts: Record<string, boolean> = {}
  const gaps: string[] = []
  for (const symbol of read.policy.policy.leadSymbols) {
    const value = read.slots[symbol.slot]
    if (value === undefined) {
      if (symbol.origin === 'field') gaps.push(symbol.path)
      continue
    }
    if (symbol.origin === 'field') values[symbol.path] = value
    if (symbol.origin === 'derived') derived[symbol.path] = value
    if (symbol.origin === 'fact') facts[symbol.path] = value === true
  }
  const { lead, match } = read.input
  return {
    values,
    gaps,
    notes: lead.notes,
    identity: lead.identity,
    priority: lead.priority,
    match,
    facts,
    derived,
    history: read.history,
    keepOwner: read.input.keepOwner === true,
    pools: [...watched.pools.values()],
    owners: [...watched.owners.values()],
  }
}

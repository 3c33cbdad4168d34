import { copyPerson, copyPool } from '../balance/copy-snapshot.ts'
import type { OwnerSnapshot, PoolSnapshot } from '../balance/pool-snapshot.ts'
import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import type { Value } from '../language/expression.ts'
import type { DecisionInputs, Presence, WorkingTime } from '../trace/decision.ts'
import type { LeadHistory } from '../trace/lead-history.ts'
import type { DecisionInput } from './decision-input.ts'
import type { LeadSlots } from './lead-slots.ts'
import type { World } from './world.ts'

/** A world that remembers what was read from it. */
export type WatchedWorld = World & {
  readonly pools: ReadonlyMap<string, PoolSnapshot | null>
  readonly owners: ReadonlyMap<string, OwnerSnapshot | null>
  readonly workingTimes: readonly WorkingTime[]
  readonly presences: readonly Presence[]
  readonly zones: ReadonlyMap<string, string | null>
  readonly countingBound: ReadonlyMap<string, readonly string[]>
}

/** Copies each snapshot as it is read: the world's owner may change its own after the decision. */
export function watchWorld(world: World): WatchedWorld {
  const pools = new Map<string, PoolSnapshot | null>()
  const owners = new Map<string, OwnerSnapshot | null>()
  const workingTimes: WorkingTime[] = []
  const presences: Presence[] = []
  const zones = new Map<string, string | null>()
  const countingBound = new Map<string, readonly string[]>()
  return {
    rosterHash: world.rosterHash,
    pools,
    owners,
    workingTimes,
    presences,
    zones,
    countingBound,
    pool: (poolId) => readOnce(pools, poolId, () => copied(world.pool(poolId), copyPool)),
    owner: (ownerId) => readOnce(owners, ownerId, () => copied(world.owner(ownerId), copyPerson)),
    account: (accountId) => world.account(accountId),
    restricted: (identity, accountId, channel) => world.restricted(identity, accountId, channel),
    consented: (identity, accountId, channel) => world.consented(identity, accountId, channel),
    addWorkingSeconds: (of, fromMs, seconds) => {
      const atMs = world.addWorkingSeconds(of, fromMs, seconds)
      workingTimes.push({ of, fromMs, seconds, atMs })
      return atMs
    },
    presentFrom: (of, fromMs) => {
      const atMs = world.presentFrom(of, fromMs)
      presences.push({ of, fromMs, atMs })
      return atMs
    },
    zoneOf: (ownerId) => {
      const zone = world.zoneOf(ownerId)
      zones.set(ownerId, zone)
      return zone
    },
    poolsCountingBound: (ownerId) => {
      const poolIds = world.poolsCountingBound(ownerId)
      countingBound.set(ownerId, poolIds)
      return poolIds
    },
  }
}

function copied<Snapshot>(snapshot: Snapshot | null, copy: (of: Snapshot) => Snapshot): Snapshot | null {
  return snapshot === null ? null : copy(snapshot)
}

function readOnce<Snapshot>(
  seen: Map<string, Snapshot | null>,
  id: string,
  read: () => Snapshot | null,
): Snapshot | null {
  const known = seen.get(id)
  if (known !== undefined) return known
  const snapshot = read()
  seen.set(id, snapshot)
  return snapshot
}

function found<Snapshot>(seen: ReadonlyMap<string, Snapshot | null>): readonly Snapshot[] {
  return [...seen.values()].filter((snapshot) => snapshot !== null)
}

function notFound(seen: ReadonlyMap<string, unknown>): readonly string[] {
  return [...seen].flatMap(([id, snapshot]) => (snapshot === null ? [id] : []))
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
  const values: [string, Value][] = []
  const derived: [string, Value][] = []
  const facts: [string, boolean][] = []
  const consents: [string, boolean | null][] = []
  const gaps: string[] = []
  for (const symbol of read.policy.policy.leadSymbols) {
    const value = read.slots[symbol.slot]
    if (symbol.origin === 'consent') consents.push([symbol.path, typeof value === 'boolean' ? value : null])
    if (value === undefined) {
      if (symbol.origin === 'field') gaps.push(symbol.path)
      continue
    }
    if (symbol.origin === 'field') values.push([symbol.path, value])
    if (symbol.origin === 'derived') derived.push([symbol.path, value])
    if (symbol.origin === 'fact') facts.push([symbol.path, value === true])
  }
  const { lead, match } = read.input
  return {
    // As own properties, whatever a field is called.
    values: Object.fromEntries(values),
    gaps,
    notes: lead.notes,
    identity: lead.identity,
    priority: lead.priority,
    match,
    facts: Object.fromEntries(facts),
    ...(consents.length === 0 ? {} : { consents: Object.fromEntries(consents) }),
    derived: Object.fromEntries(derived),
    history: read.history,
    keepOwner: read.input.keepOwner === true,
    ...(read.input.byHand === undefined ? {} : { byHand: read.input.byHand }),
    pools: found(watched.pools),
    owners: found(watched.owners),
    unknownPoolIds: notFound(watched.pools),
    unknownOwnerIds: notFound(watched.owners),
    workingTimes: watched.workingTimes,
    ...(watched.presences.length === 0 ? {} : { presences: watched.presences }),
    zones: Object.fromEntries(watched.zones),
    countingBound: Object.fromEntries(watched.countingBound),
  }
}

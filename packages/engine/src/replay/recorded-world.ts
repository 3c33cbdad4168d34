import type { OwnerSnapshot } from '../balance/pool-snapshot.ts'
import type { PresenceOf, World } from '../decide/world.ts'
import type { Decision, DecisionInputs, WorkingTime } from '../trace/decision.ts'

/** Told the name of a pool, a person or a fact that is asked for and of which the record says nothing. */
export type UnreadSink = (name: string) => void

/**
 * The world as one decision read it. What the decision did not read is not there; pools and people that it asked for
 * and that were not in the roster are not there either, but known not to be.
 */
export function recordedWorld(decision: Decision, inputs: DecisionInputs, onUnread: UnreadSink = ignore): World {
  const pools = new Map(inputs.pools.map((pool) => [pool.poolId, pool]))
  const owners = new Map(inputs.owners.map((owner) => [owner.ownerId, owner]))
  const { match, unknownPoolIds, unknownOwnerIds } = inputs
  const missing = (id: string, known: readonly string[]): null => {
    if (!known.includes(id)) onUnread(id)
    return null
  }
  return {
    rosterHash: decision.rosterHash,
    pool: (poolId) => pools.get(poolId) ?? missing(poolId, unknownPoolIds),
    owner: (ownerId) => owners.get(ownerId) ?? missing(ownerId, unknownOwnerIds),
    account: (accountId) => (match.kind === 'matched' && match.account.id === accountId ? match.account : null),
    restricted: (_identity, _accountId, channel) => {
      const fact = `restricted("${channel}")`
      if (!Object.hasOwn(inputs.facts, fact)) onUnread(fact)
      return inputs.facts[fact] ?? false
    },
    consented: (_identity, _accountId, channel) => {
      const asked = `consented("${channel}")`
      if (inputs.consents === undefined || !Object.hasOwn(inputs.consents, asked)) onUnread(asked)
      return inputs.consents?.[asked] ?? null
    },
    addWorkingSeconds: (of, fromMs, seconds) =>
      inputs.workingTimes.find((one) => isSame(one.of, of) && one.fromMs === fromMs && one.seconds === seconds)?.atMs ??
      null,
    presentFrom: (of, fromMs) =>
      inputs.presences?.find((one) => one.fromMs === fromMs && isSamePresence(one.of, of))?.atMs ?? null,
    zoneOf: (ownerId) => zoneOf(ownerId, inputs),
    poolsCountingBound: (ownerId) =>
      Object.hasOwn(inputs.countingBound, ownerId) ? inputs.countingBound[ownerId] : [],
  }
}

function ignore(): void {}

function isSame(one: WorkingTime['of'], other: WorkingTime['of']): boolean {
  if ('ownerId' in one) return 'ownerId' in other && one.ownerId === other.ownerId
  return 'poolId' in other && one.poolId === other.poolId
}

function isSamePresence(one: PresenceOf, other: PresenceOf): boolean {
  return one.poolId === other.poolId && personIn(one) === personIn(other)
}

function personIn(of: PresenceOf): string | null {
  return 'ownerId' in of ? of.ownerId : null
}

/** The zone in which a person reads times, as recorded. */
export function zoneOf(ownerId: string, inputs: DecisionInputs): string | null {
  if (Object.hasOwn(inputs.zones, ownerId)) return inputs.zones[ownerId]
  const zone = personOf(ownerId, inputs)?.attributes['zone']
  return typeof zone === 'string' ? zone : null
}

/** A person as recorded, in any pool that was read or alone. */
export function personOf(ownerId: string, inputs: DecisionInputs): OwnerSnapshot | null {
  for (const pool of inputs.pools) {
    const member = pool.members.find((one) => one.ownerId === ownerId)
    if (member !== undefined) return member
  }
  return inputs.owners.find((one) => one.ownerId === ownerId) ?? null
}

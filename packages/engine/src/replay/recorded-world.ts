import type { OwnerSnapshot } from '../balance/pool-snapshot.ts'
import type { World } from '../decide/world.ts'
import type { Decision, DecisionInputs } from '../trace/decision.ts'

/** The world as one decision read it. What the decision did not read is not there. */
export function recordedWorld(decision: Decision, inputs: DecisionInputs): World {
  const pools = new Map(inputs.pools.map((pool) => [pool.poolId, pool]))
  const owners = new Map(inputs.owners.map((owner) => [owner.ownerId, owner]))
  const { match } = inputs
  return {
    rosterHash: decision.rosterHash,
    pool: (poolId) => pools.get(poolId) ?? null,
    owner: (ownerId) => owners.get(ownerId) ?? null,
    account: (accountId) => (match.kind === 'matched' && match.account.id === accountId ? match.account : null),
    restricted: (_identity, _accountId, channel) => inputs.facts[`restricted("${channel}")`] ?? false,
    // Calendars are not part of a record; the instants they gave are.
    addWorkingSeconds: (_of, _fromMs, seconds) =>
      decision.clocks.find((clock) => clock.targetSeconds === seconds && clock.hours !== 'wall')?.dueAtMs ?? null,
    zoneOf: (ownerId) => zoneOf(ownerId, inputs),
    poolsCountingBound: (ownerId) =>
      decision.ledger.filter((row) => row.kind === 'bound_lead' && row.ownerId === ownerId).map((row) => row.poolId),
  }
}

/** The zone in which a person reads times, as recorded. */
export function zoneOf(ownerId: string, inputs: DecisionInputs): string | null {
  const person = personOf(ownerId, inputs)
  const zone = person?.attributes['zone']
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

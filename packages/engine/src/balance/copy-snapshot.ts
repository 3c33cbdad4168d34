import type { OwnerSnapshot, PoolSnapshot } from './pool-snapshot.ts'

/** A copy that stays as it is when the original's owner goes on changing it. Attributes and availabilities never change and are shared; what others keep beside is left out. */
export function copyPool({
  poolId,
  strategy,
  active,
  respectHours,
  availability,
  caps,
  members,
}: PoolSnapshot): PoolSnapshot {
  return {
    poolId,
    strategy,
    active,
    respectHours,
    availability,
    caps: caps.map((cap) => ({ ...cap })),
    members: members.map(copyPerson),
  }
}

/** The same for one person, or one member. */
export function copyPerson<Person extends OwnerSnapshot>(person: Person): Person {
  return { ...person, caps: person.caps.map((cap) => ({ ...cap })) }
}

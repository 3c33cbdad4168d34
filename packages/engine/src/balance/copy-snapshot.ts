import type { OwnerSnapshot, PoolSnapshot } from './pool-snapshot.ts'

/** A copy that stays as it is when the original's owner goes on changing it. Attributes and availabilities never change and are shared. */
export function copyPool({ sums: _, ...pool }: PoolSnapshot): PoolSnapshot {
  return { ...pool, caps: pool.caps.map((cap) => ({ ...cap })), members: pool.members.map(copyPerson) }
}

/** The same for one person, or one member. */
export function copyPerson<Person extends OwnerSnapshot>(person: Person): Person {
  return { ...person, caps: person.caps.map((cap) => ({ ...cap })) }
}

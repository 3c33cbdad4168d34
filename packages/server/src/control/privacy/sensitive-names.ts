import type { ReadyPolicy } from '../policies/read.ts'

const known = new WeakMap<ReadyPolicy, readonly string[]>()

/** The names of attributes that a policy's sensitive fields are read from. */
export function sensitiveNames(policy: ReadyPolicy): readonly string[] {
  const found = known.get(policy) ?? namesOf(policy)
  known.set(policy, found)
  return found
}

function namesOf({ policy: { policy }, schema }: ReadyPolicy): readonly string[] {
  const read = [...schema.plain, ...Object.values(schema.parts).filter((part) => part !== null)]
  return read.filter(({ slot }) => policy.fields[slot]?.class === 'sensitive').flatMap(({ names }) => names)
}

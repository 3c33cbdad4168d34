import type { OwnerSnapshot } from '../balance/pool-snapshot.ts'
import type { CompiledPolicy } from '../compile/compiled-policy.ts'
import type { Values } from '../language/expression.ts'

type Attributes = OwnerSnapshot['attributes']

// A person's attributes are asked about for every lead and hardly ever change; the entries go when their keys do.
const slotsByPolicy = new WeakMap<CompiledPolicy, WeakMap<Attributes, Values>>()

/** What `owner.*` reads, by slot of the policy's owner symbols. */
export function ownerSlots(policy: CompiledPolicy, attributes: Attributes): Values {
  const known = slotsByPolicy.get(policy) ?? new WeakMap<Attributes, Values>()
  if (!slotsByPolicy.has(policy)) slotsByPolicy.set(policy, known)
  const found = known.get(attributes)
  if (found !== undefined) return found
  const made = policy.policy.ownerSymbols.map((symbol) => attributes[symbol.path.slice('owner.'.length)])
  known.set(attributes, made)
  return made
}

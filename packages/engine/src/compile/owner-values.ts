import type { Value, Values } from '../language/expression.ts'
import { licenceKindOf } from '../policy/licence-path.ts'
import type { Policy } from '../policy/policy.ts'

type Attributes = Readonly<Record<string, Value>>

/** Makes what `owner.*` reads, by slot of the policy's owner symbols, out of a person's attributes. */
export function ownerValuesOf(policy: Policy): (attributes: Attributes) => Values {
  // A person's attributes are asked about for every lead and hardly ever change; the entries go when their keys do.
  const known = new WeakMap<Attributes, Values>()
  const names = policy.ownerSymbols.map(({ path }) => path.slice('owner.'.length))
  return (attributes) => {
    const found = known.get(attributes)
    if (found !== undefined) return found
    // Whoever has no licence of a kind has none, which is not the same as not knowing.
    const made = names.map((name) => attributes[name] ?? (licenceKindOf(name) === null ? undefined : []))
    known.set(attributes, made)
    return made
  }
}

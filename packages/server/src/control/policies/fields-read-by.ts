import type { Policy } from '@rightful/engine'

const knownFields = new WeakMap<Policy, ReadonlySet<string>>()

/** The names of the fields that a policy's conditions read, wherever they stand. */
export function fieldsReadBy(policy: Policy): ReadonlySet<string> {
  const known = knownFields.get(policy)
  if (known !== undefined) return known
  const { derived, constraints, routes, clocks, fallback } = policy
  const fields = new Set<string>(fallback.incomplete.waitFor)
  collect([derived, constraints, routes, clocks], fields)
  knownFields.set(policy, fields)
  return fields
}

/** The names of the fields that an expression reads. */
export function fieldsIn(expression: unknown): ReadonlySet<string> {
  const fields = new Set<string>()
  collect(expression, fields)
  return fields
}

/** A policy is plain data: wherever a condition names a field, there is its symbol. */
function collect(part: unknown, fields: Set<string>): void {
  if (typeof part !== 'object' || part === null) return
  if ('origin' in part && part.origin === 'field' && 'path' in part && typeof part.path === 'string') {
    fields.add(part.path)
    return
  }
  for (const inner of Object.values(part)) collect(inner, fields)
}

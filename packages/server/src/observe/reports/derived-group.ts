import { RoutingError } from '@rightful/contract'
import { type Policy, symbolsIn, type Value } from '@rightful/engine'
import type { ReadyPolicy } from '../../control/policies/read.ts'
import { isPersonalField } from '../../pipeline/decide/read.ts'

/** A derived value by which leads are grouped: what the active policy makes of each combination of the fields that it reads. */
export type DerivedGroup = {
  /** The fields it reads. */
  readonly fields: readonly string[]
  /** JSON arrays of their values, as the database writes them. */
  readonly combinations: readonly string[]
  /** What each of them comes to. */
  readonly values: readonly string[]
}

/** Combinations that are told apart. */
export const COMBINATIONS_MAX = 20_000

/** Whether a name is a field that is stored with the lead (those that name a person are not), a derived value of such fields, or neither. */
export function kindOfName(policy: Policy, name: string): 'field' | 'derived' | null {
  const field = policy.fields.find((known) => known.name === name)
  if (field !== undefined) return isPersonalField(field) ? null : 'field'
  return fieldsBehind(policy, name) === null ? null : 'derived'
}

/** The fields that a derived value reads, itself or by others; `null`: there is none, or it reads something else, such as the account. */
export function fieldsBehind(policy: Policy, name: string): readonly string[] | null {
  const derived = policy.derived.find((known) => known.name === name)
  if (derived === undefined) return null
  const found = new Set<string>()
  for (const symbol of derived.cases.flatMap(({ when }) => (when === null ? [] : symbolsIn(when.expression)))) {
    if (symbol.origin === 'field' && kindOfName(policy, symbol.path) === 'field') found.add(symbol.path)
    else if (symbol.origin === 'derived') {
      // Derived values only read those before them, so this ends.
      const behind = fieldsBehind(policy, symbol.path)
      if (behind === null) return null
      for (const field of behind) found.add(field)
    } else return null
  }
  return [...found]
}

/** What a policy makes of combinations of fields. Throws `report_too_costly` where there are too many. */
export function deriveGroup(
  { policy }: ReadyPolicy,
  of: { readonly name: string; readonly fields: readonly string[]; readonly combinations: readonly string[] },
): DerivedGroup {
  const { name, fields, combinations } = of
  if (combinations.length > COMBINATIONS_MAX)
    throw new RoutingError('report_too_costly', { combinations_max: COMBINATIONS_MAX })
  const slotOf = (path: string): number => policy.slotByPath.get(path) ?? -1
  const places = fields.map(slotOf)
  const place = policy.policy.derived.find((known) => known.name === name)?.slot ?? -1
  const known: string[] = []
  const values: string[] = []
  for (const combination of combinations) {
    const given: readonly (Value | null)[] = JSON.parse(combination)
    const slots: (Value | undefined)[] = policy.outside.nothing.slice()
    places.forEach((slot, index) => (slots[slot] = given[index] ?? undefined))
    policy.computeDerived(slots)
    const value = slots[place]
    if (value === undefined) continue
    known.push(combination)
    values.push(typeof value === 'string' ? value : JSON.stringify(value))
  }
  return { fields, combinations: known, values }
}

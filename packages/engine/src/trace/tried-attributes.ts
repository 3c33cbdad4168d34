import { examplesOf, listedValues } from '../check/example-values.ts'
import type { AttributeAxis } from '../compile/axis.ts'
import { classOfValue } from '../compile/class-of-value.ts'
import { cutAxes } from '../compile/cut-axes.ts'
import type { LeadSlots } from '../decide/lead-slots.ts'
import type { Expression, Value } from '../language/expression.ts'
import type { Policy } from '../policy/policy.ts'

/** An attribute of the lead that conditions read, and an example of each class of values that they tell apart. */
export type TriedAttribute = {
  readonly axis: AttributeAxis
  readonly examples: readonly (Value | undefined)[]
  /** The classes in the order in which to try them; `null`: the nearest first, because they are stretches of one line. */
  readonly order: readonly number[] | null
}

/** An attribute, and a value to give it. */
export type TriedChange = { readonly attribute: TriedAttribute; readonly to: Value }

/** The lead's own attributes in these conditions, in the order of the policy's fields. */
export function triedAttributes({ fields }: Policy, conditions: readonly Expression[]): readonly TriedAttribute[] {
  const axes = [...cutAxes(conditions).values()].filter(({ symbol }) => symbol.origin === 'field')
  return axes.map((axis) => {
    return { axis, examples: examplesOf(axis, fields[axis.symbol.slot] ?? null), order: orderOf(axis) }
  })
}

/** Codes and names of a closed list are near to nothing: those that people know best come first. */
function orderOf({ symbol, partition }: AttributeAxis): readonly number[] | null {
  const values = partition.kind === 'names' ? listedValues(symbol.type) : []
  return values.length === 0 ? null : [...new Set(values.map((value) => classOfValue(partition, value)))]
}

/** The values worth trying: one for each class that the lead is not in. */
export function* otherValues(attribute: TriedAttribute, slots: LeadSlots): Generator<TriedChange, undefined> {
  const { axis, order } = attribute
  const current = slots[axis.symbol.slot]
  const here = current === undefined ? 0 : classOfValue(axis.partition, current)
  for (const id of order ?? nearestFirst(here, axis.classCount)) {
    const to = id === here ? undefined : nearestIn(attribute, id, here)
    if (to !== undefined) yield { attribute, to }
  }
}

function* nearestFirst(here: number, classCount: number): Generator<number, undefined> {
  for (let distance = 1; distance < classCount; distance += 1) {
    for (const id of [here - distance, here + distance]) if (id > 0 && id < classCount) yield id
  }
}

/** Coming from above, the greatest whole number of a class is the smallest change; else its example, which is the least. */
function nearestIn({ axis: { partition }, examples }: TriedAttribute, id: number, here: number): Value | undefined {
  const example = examples[id]
  if (partition.kind !== 'numbers' || id > here || typeof example !== 'number') return example
  const greatest = Math.ceil(partition.cuts[id - 1]) - 1
  return greatest > example ? greatest : example
}

import type { Random } from '../chance/create-random.ts'
import type { Value } from '../language/expression.ts'

/** What is known of a lead or a person by name; what is missing is not there. */
export type Known = ReadonlyMap<string, Value>

/** A condition as plain data: it can be written as text, and answered by hand without the language. */
export type ConditionSketch =
  | { readonly kind: 'is'; readonly name: string; readonly value: string }
  | { readonly kind: 'one_of'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'at_least'; readonly name: string; readonly bound: number }
  | { readonly kind: 'known'; readonly name: string }
  | { readonly kind: 'holds'; readonly name: string }
  | { readonly kind: 'not'; readonly of: ConditionSketch }
  | { readonly kind: 'both' | 'either'; readonly first: ConditionSketch; readonly second: ConditionSketch }

/** The names that conditions may ask, by what they hold. */
export type Askable = {
  readonly texts: Readonly<Record<string, readonly string[]>>
  readonly numbers: Readonly<Record<string, readonly number[]>>
  readonly truths: readonly string[]
}

export function sketchCondition(random: Random, askable: Askable, depth: number): ConditionSketch {
  if (depth > 0 && random.chance(0.6)) {
    const part = (): ConditionSketch => sketchCondition(random, askable, depth - 1)
    switch (random.below(4)) {
      case 0:
        return { kind: 'not', of: part() }
      case 1:
        return { kind: 'either', first: part(), second: part() }
      default:
        return { kind: 'both', first: part(), second: part() }
    }
  }
  const textName = random.pick(Object.keys(askable.texts))
  switch (random.below(6)) {
    case 0:
      return { kind: 'one_of', name: textName, values: random.some(askable.texts[textName], 2) }
    case 1: {
      const name = random.pick(Object.keys(askable.numbers))
      return { kind: 'at_least', name, bound: random.pick(askable.numbers[name]) }
    }
    case 2:
      return { kind: 'holds', name: random.pick(askable.truths) }
    case 3:
      return random.chance(0.3)
        ? { kind: 'known', name: textName }
        : { kind: 'is', name: textName, value: random.pick(askable.texts[textName]) }
    default:
      return { kind: 'is', name: textName, value: random.pick(askable.texts[textName]) }
  }
}

/** The condition as a policy writes it. */
export function conditionText(condition: ConditionSketch): string {
  switch (condition.kind) {
    case 'is':
      return `${condition.name} == ${JSON.stringify(condition.value)}`
    case 'one_of':
      return `${condition.name} in ${JSON.stringify(condition.values)}`
    case 'at_least':
      return `${condition.name} >= ${condition.bound}`
    case 'known':
      return `known(${condition.name})`
    case 'holds':
      return condition.name
    case 'not':
      return `!(${conditionText(condition.of)})`
    case 'both':
      return `(${conditionText(condition.first)}) && (${conditionText(condition.second)})`
    case 'either':
      return `(${conditionText(condition.first)}) || (${conditionText(condition.second)})`
  }
}

/** Kleene's three values read off a table; `null` is unknown. */
export function truthOf(condition: ConditionSketch, known: Known): boolean | null {
  switch (condition.kind) {
    case 'known':
      return known.has(condition.name)
    case 'not': {
      const truth = truthOf(condition.of, known)
      return truth === null ? null : !truth
    }
    case 'both':
    case 'either': {
      const decisive = condition.kind === 'either'
      const truths = [truthOf(condition.first, known), truthOf(condition.second, known)]
      if (truths.includes(decisive)) return decisive
      return truths.includes(null) ? null : !decisive
    }
    default: {
      const value = known.get(condition.name)
      return value === undefined ? null : isTrueOf(condition, value)
    }
  }
}

type Leaf = Extract<ConditionSketch, { readonly kind: 'is' | 'one_of' | 'at_least' | 'holds' }>

function isTrueOf(leaf: Leaf, value: Value): boolean {
  switch (leaf.kind) {
    case 'is':
      return value === leaf.value
    case 'one_of':
      return typeof value === 'string' && leaf.values.includes(value)
    case 'at_least':
      return typeof value === 'number' && value >= leaf.bound
    case 'holds':
      return value === true
  }
}

/** The names whose absence makes the condition unknown; none when it is known. */
export function missingNames(condition: ConditionSketch, known: Known): readonly string[] {
  if (truthOf(condition, known) !== null) return []
  switch (condition.kind) {
    case 'not':
      return missingNames(condition.of, known)
    case 'both':
    case 'either':
      return [...missingNames(condition.first, known), ...missingNames(condition.second, known)]
    default:
      return [condition.name]
  }
}

import type { Values } from '@rightful/engine'
import { leadFields } from './lead-fields.ts'
import type { RuleSketch, TestSketch } from './rule-sketch.ts'

type Predicate = (lead: Values) => boolean

/**
 * The rules as an engineer would write them by hand: one function per rule, asked in order until one is true. Returns
 * the rule's position, −1 when none is true. The lead is a list with a fixed place for each attribute, which all
 * functions read equally fast; one function body that reads many attributes of an object by name would be slower.
 */
export function rulesAsClosures(rules: readonly RuleSketch[]): (lead: Values) => number {
  const predicates = rules.map(({ tests }) => conjunction(tests.map(predicateOf)))
  return (lead) => {
    for (let index = 0; index < predicates.length; index += 1) {
      if (predicates[index](lead)) return index
    }
    return -1
  }
}

/** Calls each test by name, without a loop, as written code would. */
function conjunction([a, b, c, d, e]: readonly Predicate[]): Predicate {
  if (c === undefined) return (lead) => a(lead) && b(lead)
  if (d === undefined) return (lead) => a(lead) && b(lead) && c(lead)
  if (e === undefined) return (lead) => a(lead) && b(lead) && c(lead) && d(lead)
  return (lead) => a(lead) && b(lead) && c(lead) && d(lead) && e(lead)
}

function predicateOf(test: TestSketch): Predicate {
  switch (test.kind) {
    case 'one_of':
      return oneOf(slotOf(test.field), test.values)
    case 'between': {
      const { from, to } = test
      const slot = slotOf(test.field)
      return (lead) => isAtLeast(lead[slot], from) && isBelow(lead[slot], to)
    }
    case 'at_least': {
      const { from } = test
      const slot = slotOf(test.field)
      return (lead) => isAtLeast(lead[slot], from)
    }
    case 'below': {
      const { to } = test
      const slot = slotOf(test.field)
      return (lead) => isBelow(lead[slot], to)
    }
    case 'prefix': {
      const { prefix } = test
      const slot = slotOf(test.field)
      return (lead) => {
        const value = lead[slot]
        return typeof value === 'string' && value.startsWith(prefix)
      }
    }
    case 'matches': {
      const slot = slotOf(test.field)
      const pattern = new RegExp(test.pattern)
      return (lead) => {
        const value = lead[slot]
        return typeof value === 'string' && pattern.test(value)
      }
    }
    case 'is_true': {
      const slot = slotOf(test.field)
      return (lead) => lead[slot] === true
    }
    case 'not': {
      const predicate = predicateOf(test.test)
      return (lead) => !predicate(lead)
    }
    case 'either': {
      const [a, b] = test.tests.map(predicateOf)
      return (lead) => a(lead) || b(lead)
    }
  }
}

function oneOf(slot: number, values: readonly string[]): Predicate {
  if (values.length === 1) {
    const [only] = values
    return (lead) => lead[slot] === only
  }
  const set = new Set<unknown>(values)
  return (lead) => set.has(lead[slot])
}

function slotOf(name: string): number {
  return leadFields.findIndex((field) => field.name === name)
}

function isAtLeast(value: Values[number], from: number): boolean {
  return typeof value === 'number' && value >= from
}

function isBelow(value: Values[number], to: number): boolean {
  return typeof value === 'number' && value < to
}

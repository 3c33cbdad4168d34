import type { Expression, SymbolRef, ValueType } from '../language/expression.ts'
import type { Condition, Derived, FieldType, Policy, Route, Rule } from '../policy/policy.ts'
import { bareField, barePolicy, nowhere } from './bare-policy.ts'
import type { Random } from '../chance/create-random.ts'
import { randomCondition } from './random-condition.ts'

type FieldSketch = readonly [name: string, type: FieldType, valueType: ValueType]

const text: ValueType = { kind: 'string' }
const countries = ['AT', 'CH', 'DE', 'FR', 'PL', 'US'] as const
const sketches: readonly FieldSketch[] = [
  ['country', 'country', { kind: 'string', values: new Set(countries) }],
  ['city', 'string', text],
  ['zip', 'postal_code', text],
  ['employees', 'integer', { kind: 'integer' }],
  ['seats', 'integer', { kind: 'integer' }],
  ['revenue', 'number', { kind: 'number' }],
  ['consent', 'boolean', { kind: 'boolean' }],
  ['partner', 'boolean', { kind: 'boolean' }],
  ['products', 'string', { kind: 'list', of: text }],
  ['sizes', 'integer', { kind: 'list', of: { kind: 'integer' } }],
]

/** How large a random policy is. */
export type RandomPolicyOptions = {
  readonly ruleCount: number
  /** How deep conditions nest; 0 is a single comparison. */
  readonly depth: number
}

/**
 * A policy whose routes use every operator of the language, over fields, account attributes, facts and derived
 * values. Its pools do not matter: only what its conditions say. Texts and places are empty.
 */
export function randomPolicy(random: Random, options: RandomPolicyOptions): Policy {
  const symbols = leadSymbols()
  const asked = symbols.filter(({ origin }) => origin !== 'derived')
  return barePolicy({
    name: 'random',
    fields: sketches.map(([, type], slot) => bareField(symbols[slot], type)),
    leadSymbols: symbols,
    derived: symbols.filter(({ origin }) => origin === 'derived').map((each) => randomDerived(random, each, asked)),
    routes: randomRoutes(random, options, symbols),
  })
}

function leadSymbols(): readonly SymbolRef[] {
  const fields = sketches.map(([path, , type]) => ({ path, type, origin: 'field' }) as const)
  const others = [
    { path: 'account.tier', origin: 'account', type: text },
    { path: 'restricted("any")', origin: 'fact', type: { kind: 'boolean' } },
    { path: 'consented("email")', origin: 'consent', type: { kind: 'boolean' } },
    { path: 'segment', origin: 'derived', type: text },
    { path: 'score', origin: 'derived', type: { kind: 'integer' } },
  ] as const
  return [...fields, ...others].map((each, slot) => ({ ...each, space: 'lead', slot }))
}

function randomDerived(random: Random, { path, slot, type }: SymbolRef, symbols: readonly SymbolRef[]): Derived {
  const values = type.kind === 'string' ? ['a', 'b', 'ab'] : [0, 1, 5]
  const cases = values.map((value, index) => {
    const isDefault = index === values.length - 1 && random.chance(0.7)
    return { when: isDefault ? null : toCondition(randomCondition(random, symbols, 1)), value }
  })
  return { name: path, slot, cases, place: nowhere }
}

function randomRoutes(
  random: Random,
  { ruleCount, depth }: RandomPolicyOptions,
  symbols: readonly SymbolRef[],
): readonly Route[] {
  const barriers = random.pick([0, 0, 0.1, 0.5, 1])
  const routes: Route[] = []
  for (let count = 0; count < ruleCount;) {
    const id = `route-${routes.length}`
    const rows = Math.min(ruleCount - count, random.chance(0.2) ? 1 + random.below(20) : 1)
    const rules = Array.from({ length: rows }, (_, row): Rule => {
      const when = random.chance(0.005) ? null : toCondition(randomCondition(random, symbols, depth))
      return { id: rows === 1 ? id : `${id}:${row + 1}`, routeId: id, when, to: [], place: nowhere }
    })
    const whenUnknown = random.chance(barriers) ? 'incomplete' : 'skip'
    routes.push({ id, description: null, whenUnknown, rules, table: null, also: {}, plan: null, place: nowhere })
    count += rows
  }
  return routes
}

function toCondition(expression: Expression): Condition {
  return { text: '', expression, place: nowhere }
}

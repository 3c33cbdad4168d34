import type { Expression, SymbolRef, ValueType } from '../language/expression.ts'
import type { Condition, Derived, Field, FieldType, Policy, Route, Rule } from '../policy/policy.ts'
import type { Place } from '../policy/problem.ts'
import type { Random } from './create-random.ts'
import { randomCondition } from './random-condition.ts'

const place: Place = { file: 'random', line: 1, column: 1, endLine: 1, endColumn: 1 }

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
  const fields = sketches.map(toField)
  const symbols = leadSymbols()
  const asked = symbols.filter(({ origin }) => origin !== 'derived')
  const derived = symbols.filter(({ origin }) => origin === 'derived').map((each) => randomDerived(random, each, asked))
  return {
    name: 'random',
    description: null,
    hash: '',
    fields,
    groups: {},
    leadSymbols: symbols,
    ownerSymbols: [],
    derived,
    constraints: [],
    routes: randomRoutes(random, options, symbols),
    fallback: { unmatched: [], incomplete: { waitSeconds: 0, waitFor: [], then: [] }, nobody: { lookAheadSeconds: 0, then: [] }, place },
    reassign: [],
    clocks: {},
    tests: [],
  }
}

function toField([name, type, valueType]: FieldSketch, slot: number): Field {
  const isMany = valueType.kind === 'list'
  return {
    name,
    type,
    many: isMany,
    values: [],
    aliases: {},
    placeholders: [],
    min: null,
    max: null,
    infer: false,
    description: null,
    slot,
    place,
  }
}

function leadSymbols(): readonly SymbolRef[] {
  const fields = sketches.map(([path, , type]) => ({ path, type, origin: 'field' }) as const)
  const others = [
    { path: 'account.tier', origin: 'account', type: text },
    { path: 'restricted("any")', origin: 'fact', type: { kind: 'boolean' } },
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
  return { name: path, slot, cases, place }
}

function randomRoutes(random: Random, { ruleCount, depth }: RandomPolicyOptions, symbols: readonly SymbolRef[]): readonly Route[] {
  const barriers = random.pick([0, 0, 0.1, 0.5, 1])
  const routes: Route[] = []
  for (let count = 0; count < ruleCount; ) {
    const id = `route-${routes.length}`
    const rows = Math.min(ruleCount - count, random.chance(0.2) ? 1 + random.below(20) : 1)
    const rules = Array.from({ length: rows }, (_, row): Rule => {
      const when = random.chance(0.005) ? null : toCondition(randomCondition(random, symbols, depth))
      return { id: rows === 1 ? id : `${id}:${row + 1}`, routeId: id, when, to: [], place }
    })
    const whenUnknown = random.chance(barriers) ? 'incomplete' : 'skip'
    routes.push({ id, description: null, whenUnknown, rules, table: null, also: {}, plan: null, place })
    count += rows
  }
  return routes
}

function toCondition(expression: Expression): Condition {
  return { text: '', expression, place }
}

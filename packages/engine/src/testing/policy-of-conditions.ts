import { invariant } from '../engine-error.ts'
import type { Expression, SymbolRef, ValueType } from '../language/expression.ts'
import { parseCondition } from '../language/parse-condition.ts'
import type { Scope } from '../language/scope.ts'
import type { Policy, Route } from '../policy/policy.ts'
import { barePolicy, nowhere } from './bare-policy.ts'

/** Attributes of the lead by name, in the order of their slots. */
export type Attributes = Readonly<Record<string, ValueType>>

/** A policy with one route per condition, over these attributes. Throws when a condition has a problem. */
export function policyOfConditions(attributes: Attributes, conditions: readonly string[]): Policy {
  const leadSymbols = Object.entries(attributes).map(([path, type], slot): SymbolRef => ({
    path,
    space: 'lead',
    origin: 'field',
    slot,
    type,
  }))
  const scope = scopeOf(leadSymbols)
  return barePolicy({
    leadSymbols,
    routes: conditions.map((text, index) => routeOf(`rule-${index}`, text, parse(text, scope))),
  })
}

function scopeOf(symbols: readonly SymbolRef[]): Scope {
  const byPath = new Map(symbols.map((symbol) => [symbol.path, symbol]))
  return {
    symbol: (path) => byPath.get(path) ?? null,
    names: [...byPath.keys()],
    groups: {},
    factNames: [],
    fact: () => null,
  }
}

function parse(text: string, scope: Scope): Expression {
  const { expression, problems } = parseCondition(text, scope)
  invariant(expression !== null, `condition ${text}: ${problems.map(({ message }) => message).join(' ')}`)
  return expression
}

function routeOf(id: string, text: string, expression: Expression): Route {
  const rule = { id, routeId: id, when: { text, expression, place: nowhere }, to: [], place: nowhere }
  return {
    id,
    description: null,
    whenUnknown: 'skip',
    rules: [rule],
    table: null,
    also: {},
    plan: null,
    place: nowhere,
  }
}

import type { SymbolRef, ValueType } from '../language/expression.ts'
import { describeExpression } from '../language/print-expression.ts'
import { licenceKindOf } from './licence-path.ts'
import { classOfType } from './field-types.ts'
import type {
  ClockCase,
  Condition,
  Constraint,
  Derived,
  Field,
  GoldenTest,
  Policy,
  ReassignRule,
  Route,
  Rule,
  Target,
} from './policy.ts'

/** Plain data that says the same for the same content. */
export type Canonical = null | boolean | number | string | readonly Canonical[] | { readonly [key: string]: Canonical }

/**
 * A policy, its rules apart, without what its author's hand adds: places, slots, order of keys, layout, and defaults
 * left unsaid.
 */
export function canonicalPolicy(policy: Omit<Policy, 'hash'>): { readonly [key: string]: Canonical } {
  return {
    format: 1,
    name: policy.name,
    description: policy.description,
    fields: byName(policy.fields, canonicalField),
    account: attributesOf(policy.leadSymbols, 'account'),
    owner: attributesOf(declared(policy.ownerSymbols), 'owner'),
    groups: Object.fromEntries(Object.entries(policy.groups).map(([name, members]) => [name, [...members]])),
    derived: byName(policy.derived, canonicalDerived),
    constraints: policy.constraints.map(canonicalConstraint),
    routes: policy.routes.map(canonicalRoute),
    fallback: canonicalFallback(policy.fallback),
    reassign: policy.reassign.map(canonicalReassign),
    clocks: Object.fromEntries(
      Object.entries(policy.clocks).map(([name, cases]) => [name, cases.map(canonicalClockCase)]),
    ),
    tests: policy.tests.map(canonicalTest),
  }
}

function byName<Item extends { readonly name: string }>(
  items: readonly Item[],
  canonical: (item: Item) => Canonical,
): { readonly [key: string]: Canonical } {
  return Object.fromEntries(items.map((item) => [item.name, canonical(item)]))
}

/** A field by what it accepts and how it is read. */
export function canonicalField(field: Field): { readonly [key: string]: Canonical } {
  const { type, many, values, aliases, placeholders, min, max, infer, description } = field
  // What was said before there were classes has the hash that it had then.
  const own: { readonly [key: string]: Canonical } = field.class === classOfType(type) ? {} : { class: field.class }
  return {
    ...own,
    type,
    many,
    values,
    aliases: { ...aliases },
    placeholders: placeholders.toSorted(),
    min,
    max,
    infer,
    description,
  }
}

/** What is read of licences is named by conditions alone. */
export function declared(symbols: readonly SymbolRef[]): readonly SymbolRef[] {
  return symbols.filter(({ path }) => licenceKindOf(path) === null)
}

function attributesOf(symbols: readonly SymbolRef[], origin: SymbolRef['origin']): Canonical {
  return Object.fromEntries(
    symbols.filter((symbol) => symbol.origin === origin).map(({ path, type }) => [path, canonicalType(type)]),
  )
}

/** A type; a domain says which values there are, so only lists without one are written out. */
export function canonicalType(type: ValueType): Canonical {
  if (type.kind === 'list') return [canonicalType(type.of)]
  if (type.kind !== 'string') return type.kind
  if (type.domain !== undefined) return type.domain
  return type.values === undefined ? 'string' : { values: [...type.values].toSorted() }
}

/** A condition by its meaning: blanks, quotes, needless brackets and comments are gone. */
export function canonicalCondition(condition: Condition | null): string | null {
  return condition === null ? null : describeExpression(condition.expression)
}

/** A derived value by its cases. */
function canonicalDerived({ cases }: Derived): Canonical {
  return cases.map(({ when, value }) => ({ when: canonicalCondition(when), value: canonicalUnknown(value) }))
}

/** A place to try, as its kind and name. */
export function canonicalTarget(target: Target): string {
  switch (target.kind) {
    case 'pool':
      return `pool ${target.pool}`
    case 'owner':
      return `owner ${target.owner}`
    case 'bound':
      return `bound ${target.source.path}`
    case 'hold':
      return `hold ${target.queue}`
    case 'refuse':
      return `refuse ${target.reason}`
  }
}

/** A constraint by what it does and when. */
export function canonicalConstraint(constraint: Constraint): { readonly [key: string]: Canonical } {
  const { id, description, whenUnknown, kind } = constraint
  const shared = { id, description, kind, when: canonicalCondition(constraint.when), whenUnknown }
  switch (constraint.kind) {
    case 'require':
      return { ...shared, require: canonicalCondition(constraint.require) }
    case 'bind':
      return { ...shared, bind: constraint.bind.path, otherwise: constraint.otherwise.map(canonicalTarget) }
    case 'refuse':
      return { ...shared, reason: constraint.reason }
  }
}

/** A route without its rules; a table's file name is not content, its rows are. */
function canonicalRoute(route: Route): { readonly [key: string]: Canonical } {
  const { id, description, whenUnknown, rules, table, also, plan } = route
  return {
    id,
    description,
    whenUnknown,
    ruleCount: rules.length,
    isTable: table !== null,
    also: Object.fromEntries(Object.entries(also).map(([role, targets]) => [role, targets.map(canonicalTarget)])),
    plan,
  }
}

/** One rule of a route: its id, when it is true, and where it leads. */
export function canonicalRule({ id, when, to }: Rule, isRow: boolean): Canonical {
  // The text of a row was written from its cells, so it is canonical already.
  const condition = isRow && when !== null ? when.text : canonicalCondition(when)
  return [id, condition, to.map(canonicalTarget)]
}

/** The fallback with its defaults written out. */
export function canonicalFallback({ unmatched, incomplete, nobody }: Policy['fallback']): {
  readonly [key: string]: Canonical
} {
  return {
    unmatched: unmatched.map(canonicalTarget),
    incomplete: {
      waitSeconds: incomplete.waitSeconds,
      waitFor: incomplete.waitFor.toSorted(),
      then: incomplete.then.map(canonicalTarget),
    },
    nobody: { lookAheadSeconds: nobody.lookAheadSeconds, then: nobody.then.map(canonicalTarget) },
  }
}

/** A reassignment rule; the fields it watches have no order. */
export function canonicalReassign(rule: ReassignRule): { readonly [key: string]: Canonical } {
  const { on, until, keepOwnerIfEligible, excludePreviousOwners, atMost, coolDownSeconds } = rule
  const event = on.kind === 'changed' ? { ...on, fields: on.fields.toSorted() } : { ...on }
  return { on: event, until, keepOwnerIfEligible, excludePreviousOwners, atMost, coolDownSeconds }
}

/** One case of a clock. */
function canonicalClockCase({ when, targetSeconds, hours }: ClockCase): Canonical {
  return { when: canonicalCondition(when), targetSeconds, hours }
}

/** A golden test without its place. */
export function canonicalTest({ name, lead, account, expect }: GoldenTest): { readonly [key: string]: Canonical } {
  return { name, lead: canonicalUnknown(lead), account: canonicalUnknown(account), expect: canonicalUnknown(expect) }
}

function canonicalUnknown(value: unknown): Canonical {
  if (value === null || typeof value === 'boolean' || typeof value === 'string' || typeof value === 'number')
    return value
  if (Array.isArray(value)) return value.map(canonicalUnknown)
  if (typeof value !== 'object') return null
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, canonicalUnknown(item)]))
}

import { builtInGroups } from './built-in-groups.ts'
import {
  canonicalCondition,
  canonicalConstraint,
  canonicalFallback,
  canonicalField,
  canonicalReassign,
  canonicalTest,
  canonicalType,
  declared,
} from './canonical-policy.ts'
import { canonicalText } from './content-hash.ts'
import { type Properties, durationText, plainText } from './diff-details.ts'
import { type DiffItem, diffNamed, diffOrdered, diffSingle } from './diff-items.ts'
import { diffRoutes } from './diff-routes.ts'
import type { ClockCase, Condition, Derived, Policy, ReassignRule } from './policy.ts'
import type { PolicyChange, PolicyDiff, PolicySection } from './policy-diff.ts'

/**
 * What differs in meaning between two policies: things added, removed, moved and changed, property by property, and
 * table rows by their content. Layout, comments, quotes and the order of keys make no difference.
 */
export function diffPolicies(before: Policy, after: Policy): PolicyDiff {
  return {
    before: { name: before.name, hash: before.hash },
    after: { name: after.name, hash: after.hash },
    changes: before.hash === after.hash ? [] : findChanges(before, after),
  }
}

function findChanges(before: Policy, after: Policy): readonly PolicyChange[] {
  const named = (
    section: PolicySection,
    items: (policy: Policy, other: Policy) => readonly DiffItem[],
  ): readonly PolicyChange[] => diffNamed(section, items(before, after), items(after, before))
  const ordered = (section: PolicySection, items: (policy: Policy) => readonly DiffItem[]): readonly PolicyChange[] =>
    diffOrdered({ section, within: null }, items(before), items(after))
  return [
    ...diffSingle('policy', headOf(before), headOf(after)),
    ...named('field', ({ fields }) => fields.map((field) => ({ id: field.name, properties: canonicalField(field) }))),
    ...named('account_field', ({ leadSymbols }) =>
      attributesOf(leadSymbols.filter(({ origin }) => origin === 'account')),
    ),
    ...named('owner_field', ({ ownerSymbols }) => attributesOf(declared(ownerSymbols))),
    ...named('group', groupsOf),
    ...named('derived', ({ derived }) =>
      derived.map((one) => ({ id: one.name, properties: { cases: one.cases.map(caseText) } })),
    ),
    ...ordered('constraint', ({ constraints }) =>
      constraints.map((one) => ({ id: one.id, properties: without(canonicalConstraint(one), 'id') })),
    ),
    ...diffRoutes(before.routes, after.routes),
    ...diffSingle('fallback', flat(canonicalFallback(before.fallback)), flat(canonicalFallback(after.fallback))),
    ...ordered('reassign', ({ reassign }) =>
      reassign.map((rule) => ({ id: eventOf(rule), properties: without(canonicalReassign(rule), 'on') })),
    ),
    ...named('clock', ({ clocks }) =>
      Object.entries(clocks).map(([id, cases]) => ({ id, properties: { cases: cases.map(clockCaseText) } })),
    ),
    ...ordered('test', testsOf),
  ]
}

function headOf({ name, description }: Policy): Properties {
  return { name, description }
}

function attributesOf(symbols: Policy['leadSymbols']): readonly DiffItem[] {
  return symbols.map(({ path, type }) => ({ id: path, properties: { type: canonicalType(type) } }))
}

function caseText({ when, value }: Derived['cases'][number]): string {
  return `${JSON.stringify(value)}${whenText(when)}`
}

function clockCaseText({ when, targetSeconds, hours }: ClockCase): string {
  return `${durationText(targetSeconds)} in ${hours} time${whenText(when)}`
}

function whenText(when: Condition | null): string {
  return when === null ? ' otherwise' : ` when ${canonicalCondition(when) ?? ''}`
}

/** Without the built-in groups that the other policy merely does not use. */
function groupsOf({ groups }: Policy, other: Policy): readonly DiffItem[] {
  return Object.entries(groups).flatMap(([id, members]) => {
    const known = Object.hasOwn(builtInGroups, id) ? builtInGroups[id] : undefined
    const isBuiltIn = known !== undefined && canonicalText(known) === canonicalText(members)
    return isBuiltIn && !Object.hasOwn(other.groups, id) ? [] : [{ id, properties: { members } }]
  })
}

/** A rule is known by its event; two of one event by their order. */
function eventOf({ on }: ReassignRule): string {
  switch (on.kind) {
    case 'changed':
      return `changed ${on.fields.toSorted().join(', ')}`
    case 'breached':
      return `breached ${on.clock}`
    case 'owner_unavailable':
      return on.kind
  }
}

/** A test without a name is called by its number, which says nothing about what it tests: its lead is its name. */
function testsOf({ tests }: Policy): readonly DiffItem[] {
  return tests.map((test) => {
    const { name, lead, ...rest } = canonicalTest(test)
    const isNumbered = /^test \d+$/.test(test.name)
    return {
      id: isNumbered ? `of ${plainText(lead ?? null)}` : test.name,
      properties: { name: isNumbered ? null : (name ?? null), lead: lead ?? null, ...rest },
    }
  })
}

function without(properties: Properties, left: string): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => name !== left))
}

/** `incomplete.then` and the like as properties of their own. */
function flat(properties: Properties): Properties {
  const entries = Object.entries(properties).flatMap(
    ([name, value]): readonly (readonly [string, Properties[string]])[] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).map(([key, inner]) => [`${name}.${key}`, inner])
        : [[name, value]],
  )
  return Object.fromEntries(entries)
}

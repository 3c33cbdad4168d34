import { contentHash } from './content-hash.ts'
import { collectNames } from './expression-names.ts'
import type { Expression, SymbolRef } from '../language/expression.ts'
import type { Field, Policy } from './policy.ts'
import type { PolicyReader, Spot } from './policy-reader.ts'
import { type PolicyScope, accountAttributes, buildPolicyScope, ownerAttributes } from './policy-scope.ts'
import { policyConditions } from './policy-conditions.ts'
import type { Problem } from './problem.ts'
import { readClocks } from './read-clocks.ts'
import { readConstraints } from './read-constraints.ts'
import { type DerivedDraft, readDerived, readDerivedDrafts } from './read-derived.ts'
import { readFallback } from './read-fallback.ts'
import { readFields } from './read-fields.ts'
import { readGroups } from './read-groups.ts'
import { type MapReading, readMap } from './read-map.ts'
import { readReassign } from './read-reassign.ts'
import { readRoutes } from './read-routes.ts'
import { readTests } from './read-tests.ts'
import { readName, readNumber, readText } from './read-value.ts'

/** The keys of a policy document, in the order in which they are usually written. */
export const policyKeys = [
  'policy',
  'version',
  'description',
  'fields',
  'account_fields',
  'owner_fields',
  'groups',
  'derive',
  'constraints',
  'routes',
  'fallback',
  'reassign',
  'clocks',
  'tests',
] as const

type PolicyKey = (typeof policyKeys)[number]

/** The tables' texts and where their problems go. */
export type TableSources = {
  readonly tables: Readonly<Record<string, string>>
  reportInTable(problem: Problem): void
}

/** Reads the document's sections in the order in which they need each other. What could not be read is left out. */
export function buildPolicy(reader: PolicyReader, root: Spot, sources: TableSources): Policy | null {
  const map = readMap<PolicyKey>(reader, root, { keys: policyKeys, required: ['policy', 'routes'], what: 'a policy' })
  if (map === null) return null
  const section = <Result>(key: PolicyKey, read: (spot: Spot) => Result, otherwise: Result): Result => {
    const spot = map.get(key)
    // A section whose entries are all commented out has no value, and means none.
    return spot === null || spot.node.kind === 'nothing' ? otherwise : read(spot)
  }
  const declared = readDeclarations(reader, section)
  const scope = buildPolicyScope(declared)
  const derived = readDerived(reader, declared.drafts, scope.lead)
  const constraints = section('constraints', (at) => readConstraints(reader, at, scope), [])
  const routes = section('routes', (at) => readRoutes(reader, at, { scope, ...sources }), [])
  const fallback = readFallback(reader, presentOf(map, 'fallback'), { scope: scope.lead, fields: declared.fields })
  const clocks = section('clocks', (at) => readClocks(reader, at, scope.lead), {})
  const reassign = section('reassign', (at) => readReassign(reader, at, { fields: declared.fields, clocks }), [])
  const names = {
    fields: declared.fields,
    accountAttributes: pathsBelow(scope.lead.names, 'account.'),
    derived: declared.drafts.map(({ name }) => name),
    routes,
  }
  const tests = section('tests', (at) => readTests(reader, at, names), [])
  const name = section('policy', (at) => readName(reader, at), null)
  const description = section('description', (at) => readText(reader, at), null)
  section('version', (at) => readVersion(reader, at), null)
  const leadSymbols = scope.settle(derived.map((each) => each.name))
  const parts = {
    name: name ?? '',
    description,
    fields: declared.fields,
    constraints,
    routes,
    fallback,
    reassign,
    clocks,
    tests,
  }
  return finish({ ...parts, derived: withSlots(derived, leadSymbols) }, { scope, leadSymbols, groups: declared.groups })
}

type Section = <Result>(key: PolicyKey, read: (spot: Spot) => Result, otherwise: Result) => Result

type Declared = Parameters<typeof buildPolicyScope>[0] & { readonly drafts: readonly DerivedDraft[] }

function readDeclarations(reader: PolicyReader, section: Section): Declared {
  const none: readonly Field[] = []
  const fields = section('fields', (at) => readFields(reader, at, new Set()), none)
  const accountFields = section('account_fields', (at) => readFields(reader, at, fixedAccountNames), none)
  const ownerFields = section('owner_fields', (at) => readFields(reader, at, fixedOwnerNames), none)
  const groups = section('groups', (at) => readGroups(reader, at), {})
  const fieldNames = new Set(fields.map(({ name }) => name))
  const drafts = section('derive', (at) => readDerivedDrafts(reader, at, fieldNames), [])
  const derived = new Map(drafts.map(({ name, type }) => [name, type]))
  return { fields, accountFields, ownerFields, groups, derived, drafts }
}

/** A declaration may close these to a list of values; every other known attribute is what it is. */
const closable: ReadonlySet<string> = new Set(['tier', 'team', 'certifications', 'skills', 'languages'])

const fixedAccountNames = new Set(Object.keys(accountAttributes).filter((name) => !closable.has(name)))
const fixedOwnerNames = new Set(Object.keys(ownerAttributes).filter((name) => !closable.has(name)))

function presentOf(map: MapReading<PolicyKey>, key: PolicyKey): Spot | null {
  const spot = map.get(key)
  return spot === null || spot.node.kind === 'nothing' ? null : spot
}

function pathsBelow(paths: readonly string[], prefix: string): readonly string[] {
  return paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length))
}

/** The document's format, not the policy's version: those numbers are given when a version is saved. */
function readVersion(reader: PolicyReader, spot: Spot): null {
  const version = readNumber(reader, spot, { isInteger: true })
  if (version === null || version === 1) return null
  reader.report({
    code: 'policy_version_unknown',
    message: `\`version\` says how the document is written, and only 1 exists; this is ${version}.`,
    hint: 'Write `version: 1` or leave it out. Versions of a policy are counted when they are saved.',
    path: spot.path,
    range: spot.node,
  })
  return null
}

function withSlots(derived: Policy['derived'], leadSymbols: readonly SymbolRef[]): Policy['derived'] {
  const slots = new Map(leadSymbols.filter(({ origin }) => origin === 'derived').map(({ path, slot }) => [path, slot]))
  return derived.map((each) => ({ ...each, slot: slots.get(each.name) ?? 0 }))
}

type Parts = Omit<Policy, 'hash' | 'groups' | 'leadSymbols' | 'ownerSymbols'>

/** Adds the symbols, the groups that are declared or used, and the address of the content. */
function finish(
  parts: Parts,
  {
    scope,
    leadSymbols,
    groups,
  }: { readonly scope: PolicyScope; readonly leadSymbols: readonly SymbolRef[]; readonly groups: Policy['groups'] },
): Policy {
  const withoutHash = {
    ...parts,
    leadSymbols,
    ownerSymbols: scope.ownerSymbols,
    groups: usedGroups(parts, scope, groups),
  }
  return { ...withoutHash, hash: contentHash(withoutHash) }
}

function usedGroups(parts: Parts, scope: PolicyScope, declared: Policy['groups']): Policy['groups'] {
  const names = { symbols: new Set<SymbolRef>(), groups: new Set<string>() }
  // The rows of a table share the conditions of their cells, so each is looked at once.
  const seen = new Set<Expression>()
  for (const { expression } of policyConditions(parts)) {
    for (const part of expression.kind === 'all' ? expression.operands : [expression]) {
      if (!seen.has(part)) collectNames(part, names)
      seen.add(part)
    }
  }
  const built = [...names.groups].filter((name) => !Object.hasOwn(declared, name))
  const known: Readonly<Record<string, readonly unknown[]>> = scope.lead.groups
  return { ...declared, ...Object.fromEntries(built.map((name) => [name, (known[name] ?? []).map(String)])) }
}

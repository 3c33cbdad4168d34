import type { SymbolRef, ValueType } from '../language/expression.ts'
import type { Scope } from '../language/scope.ts'
import { readCountry } from '../normalise/read-country.ts'
import { builtInGroups } from './built-in-groups.ts'
import { licenceKindOf } from './licence-path.ts'
import { countryType, valueTypeOf } from './field-types.ts'
import type { Field } from './policy.ts'

/** A symbol whose slot is settled when the whole document has been read. */
type LateSymbol = { -readonly [Key in keyof SymbolRef]: SymbolRef[Key] }

/** Everything the conditions of one policy may read. */
export type PolicyScope = {
  /** For routes and the `when` of constraints: what is known of the lead. */
  readonly lead: Scope
  /** For `require`: the candidate's attributes too. */
  readonly candidate: Scope
  readonly ownerSymbols: readonly SymbolRef[]
  /** Settles the slots: facts that were asked for stand before the derived values, in the order given. */
  settle(derivedInOrder: readonly string[]): readonly SymbolRef[]
}

/** What a policy declares for its conditions, before any condition has been read. */
export type Declarations = {
  readonly fields: readonly Field[]
  readonly accountFields: readonly Field[]
  readonly ownerFields: readonly Field[]
  readonly derived: ReadonlyMap<string, ValueType>
  readonly groups: Readonly<Record<string, readonly string[]>>
}

const text: ValueType = { kind: 'string' }
const texts: ValueType = { kind: 'list', of: text }

/** What is known of every account, in slot order. */
export const accountAttributes: Readonly<Record<string, ValueType>> = {
  id: text,
  name: text,
  tier: text,
  owner: text,
  parent: text,
  country: countryType,
  subdivision: valueTypeOf({ type: 'subdivision', many: false, values: [] }),
}

/** What is known of every owner, in slot order. */
export const ownerAttributes: Readonly<Record<string, ValueType>> = {
  id: text,
  name: text,
  team: text,
  zone: text,
  country: countryType,
  certifications: texts,
  skills: texts,
  languages: texts,
}

const mailTypes: Readonly<Record<string, ValueType>> = {
  'mail.domain': { kind: 'string', domain: 'domain' },
  'mail.kind': { kind: 'string', values: new Set(['company', 'free', 'disposable']) },
}

/** Builds the scopes. Slots of fields, mail and account are final; facts and derived values get theirs in `settle`. */
export function buildPolicyScope(declared: Declarations): PolicyScope {
  const symbols = [
    ...declared.fields.map((field) => symbolOf('field', field.name, valueTypeOf(field))),
    ...Object.entries(mailTypes).map(([path, type]) => symbolOf('mail', path, type)),
    ...attributeSymbols('account', accountAttributes, declared.accountFields),
  ].map((symbol, slot) => ({ ...symbol, slot }))
  const derived = [...declared.derived].map(([name, type]) => symbolOf('derived', name, type))
  const ownerSymbols: SymbolRef[] = attributeSymbols('owner', ownerAttributes, declared.ownerFields).map(
    (symbol, slot) => ({
      ...symbol,
      slot,
    }),
  )
  const facts = new Map<string, LateSymbol>()
  const byPath = new Map([...symbols, ...derived].map((symbol) => [symbol.path, symbol]))
  const ownerByPath = new Map(ownerSymbols.map((symbol) => [symbol.path, symbol]))
  const shared = {
    groups: { ...builtInGroups, ...declared.groups },
    factNames: [...factOrigins.keys()],
    fact: (name: string, argument: string) => factSymbol(facts, name, argument),
    suggestValue: suggestFrom(declared),
  }
  return {
    lead: {
      ...shared,
      symbol: (path) => byPath.get(path) ?? null,
      names: [...byPath.keys()],
      explainAbsence: (path) =>
        ownerByPath.has(path) || isLicencePath(path)
          ? `\`${path}\` is known only in \`require\`, where a candidate is looked at.`
          : null,
    },
    candidate: {
      ...shared,
      symbol: (path) => byPath.get(path) ?? ownerByPath.get(path) ?? licenceSymbol({ ownerSymbols, ownerByPath }, path),
      names: [...byPath.keys(), ...ownerByPath.keys()],
    },
    ownerSymbols,
    settle: (derivedInOrder) => {
      const rank = new Map(derivedInOrder.map((name, index) => [name, index]))
      const late = [...facts.values(), ...derived.toSorted((a, b) => (rank.get(a.path) ?? 0) - (rank.get(b.path) ?? 0))]
      for (const [index, symbol] of late.entries()) symbol.slot = symbols.length + index
      return [...symbols, ...late]
    },
  }
}

function symbolOf(origin: SymbolRef['origin'], path: string, type: ValueType): LateSymbol {
  return { path, space: origin === 'owner' ? 'owner' : 'lead', origin, slot: 0, type }
}

/** The attributes everybody has, then the declared ones; a declaration may close a known attribute to its values. */
function attributeSymbols(
  origin: 'account' | 'owner',
  known: Readonly<Record<string, ValueType>>,
  declared: readonly Field[],
): readonly LateSymbol[] {
  const types = new Map(Object.entries(known))
  for (const field of declared) types.set(field.name, valueTypeOf(field))
  return [...types].map(([name, type]) => symbolOf(origin, `${origin}.${name}`, type))
}

/** Kinds of licence are not declared: the areas of one are known once a condition reads them. */
function licenceSymbol(
  known: { readonly ownerSymbols: SymbolRef[]; readonly ownerByPath: Map<string, SymbolRef> },
  path: string,
): SymbolRef | null {
  if (!isLicencePath(path)) return null
  const symbol: SymbolRef = { ...symbolOf('owner', path, texts), slot: known.ownerSymbols.length }
  known.ownerSymbols.push(symbol)
  known.ownerByPath.set(path, symbol)
  return symbol
}

function isLicencePath(path: string): boolean {
  return path.startsWith('owner.') && licenceKindOf(path) !== null
}

/** Whether somebody is on a list is always known; whether they consented often is not. */
const factOrigins: ReadonlyMap<string, SymbolRef['origin']> = new Map([
  ['restricted', 'fact'],
  ['consented', 'consent'],
])

function factSymbol(facts: Map<string, LateSymbol>, name: string, argument: string): SymbolRef | null {
  const origin = factOrigins.get(name)
  if (origin === undefined || !/^[a-z][a-z0-9_-]{0,40}$/.test(argument)) return null
  const path = `${name}("${argument}")`
  const known = facts.get(path) ?? symbolOf(origin, path, { kind: 'boolean' })
  facts.set(path, known)
  return known
}

/** Other spellings: a country's name for its code, an enum's alias for its value. */
function suggestFrom({
  fields,
  accountFields,
  ownerFields,
}: Declarations): (type: ValueType, written: string) => string | null {
  const enums = [...fields, ...accountFields, ...ownerFields].filter((field) => field.type === 'enum')
  return (type, written) => {
    if (type.kind !== 'string') return null
    if (type.domain === 'country') {
      const reading = readCountry(written)
      return reading.kind === 'found' ? reading.code : null
    }
    const aliases = enums
      .filter((field) => Object.hasOwn(field.aliases, written))
      .map((field) => field.aliases[written] ?? null)
    return aliases.find((value) => value !== null && type.values?.has(value) === true) ?? null
  }
}

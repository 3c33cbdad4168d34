import type { SymbolRef, ValueType } from '../language/expression.ts'
import type { Scope } from '../language/scope.ts'

const text: ValueType = { kind: 'string' }
const country: ValueType = {
  kind: 'string',
  domain: 'country',
  values: new Set(['AT', 'CH', 'DE', 'FR', 'GB', 'PL', 'US']),
}
const product: ValueType = { kind: 'string', values: new Set(['GTX Basic', 'GTX Pro', 'MG Special']) }

const leadTypes: Readonly<Record<string, ValueType>> = {
  country,
  employees: { kind: 'integer' },
  revenue: { kind: 'number' },
  product,
  products: { kind: 'list', of: product },
  consent: { kind: 'boolean' },
  title: text,
  company: text,
  postal_code: { kind: 'string', domain: 'postal_code' },
  phone: { kind: 'string', domain: 'phone' },
  event_date: { kind: 'string', domain: 'date' },
  scores: { kind: 'list', of: { kind: 'integer' } },
  'mail.domain': { kind: 'string', domain: 'domain' },
  'mail.kind': { kind: 'string', values: new Set(['business', 'free', 'disposable']) },
  'account.tier': { kind: 'string', values: new Set(['strategic', 'standard']) },
  'account.owner': text,
  segment: { kind: 'string', values: new Set(['enterprise', 'mid', 'small']) },
  'restricted("any")': { kind: 'boolean' },
  'restricted("email")': { kind: 'boolean' },
}

const ownerTypes: Readonly<Record<string, ValueType>> = {
  'owner.country': country,
  'owner.certifications': { kind: 'list', of: text },
  'owner.languages': { kind: 'list', of: text },
  'owner.seniority': { kind: 'integer' },
}

/** What the conditions of a policy much like the documented ones may read, by slot. */
export const sampleLeadSymbols: readonly SymbolRef[] = symbolsOf(leadTypes, 'lead')

/** What a `require` may read of the candidate, by slot. */
export const sampleOwnerSymbols: readonly SymbolRef[] = symbolsOf(ownerTypes, 'owner')

function symbolsOf(types: Readonly<Record<string, ValueType>>, space: SymbolRef['space']): readonly SymbolRef[] {
  return Object.entries(types).map(([path, type], slot) => ({
    path,
    space,
    slot,
    type,
    origin: space === 'owner' ? 'owner' : 'field',
  }))
}

const byPath = new Map([...sampleLeadSymbols, ...sampleOwnerSymbols].map((symbol) => [symbol.path, symbol]))

/** The scope of those symbols, with two groups and the fact `restricted`. */
export const sampleScope: Scope = {
  symbol: (path) => byPath.get(path) ?? null,
  names: [...byPath.keys()].filter((path) => !path.startsWith('restricted')),
  groups: { EU: ['AT', 'DE', 'FR', 'PL'], north: ['01', '02', '10'] },
  factNames: ['restricted'],
  fact: (name, argument) => byPath.get(`${name}("${argument}")`) ?? null,
  explainAbsence: (path) => (path === 'created_at' ? '`created_at` is set after the decision.' : null),
  suggestValue: (type, written) =>
    type.kind === 'string' && type.domain === 'country' && written === 'Germany' ? 'DE' : null,
}

import type { Values } from '../language/expression.ts'
import type { Field, FieldType } from '../policy/policy.ts'
import { prepareCell } from './attribute-cell.ts'
import type { CellReader, TextReaders } from './attribute-cell.ts'
import { readerOf } from './field-readers.ts'
import type { FieldSpec } from './field-readers.ts'
import { plainReaderOf } from './plain-readers.ts'
import { prepareMailKind } from './mail-kind.ts'
import type { MailKind, MailLists } from './mail-kind.ts'
import { readCountry } from './read-country.ts'
import { readHost } from './read-host.ts'
import type { HostReading } from './read-host.ts'
import { readSubdivision } from './read-subdivision.ts'

/** What a lead is known and matched by. Each is read from the first field of its type, else from an attribute of a usual name. */
export type IdentityPart =
  | 'email'
  | 'domain'
  | 'company'
  | 'person'
  | 'phone'
  | 'country'
  | 'subdivision'
  | 'city'
  | 'postalCode'

/** A user's own settings beside the fields. */
export type NormaliseOptions = {
  /** Mail domains that the built-in lists have wrong. */
  readonly mail?: MailLists
  /** Attribute names to take instead of the usual ones where no field has the type: `{ company: ['Account Name'] }`. */
  readonly identity?: Partial<Readonly<Record<IdentityPart, readonly string[]>>>
}

/** One attribute to read: a field of the policy (`slot` ≥ 0), or one that only the identity needs (`slot` −1). */
export type PreparedField = {
  /** The first attribute name to look under. */
  readonly name: string
  /** All attribute names to look under, in order. */
  readonly names: readonly string[]
  readonly slot: number
  readonly infer: boolean
  readonly readCell: CellReader
}

/** The fields of a policy, made ready to read leads; made once per policy. */
export type LeadSchema = {
  /** A lead without any value: as many slots as the fields take. */
  readonly nothing: Values
  /** Fields that nothing else depends on. */
  readonly plain: readonly PreparedField[]
  /** What the identity is made of; `null` where a part is asked under no name. */
  readonly parts: Readonly<Record<IdentityPart, PreparedField | null>>
  readonly mailKind: (host: HostReading) => MailKind
}

const usualNames: Readonly<Record<IdentityPart, readonly string[]>> = {
  email: ['email'],
  domain: ['domain', 'website'],
  company: ['company'],
  person: ['name', 'full_name'],
  phone: ['phone'],
  country: ['country'],
  subdivision: ['state', 'subdivision'],
  city: ['city'],
  postalCode: ['postal_code', 'zip'],
}

const typeOfPart: Readonly<Record<IdentityPart, FieldType>> = {
  email: 'email',
  domain: 'domain',
  company: 'company',
  person: 'string',
  phone: 'phone',
  country: 'country',
  subdivision: 'subdivision',
  city: 'string',
  postalCode: 'postal_code',
}

/** Makes ready to read leads of these fields: one closure per field, tables loaded, nothing left for the first lead to build. */
export function prepareFields(fields: readonly Field[], options: NormaliseOptions = {}): LeadSchema {
  const prepared = new Map(fields.map((field) => [field, prepareField(field)] as const))
  const taken = new Set<Field>()
  const part = (name: IdentityPart): PreparedField | null => {
    const names = options.identity?.[name] ?? usualNames[name]
    const field = fieldOf(fields, name, names)
    if (field === undefined) return hiddenField(name, names)
    taken.add(field)
    return prepared.get(field) ?? null
  }
  const parts: LeadSchema['parts'] = {
    email: part('email'),
    domain: part('domain'),
    company: part('company'),
    person: part('person'),
    phone: part('phone'),
    country: part('country'),
    subdivision: part('subdivision'),
    city: part('city'),
    postalCode: part('postalCode'),
  }
  warmTables()
  return {
    nothing: Array.from({ length: Math.max(0, ...fields.map(({ slot }) => slot + 1)) }, () => undefined),
    plain: fields.filter((field) => !taken.has(field)).flatMap((field) => prepared.get(field) ?? []),
    parts,
    mailKind: prepareMailKind(options.mail ?? {}),
  }
}

/** People and cities are ordinary texts, so they are told by name; the rest by type. Lists are never an identity. */
function fieldOf(fields: readonly Field[], part: IdentityPart, names: readonly string[]): Field | undefined {
  const type = typeOfPart[part]
  const candidates = fields.filter((field) => field.type === type && !field.many)
  return type === 'string' ? candidates.find((field) => names.includes(field.name)) : candidates[0]
}

function prepareField(field: Field): PreparedField {
  return {
    name: field.name,
    names: [field.name],
    slot: field.slot,
    infer: field.infer,
    readCell: prepareCell(field, textReadersOf(field.name, field)),
  }
}

function hiddenField(part: IdentityPart, names: readonly string[]): PreparedField | null {
  const [name] = names
  if (name === undefined) return null
  const spec = {
    name,
    type: typeOfPart[part],
    many: false,
    values: [],
    aliases: {},
    placeholders: [],
    min: null,
    max: null,
  }
  return { name, names, slot: -1, infer: true, readCell: prepareCell(spec, textReadersOf(name, spec)) }
}

function textReadersOf(name: string, spec: FieldSpec): TextReaders {
  return { readText: readerOf(spec), readPlain: plainReaderOf(name, spec) }
}

/** The tables take some 50 ms to build, which no lead should wait for. */
function warmTables(): void {
  readCountry('Germany')
  readSubdivision('California', null)
  readHost('mail.example.com')
}

import type { ValueType } from '../language/expression.ts'
import { booleanType, integerType, numberType } from '../language/value-types.ts'
import countryCodes from '../normalise/reference/country-codes.json' with { type: 'json' }
import { subdivisionCodes } from '../normalise/subdivision-names.ts'
import type { FieldClass, FieldType } from './policy.ts'

/** Every type a field can have. */
export const fieldTypes = [
  'string',
  'integer',
  'number',
  'boolean',
  'enum',
  'date',
  'country',
  'subdivision',
  'postal_code',
  'phone',
  'email',
  'domain',
  'company',
] as const satisfies readonly FieldType[]

/** Every class a field can have. */
export const fieldClasses = ['personal', 'sensitive', 'business'] as const satisfies readonly FieldClass[]

/** The class of a field that is not told one: an e-mail address or a phone number names a person. */
export function classOfType(type: FieldType): FieldClass {
  return type === 'email' || type === 'phone' ? 'personal' : 'business'
}

/** What conditions see of a field: its type, closed to the values it can have where these are known. */
export function valueTypeOf(field: {
  readonly type: FieldType
  readonly many: boolean
  readonly values: readonly string[]
}): ValueType {
  const single = singleTypeOf(field.type, field.values)
  return field.many ? { kind: 'list', of: single } : single
}

function singleTypeOf(type: FieldType, values: readonly string[]): ValueType {
  switch (type) {
    case 'integer':
      return integerType
    case 'number':
      return numberType
    case 'boolean':
      return booleanType
    case 'string':
      return { kind: 'string' }
    case 'enum':
      return { kind: 'string', values: new Set(values) }
    case 'country':
      return countryType
    case 'subdivision':
      return { kind: 'string', domain: type, values: knownSubdivisionCodes() }
    case 'date':
    case 'postal_code':
    case 'phone':
    case 'email':
    case 'domain':
    case 'company':
      return { kind: 'string', domain: type }
  }
}

/** A country by its ISO 3166-1 alpha-2 code. */
export const countryType: ValueType = { kind: 'string', domain: 'country', values: new Set(Object.keys(countryCodes)) }

let knownSubdivisions: ReadonlySet<string> | null = null

/** ISO 3166-2 codes, such as `US-CA`; made when first needed, since most policies read none. */
function knownSubdivisionCodes(): ReadonlySet<string> {
  knownSubdivisions ??= subdivisionCodes()
  return knownSubdivisions
}

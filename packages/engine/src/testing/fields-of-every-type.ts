import type { Value } from '../language/expression.ts'
import type { NormalisedLead } from '../normalise/lead.ts'
import { normaliseLead } from '../normalise/normalise-lead.ts'
import { prepareFields } from '../normalise/prepare-fields.ts'
import { classOfType } from '../policy/field-types.ts'
import type { Field, FieldType } from '../policy/policy.ts'
import { nowhere } from './bare-policy.ts'

/** A field of a policy that was never written; `more` sets what matters. */
export function fieldOf(name: string, type: FieldType, more: Partial<Field> = {}): Omit<Field, 'slot'> {
  const plain = {
    many: false,
    values: [],
    aliases: {},
    placeholders: [],
    min: null,
    max: null,
    infer: true,
    class: classOfType(type),
    description: null,
  }
  return { name, type, ...plain, ...more, place: nowhere }
}

/** One field of every type. */
export const fieldsOfEveryType: readonly Field[] = [
  fieldOf('country', 'country', { aliases: { Bavaria: 'DE', Namibia: 'NA' } }),
  fieldOf('state', 'subdivision'),
  fieldOf('zip', 'postal_code'),
  fieldOf('employees', 'integer', { min: 1, max: 1_000_000, placeholders: ['9999'] }),
  fieldOf('revenue', 'number'),
  fieldOf('product', 'enum', {
    many: true,
    values: ['GTX Basic', 'GTX Pro', 'MG Special'],
    aliases: { GTXPro: 'GTX Pro' },
  }),
  fieldOf('source', 'enum', { values: ['Advertisement', 'Partner', 'Other'] }),
  fieldOf('consent', 'boolean'),
  fieldOf('signed_up', 'date'),
  fieldOf('phone', 'phone'),
  fieldOf('email', 'email'),
  fieldOf('website', 'domain'),
  fieldOf('company', 'company'),
  fieldOf('comment', 'string', { many: true }),
].map((each, slot) => ({ ...each, slot }))

const schema = prepareFields(fieldsOfEveryType)

/** Reads a lead of these attributes as the fields of every type. */
export function readLead(attributes: Readonly<Record<string, unknown>>): NormalisedLead {
  return normaliseLead(schema, { id: 'lead-1', attributes })
}

/** A field's value by its name. */
export function fieldValue(normalised: NormalisedLead, name: string): Value | undefined {
  return normalised.values[fieldsOfEveryType.findIndex((each) => each.name === name)]
}

import { fieldClasses, fieldTypes } from '../field-types.ts'
import { type JsonSchema, closedMap, looseText, ref } from './json-schema.ts'

/** The types that may have an option; every other type refuses it. */
const onlyFor = (option: string, types: readonly string[]): JsonSchema => ({
  if: { type: 'object', required: [option] },
  then: { type: 'object', properties: { type: { enum: types } } },
})

const field: JsonSchema = {
  ...closedMap(
    'One attribute that conditions may read.',
    {
      type: {
        description:
          'What the attribute holds. country: ISO 3166-1 code; subdivision: ISO 3166-2 code such as US-CA; date: YYYY-MM-DD; phone: E.164; domain: the registrable domain. Leads are read into these forms.',
        enum: fieldTypes,
      },
      many: {
        description: 'Whether it holds several values, given as a list or separated by `;`.',
        type: 'boolean',
        default: false,
      },
      values: { description: 'The closed list of an enum’s values.', type: 'array', minItems: 1, items: ref('name') },
      aliases: {
        description: 'Other spellings → the value they stand for.',
        type: 'object',
        additionalProperties: looseText,
        examples: [{ GTXPro: 'GTX Pro' }],
      },
      placeholders: ref('names', 'Further texts that mean nothing was given, beside the built-in ones such as N/A.'),
      min: { description: 'The least number that is taken; a smaller one counts as missing.', type: 'number' },
      max: { description: 'The largest number that is taken; a larger one counts as missing.', type: 'number' },
      infer: {
        description:
          'Whether a missing value may be inferred from the lead’s other attributes, such as the country from the phone.',
        type: 'boolean',
        default: true,
      },
      class: {
        description:
          'What its values are to whoever they are about. personal and sensitive ones are sealed, kept apart from decisions and can be erased; sensitive ones are kept for less long. email and phone are personal unless told, everything else business.',
        enum: fieldClasses,
      },
      description: ref('text', 'What the attribute means, for people.'),
    },
    ['type'],
  ),
  allOf: [
    {
      if: { type: 'object', properties: { type: { const: 'enum' } }, required: ['type'] },
      then: { type: 'object', required: ['values'] },
    },
    onlyFor('values', ['enum']),
    onlyFor('min', ['integer', 'number']),
    onlyFor('max', ['integer', 'number']),
  ],
}

/** The declarations of attributes, groups and derived values. */
export const fieldSchemas: Readonly<Record<string, JsonSchema>> = {
  field,
  fields: {
    description: 'Attributes by name. A name has letters, digits and underscores.',
    type: 'object',
    propertyNames: {
      pattern: String.raw`^(?!(?:true|false|null|in|mail|account|owner|math)$)[\p{L}_][\p{L}\p{N}\p{M}_]*$`,
    },
    additionalProperties: ref('field'),
  },
  derivedCases: {
    description: 'The cases in order: the first that is true gives the value; unknown when one before it is unknown.',
    type: 'array',
    minItems: 1,
    items: closedMap(
      'One case. Without `when` it is always taken, so it stands last.',
      {
        when: ref('condition'),
        value: { description: 'The value of this case.', type: ['string', 'number', 'boolean'] },
      },
      ['value'],
    ),
  },
}

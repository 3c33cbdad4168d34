import { policyLimits } from '../policy-limits.ts'
import { type JsonSchema, closedMap, ref } from './json-schema.ts'

const { nameLengthMax, textLengthMax, targetsMax } = policyLimits

/** What several sections of a policy are made of. */
export const definitionSchemas: Readonly<Record<string, JsonSchema>> = {
  name: {
    description: 'A name: one line, without spaces at its ends.',
    anyOf: [
      { type: 'string', minLength: 1, maxLength: nameLengthMax, pattern: String.raw`^(?!\s)[^\n\r\t]*(?<!\s)$` },
      { type: ['number', 'boolean'] },
    ],
  },
  text: {
    description: 'A text.',
    anyOf: [
      { type: 'string', minLength: 1, maxLength: textLengthMax, pattern: String.raw`\S` },
      { type: ['number', 'boolean'] },
    ],
  },
  condition: {
    description:
      'A condition, such as `country in ["DE", "AT"] && employees >= 100`. Write it on a line of its own or in quotes: inside { … } YAML cuts it at brackets, braces and commas.',
    anyOf: [{ type: 'string', minLength: 1, pattern: String.raw`\S` }, { type: 'boolean' }],
    examples: ['country == "DE"', 'employees >= 1000 && known(product)'],
  },
  duration: {
    description:
      'An ISO 8601 duration in whole seconds: PT15M (minutes), PT4H (hours), P1D (24 hours). No months or years.',
    type: 'string',
    pattern: String.raw`^P(?=.)(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$`,
    examples: ['PT15M', 'PT4H', 'P1D'],
  },
  positiveDuration: {
    description: 'An ISO 8601 duration of at least one second: PT15M, PT4H, P1D.',
    type: 'string',
    pattern: String.raw`^P(?=.*[1-9])(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$`,
    examples: ['PT15M', 'PT4H', 'P1D'],
  },
  target: {
    description: 'One place to try: exactly one of these keys.',
    oneOf: [
      closedMap('Somebody of a pool.', { pool: ref('name', 'The pool’s id.') }, ['pool']),
      closedMap('One person.', { owner: ref('name', 'The owner’s id.') }, ['owner']),
      closedMap(
        'The person that an attribute names.',
        { bound: ref('name', 'An attribute that holds an owner’s id, such as account.owner.') },
        ['bound'],
      ),
      closedMap('Nobody for now.', { hold: ref('name', 'The queue in which the lead waits.') }, ['hold']),
      closedMap('Nobody ever.', { refuse: ref('name', 'Why the lead is not assigned.') }, ['refuse']),
    ],
  },
  targets: {
    description: 'The places to try, in order. A hold or a refusal always takes the lead, so it stands last.',
    anyOf: [{ type: 'array', minItems: 1, maxItems: targetsMax, items: ref('target') }, ref('target')],
    examples: [[{ pool: 'desk' }, { hold: 'triage' }]],
  },
  names: { type: 'array', items: ref('name') },
}

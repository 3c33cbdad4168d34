import { definitionSchemas } from './schema/definition-schemas.ts'
import { fieldSchemas } from './schema/field-schemas.ts'
import { type JsonSchema, closedMap, optional, ref } from './schema/json-schema.ts'
import { ruleSchemas } from './schema/rule-schemas.ts'

const listOf = (name: string, description: string): JsonSchema =>
  optional({ description, type: 'array', items: ref(name) })

/**
 * The JSON Schema (2020-12) of a policy document, for editors that complete and check while one writes. It knows the
 * document's shape; what names and conditions mean is checked by `parsePolicy`. Published as
 * docs/reference/policy.schema.json.
 */
export const policySchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:rightful:policy:1',
  title: 'Rightful policy',
  ...closedMap(
    'How leads are assigned: attributes, hard rules, routes, and what happens when none applies.',
    {
      policy: ref('name', 'The policy’s name.'),
      version: {
        description: 'The format of the document; only 1 exists. Versions of a policy are counted when they are saved.',
        const: 1,
      },
      description: optional(ref('text', 'What the policy is for, for people.')),
      fields: optional(ref('fields', 'The attributes of a lead that conditions may read.')),
      account_fields: optional(
        ref(
          'fields',
          'Attributes of accounts beside id, name, tier, owner, parent, country and subdivision; read as account.….',
        ),
      ),
      owner_fields: optional(
        ref(
          'fields',
          'Attributes of owners beside id, name, team, zone, country, certifications, skills and languages; read as owner.… in `require`.',
        ),
      ),
      groups: optional({
        description:
          'Names for lists of values, read as group("…"). EU, EEA, DACH, NORDICS and many others are built in.',
        type: 'object',
        additionalProperties: ref('names'),
      }),
      derive: optional({
        description: 'Named values made of others, which conditions read like fields.',
        type: 'object',
        additionalProperties: ref('derivedCases'),
      }),
      constraints: listOf('constraint', 'Hard rules: all that apply, apply, in this order.'),
      routes: listOf('route', 'Soft rules: the first that is true takes the lead.'),
      fallback: optional(ref('fallback', 'Where leads go that no route takes.')),
      reassign: listOf('reassignRule', 'When an assigned lead is decided anew.'),
      clocks: optional(
        closedMap('Service levels.', {
          assignment: {
            description: 'From intake to assignment; runs on wall time.',
            type: 'array',
            items: ref('clockCase'),
          },
          first_touch: {
            description: 'From assignment to the first follow-up.',
            type: 'array',
            items: ref('clockCase'),
          },
        }),
      ),
      tests: listOf('goldenTest', 'Golden leads: they must pass before the policy is activated.'),
    },
    ['policy', 'routes'],
  ),
  $defs: { ...definitionSchemas, ...fieldSchemas, ...ruleSchemas },
}

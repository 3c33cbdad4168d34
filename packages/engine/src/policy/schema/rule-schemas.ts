import { type JsonSchema, choice, closedMap, ref } from './json-schema.ts'

const exactlyOne = (keys: readonly string[]): JsonSchema => ({
  oneOf: keys.map((key) => ({ required: [key] })),
})

const when = ref('condition', 'When the rule holds; always, if left out.')
const description = ref('text', 'What the rule is for, for people.')

const constraint: JsonSchema = {
  ...closedMap(
    'A hard rule: it removes candidates, binds the lead to one owner, or refuses it. It is never relaxed.',
    {
      id: ref('name', 'The rule’s id, its own among the constraints.'),
      when,
      require: ref('condition', 'What must be true of the owner, such as `"gdpr" in owner.certifications`.'),
      bind: ref('name', 'The attribute that names the only owner allowed, such as account.owner.'),
      otherwise: ref('targets', 'Where the lead goes when there is nobody to bind to, or they cannot take it.'),
      refuse: ref('name', 'The reason for which the lead is refused.'),
      when_unknown: choice(
        'What it means when the condition is unknown. Left out: applies for require, incomplete for refuse, skip for bind.',
        ['applies', 'skip', 'incomplete'],
      ),
      description,
    },
    ['id'],
  ),
  ...exactlyOne(['require', 'bind', 'refuse']),
  dependentRequired: { otherwise: ['bind'] },
}

const route: JsonSchema = {
  ...closedMap(
    'A soft rule: the first route that is true takes the lead.',
    {
      id: ref('name', 'The route’s id, its own among the routes.'),
      when,
      to: ref('targets', 'Where the lead goes.'),
      table: ref(
        'name',
        'A CSV file in place of `to`: columns are attributes, the last one the pool. The first row that is true is taken.',
      ),
      also: {
        description: 'Further roles on the lead → where they are looked for.',
        type: 'object',
        propertyNames: { not: { const: 'owner' } },
        additionalProperties: ref('targets'),
      },
      plan: ref('name', 'The follow-up plan that is attached to the assignment.'),
      when_unknown: choice(
        'What it means when the condition is unknown: go on with the next route, or try nothing below until the attribute is known.',
        ['skip', 'incomplete'],
        'skip',
      ),
      description,
    },
    ['id'],
  ),
  ...exactlyOne(['to', 'table']),
}

/** The rules of a policy and what comes after them. */
export const ruleSchemas: Readonly<Record<string, JsonSchema>> = {
  constraint,
  route,
  fallback: closedMap('Where leads go that no route takes.', {
    unmatched: ref('targets', 'No route was true and none was unknown. Left out: held in the queue `unmatched`.'),
    incomplete: {
      description: 'No route was true, but an attribute was missing. Left out: held in the queue `incomplete`.',
      anyOf: [
        closedMap('Waits for the attribute first.', {
          wait: ref('duration', 'How long to wait for the missing attributes; no time if left out.'),
          for: ref('names', 'The fields worth waiting for; any, if left out.'),
          then: ref('targets', 'Where the lead goes when the wait is over.'),
        }),
        ref('targets'),
      ],
    },
    nobody: {
      description: 'Nobody of the route’s pools can take the lead. Left out: held in the queue `nobody_eligible`.',
      anyOf: [
        closedMap('Looks who will be free soon first.', {
          look_ahead: ref(
            'duration',
            'Somebody who can take the lead within this time is chosen; no time if left out.',
          ),
          then: ref('targets', 'Where the lead goes otherwise.'),
        }),
        ref('targets'),
      ],
    },
  }),
  reassignRule: closedMap(
    'When an assigned lead is decided anew.',
    {
      on: {
        description: 'The event.',
        oneOf: [
          { const: 'owner_unavailable', description: 'The owner left or became absent.' },
          closedMap(
            'Attributes changed.',
            { changed: { description: 'The fields.', type: 'array', minItems: 1, items: ref('name') } },
            ['changed'],
          ),
          closedMap('A clock ran out.', { breached: choice('The clock.', ['assignment', 'first_touch']) }, [
            'breached',
          ]),
        ],
      },
      until: choice(
        'No longer than until the owner followed up, or the lead is closed.',
        ['touched', 'closed'],
        'touched',
      ),
      keep_owner_if_eligible: {
        description: 'Whether the owner keeps the lead when still allowed to have it.',
        type: 'boolean',
        default: false,
      },
      exclude_previous_owners: {
        description: 'How many of the latest owners are left out.',
        type: 'integer',
        minimum: 0,
        maximum: 1000,
        default: 0,
      },
      at_most: {
        description: 'How often a lead is reassigned by this rule; without bound if left out.',
        type: 'integer',
        minimum: 1,
        maximum: 1000,
      },
      cool_down: ref('duration', 'The least time between two reassignments.'),
    },
    ['on'],
  ),
  clockCase: closedMap(
    'The first case that is true sets the target.',
    {
      when,
      target: ref('positiveDuration', 'The time allowed.'),
      hours: choice(
        'Which time counts: all of it, or the working time of the owner or the pool.',
        ['wall', 'owner', 'pool'],
        'wall',
      ),
    },
    ['target'],
  ),
  goldenTest: closedMap(
    'A lead and what must become of it before the policy may be activated.',
    {
      name: ref('text', 'What is tested.'),
      lead: { description: 'The lead’s attributes, as they might be given.', type: 'object' },
      account: {
        description: 'Attributes of the account to assume as matched; none if left out.',
        type: ['object', 'null'],
      },
      expect: closedMap('What must be so; what is not named may be anything.', {
        outcome: choice('What becomes of the lead.', ['assigned', 'held', 'refused']),
        route: { description: 'The route that decides; null for none.', anyOf: [ref('name'), { type: 'null' }] },
        pool: ref('name', 'The pool the owner comes from.'),
        owner: ref('name', 'The owner.'),
        queue: ref('name', 'The queue in which the lead is held.'),
        reason: ref('name', 'Why the lead is held or refused.'),
        derived: { description: 'Derived values.', type: 'object' },
      }),
    },
    ['lead', 'expect'],
  ),
}

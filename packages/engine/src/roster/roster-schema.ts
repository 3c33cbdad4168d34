import { rosterLimits } from './roster-limits.ts'

const name = { type: 'string', minLength: 1, maxLength: 200 }
const names = { type: 'array', items: name, uniqueItems: true }
const count = { type: 'integer', minimum: 0 }
const moment = {
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}.*)?$',
  description:
    'A date (its midnight), a local time such as 2026-11-26T13:00, or an instant such as 2026-11-26T13:00:00Z.',
}
const simple = { type: ['string', 'number', 'boolean'] }

const intervals = {
  type: 'array',
  maxItems: rosterLimits.intervalsMax,
  items: {
    type: 'string',
    pattern: '^([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?\\s*[-–]\\s*(([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?|24:00)$',
  },
  description: 'Local times such as "09:00-12:30"; an end at or before the start runs into the next day; [] is closed.',
}
const day = '(mon|tue|wed|thu|fri|sat|sun)'
const week = {
  type: 'object',
  patternProperties: { [`^${day}(\\s*[-–]\\s*${day})?$`]: intervals },
  additionalProperties: false,
  description: 'Intervals by day, or by range of days such as mon-fri. A day left out is closed.',
}
const hours = {
  anyOf: [week, { type: 'string', description: 'always, or the name of hours of this roster.' }],
}
const absence = {
  type: 'object',
  required: ['from'],
  additionalProperties: false,
  properties: {
    from: moment,
    until: { anyOf: [moment, { type: 'null' }] },
    note: { type: 'string' },
    busy: { type: 'boolean', description: 'In a meeting: off shift for that while, and not absent.' },
  },
}
const override = {
  type: 'object',
  required: ['date', 'hours'],
  additionalProperties: false,
  properties: { date: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }, hours: intervals },
}
const calendar = {
  zone: { ...name, description: 'IANA time zone, such as Europe/Berlin. Left out: that of the roster.' },
  hours: { ...hours, description: 'Left out: always.' },
  overrides: { type: 'array', items: override, description: 'Hours of single dates, in place of the weekly ones.' },
  absences: {
    type: 'array',
    items: absence,
    description: 'Closed whatever else is said; until is the first moment back.',
  },
}
const cap = {
  type: 'object',
  required: ['per', 'max'],
  additionalProperties: false,
  properties: {
    per: {
      anyOf: [
        { enum: ['open', 'day', 'week'] },
        { type: 'string', pattern: '^P(?=.)(\\d+W)?(\\d+D)?(T(?=.)(\\d+H)?(\\d+M)?(\\d+S)?)?$' },
      ],
      description: 'Leads open at one time, leads a day or week, or a duration such as PT2H for a window that rolls.',
    },
    max: count,
    pool: { ...name, description: 'Count only leads from this pool.' },
    segment: {
      type: 'object',
      minProperties: 1,
      maxProperties: 1,
      additionalProperties: simple,
      description: 'Count only leads whose field (or derived value) has this value.',
    },
  },
}
const caps = { type: 'array', items: cap, maxItems: rosterLimits.capsMax }

const licence = {
  type: 'object',
  required: ['kind', 'area'],
  additionalProperties: false,
  properties: {
    kind: { ...name, pattern: '^[\\p{L}_][\\p{L}\\p{N}\\p{M}_]*$', description: 'What it is for, such as insurance.' },
    area: { ...name, description: 'A country or a part of one by its ISO code, such as US or US-CA.' },
    from: moment,
    until: { ...moment, description: `The first moment at which it no longer counts. ${moment.description}` },
    basis: { ...name, description: 'By what it stands, such as its number.' },
    source: { type: 'string', description: 'Where that was seen, such as a register.' },
  },
}

const owner = {
  type: 'object',
  required: ['id'],
  additionalProperties: false,
  properties: {
    id: name,
    name: { type: 'string' },
    email: name,
    active: { type: 'boolean', default: true },
    team: name,
    country: { ...name, description: 'ISO 3166-1 code of two letters.' },
    ...calendar,
    holidays: { ...name, description: 'Whose public holidays are off, such as DE-BE or US-CA.' },
    feeds: { ...names, description: 'ICS files or addresses whose events are absences.' },
    capacity: { ...count, description: 'Open leads the person can carry. Left out: no limit.' },
    caps,
    open_leads: { ...count, default: 0, description: 'Leads open when this roster starts.' },
    certifications: names,
    skills: names,
    languages: names,
    licences: {
      type: 'array',
      items: licence,
      maxItems: rosterLimits.licencesMax,
      description: 'What the person may do where; conditions read the areas as owner.licences.KIND.',
    },
    attributes: {
      type: 'object',
      additionalProperties: { anyOf: [simple, { type: 'array', items: simple }] },
      description: "Further values that conditions read as owner.NAME, once the policy's owner_fields declare them.",
    },
  },
}
const member = {
  anyOf: [
    { ...name, description: 'An owner id; weight 1.' },
    {
      type: 'object',
      required: ['owner'],
      additionalProperties: false,
      properties: {
        owner: name,
        weight: { type: 'integer', minimum: 1, maximum: rosterLimits.weightMax, default: 1 },
        from: moment,
        until: moment,
        received: {
          type: 'number',
          default: 0,
          description: 'Leads already received when the ledger of this pool begins.',
        },
      },
    },
  ],
}
const pool = {
  type: 'object',
  required: ['id', 'members'],
  additionalProperties: false,
  properties: {
    id: name,
    name: { type: 'string' },
    active: { type: 'boolean', default: true },
    strategy: { enum: ['fair_share', 'least_loaded', 'longest_idle', 'most_spare'], default: 'fair_share' },
    on_return: {
      anyOf: [
        { enum: ['level', 'full'] },
        {
          type: 'object',
          required: ['capped'],
          additionalProperties: false,
          properties: { capped: { ...count, maximum: 1000 } },
        },
      ],
      default: 'level',
      description: 'What a member is owed who comes back from an absence.',
    },
    respect_hours: {
      type: 'boolean',
      default: true,
      description: 'false: members are chosen outside their hours too.',
    },
    ...calendar,
    caps,
    count_bound: {
      type: 'boolean',
      default: false,
      description: 'Whether leads bound by account ownership count as received.',
    },
    members: { type: 'array', items: member, maxItems: rosterLimits.membersMax },
  },
}
const contactEntry = {
  type: 'object',
  additionalProperties: false,
  oneOf: ['email', 'domain', 'phone', 'account'].map((kind) => ({ required: [kind] })),
  properties: {
    email: name,
    domain: name,
    phone: name,
    account: name,
    channel: { ...name, default: 'any', description: 'any, or a channel such as email or phone.' },
    from: moment,
    until: { ...moment, description: `The first moment at which it no longer counts. ${moment.description}` },
    reason: { type: 'string' },
    basis: { ...name, description: 'By what right or duty it stands, such as objection or opt_out_register.' },
    source: { type: 'string', description: 'Where it came from, such as a form, a register or a ticket.' },
  },
}
const consent = {
  ...contactEntry,
  properties: {
    ...contactEntry.properties,
    withdrawn: { type: 'boolean', default: false, description: 'Whether the consent is taken back from then on.' },
  },
}

/** The JSON Schema (2020-12) of a roster document, with which editors complete and check it. What only the parser can see is not in it. */
export const rosterSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Rightful roster',
  description: 'Who can own leads, when, in which pools. See docs/reference/roster.md.',
  type: 'object',
  required: ['roster', 'owners', 'pools'],
  additionalProperties: false,
  properties: {
    roster: { ...name, description: 'The name of the roster.' },
    description: { type: 'string' },
    zone: { ...name, default: 'UTC', description: 'The time zone of whoever has none of their own.' },
    hours: {
      type: 'object',
      additionalProperties: { anyOf: [week, { type: 'string' }] },
      description: 'Hours that owners and pools can name.',
    },
    owners: { type: 'array', items: owner, maxItems: rosterLimits.ownersMax },
    pools: { type: 'array', items: pool, maxItems: rosterLimits.poolsMax },
    restrictions: { type: 'array', items: contactEntry, description: 'Whom nobody may contact.' },
    consents: { type: 'array', items: consent, description: 'Who agreed to be contacted, or does so no more.' },
  },
} as const

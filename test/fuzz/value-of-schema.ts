import type { Random } from '@rightful/engine/testing'

/** A schema as the API's description writes it; only what is read here. */
export type Schema = Readonly<Record<string, unknown>>

/** What values are made from. */
export type ValueSource = {
  readonly random: Random
  /** `#/components/schemas/Name` by name. */
  readonly named: Readonly<Record<string, Schema>>
  /** Ids, cursors and names that the server answered. */
  readonly heard: readonly string[]
  readonly texts: readonly string[]
}

const DEPTH_MAX = 6

/** An object's own fields; none for anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {}
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A value that fits a schema, or nearly: patterns and limits of texts are tried for, not kept to. */
export function valueOfSchema(schema: Schema, source: ValueSource, depth = 0): unknown {
  const { random } = source
  const reference = schema['$ref']
  if (typeof reference === 'string') {
    const named = source.named[reference.split('/').at(-1) ?? '']
    return named === undefined ? null : valueOfSchema(named, source, depth + 1)
  }
  if ('const' in schema) return schema['const']
  const oneOf = [schema['enum'], schema['examples']].map(listOf).find((items) => items.length > 0)
  if (oneOf !== undefined) return random.pick(oneOf)
  if ('example' in schema && random.chance(0.4)) return schema['example']
  const choices = [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])]
  if (choices.length > 0) return valueOfSchema(fieldsOf(random.pick(choices)), source, depth + 1)
  const all = listOf(schema['allOf']).map((part) => valueOfSchema(fieldsOf(part), source, depth + 1))
  if (all.length > 0) return Object.assign({}, ...all.map(fieldsOf))
  const type = Array.isArray(schema['type']) ? random.pick(schema['type']) : schema['type']
  return ofType(String(type), schema, { source, depth })
}

type Place = { readonly source: ValueSource; readonly depth: number }

function ofType(type: string, schema: Schema, { source, depth }: Place): unknown {
  const { random } = source
  switch (type) {
    case 'object':
      return objectOf(schema, { source, depth })
    case 'array': {
      const count = depth > DEPTH_MAX ? 0 : random.between(Number(schema['minItems'] ?? 0), 3)
      return Array.from({ length: count }, () => valueOfSchema(fieldsOf(schema['items']), source, depth + 1))
    }
    case 'integer':
    case 'number': {
      const low = Number(schema['minimum'] ?? 0)
      return random.between(low, Math.min(Number(schema['maximum'] ?? 1000), low + 1000))
    }
    case 'boolean':
      return random.chance(0.5)
    case 'null':
      return null
    case 'string':
      return textOf(schema, source)
    default:
      return random.pick([null, 1, 'x', [], {}, true, random.pick(source.texts)])
  }
}

function objectOf(schema: Schema, { source, depth }: Place): unknown {
  const { random } = source
  const required = new Set(listOf(schema['required']))
  const made: Record<string, unknown> = {}
  for (const [name, part] of Object.entries(fieldsOf(schema['properties']))) {
    const isTaken = required.has(name) || (depth < DEPTH_MAX && random.chance(0.5))
    if (isTaken) made[name] = valueOfSchema(fieldsOf(part), source, depth + 1)
  }
  const further = fieldsOf(schema['additionalProperties'])
  const isOpen = schema['additionalProperties'] !== false && Object.keys(made).length === 0
  if (isOpen && depth < DEPTH_MAX) {
    const names = ['country', 'email', 'employees', 'company', 'phone', random.pick(source.texts)]
    for (const name of random.some(names, 2)) made[name] = valueOfSchema(further, source, depth + 1)
  }
  return made
}

const people = ['ava-reed', 'lena-vogt', 'inbound-desk', 'acme', 'nobody']

function textOf(schema: Schema, { random, heard, texts }: ValueSource): string {
  const hour = `2026-11-${10 + random.below(20)}T0${random.below(10)}:00:00Z`
  switch (schema['format']) {
    case 'uuid':
      return heard.length > 0 && random.chance(0.8) ? random.pick(heard) : '01a20f8d-7e3c-7051-8c65-a8af8cd687f6'
    case 'date-time':
      return hour
    case 'date':
      return hour.slice(0, 10)
    case 'email':
      return `p${random.below(50)}@example.com`
    case 'uri':
      // No machine but this one is called, and this one must not be.
      return random.pick(['https://127.0.0.1:9/x', 'http://[::1]:9/', 'https://10.0.0.1/', 'smtp://u:p@127.0.0.1:9'])
    default:
      return random.chance(0.5) ? random.pick([...people, 'DE', 'Europe/Berlin', 'PT15M', hour]) : pickText()
  }
  function pickText(): string {
    return heard.length > 0 && random.chance(0.5) ? random.pick(heard) : random.pick(texts)
  }
}

/** A JSON Schema as plain data. */
export type JsonSchema = { readonly [keyword: string]: unknown }

/** A map with a closed list of keys. */
export function closedMap(
  description: string,
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): JsonSchema {
  return { type: 'object', description, properties, required, additionalProperties: false }
}

/** A reference to a shared definition, with what it means in this place. */
export function ref(name: string, description?: string): JsonSchema {
  return description === undefined ? { $ref: `#/$defs/${name}` } : { $ref: `#/$defs/${name}`, description }
}

/** One word of a closed list. */
export function choice(description: string, words: readonly string[], byDefault?: string): JsonSchema {
  return { description, enum: words, ...(byDefault === undefined ? {} : { default: byDefault }) }
}

/** A section whose entries may all be commented out. */
export function optional(schema: JsonSchema): JsonSchema {
  const { description, ...rest } = schema
  return { description, anyOf: [rest, { type: 'null' }] }
}

/** A text as YAML may write it: a name such as `2026` or `true` needs no quotes. */
export const looseText: JsonSchema = { type: ['string', 'number', 'boolean'] }

import { z } from 'zod'

/** A JSON Schema as the API's description has them; what is not named here is of no meaning for types. */
type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly default?: unknown
}

const schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    anyOf: z.array(schema).optional(),
    oneOf: z.array(schema).optional(),
    allOf: z.array(schema).optional(),
    items: schema.optional(),
    prefixItems: z.array(schema).optional(),
    properties: z.record(z.string(), schema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), schema]).optional(),
    default: z.unknown().optional(),
  }),
)

const content = z.record(z.string(), z.object({ schema: schema.optional() }))
const operation = z.object({
  operationId: z.string(),
  parameters: z
    .array(z.object({ in: z.string(), name: z.string(), required: z.boolean().default(false), schema }))
    .default([]),
  requestBody: z.object({ content, required: z.boolean().default(false) }).optional(),
  responses: z.record(z.string(), z.object({ content: content.optional() })),
})
const description = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), schema) }),
})

type Operation = z.output<typeof operation>

/** Whether a type is of what is sent or of what is answered: only what is sent may leave out what has a default. */
type Direction = 'sent' | 'answered'

const heading = `// Made from the API's description by test/api-types.test.ts; run it with RIGHTFUL_WRITE_API_TYPES=1 after changing a route.
`

/**
 * Prints the API's description (OpenAPI 3.1) as TypeScript: one type `paths`, as openapi-fetch reads it, and one type for each
 * schema that has a name. Failures are all one type, `Problem`. Throws where the document is none that we write.
 */
export function printApiTypes(document: unknown): string {
  const { paths, components } = description.parse(document)
  const named = Object.entries(components.schemas)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, shape]) => `export type ${name} = ${print(shape, directionOf(name))}\n`)
  const printed = Object.entries(paths).map(([path, methods]) => {
    const operations = Object.entries(methods).map(([method, spec]) => `    ${method}: ${printOperation(spec)}`)
    return `  ${JSON.stringify(path)}: {\n${operations.join('\n')}\n  }\n`
  })
  return `${heading}\n${named.join('\n')}\nexport type paths = {\n${printed.join('')}}\n`
}

/** Schemas of what is sent are named so. */
function directionOf(name: string): Direction {
  return /(Request|Query|Config)$/.test(name) ? 'sent' : 'answered'
}

function printOperation(spec: Operation): string {
  const parameters = ['query', 'path', 'header'].flatMap((place) => {
    const found = spec.parameters.filter((parameter) => parameter.in === place)
    if (found.length === 0) return []
    const isRequired = found.some(({ required }) => required)
    const fields = found.map(
      ({ name, required, schema: shape }) => `${key(name)}${required ? '' : '?'}: ${print(shape, 'sent')}`,
    )
    return [`${place}${isRequired ? '' : '?'}: { ${fields.join('; ')} }`]
  })
  const body = spec.requestBody
  const answers = Object.entries(spec.responses)
    .filter(([status]) => /^[23]/.test(status))
    .map(([status, { content: answer }]) => `${status}: { content: ${printContent(answer ?? {}, 'answered')} }`)
  return [
    '{',
    `parameters: { ${parameters.join('; ')} };`,
    ...(body === undefined
      ? []
      : [`requestBody${body.required ? '' : '?'}: { content: ${printContent(body.content, 'sent')} };`]),
    `responses: { ${answers.join('; ')}; default: { content: { 'application/problem+json': Problem } } } }`,
  ].join(' ')
}

function printContent(types: z.output<typeof content>, direction: Direction): string {
  const printed = Object.entries(types).map(([type, { schema: shape }]) => {
    return `${JSON.stringify(type)}: ${shape === undefined ? 'unknown' : print(shape, direction)}`
  })
  return printed.length === 0 ? '{ [type: string]: never }' : `{ ${printed.join('; ')} }`
}

function print(shape: Schema, direction: Direction): string {
  if (shape.$ref !== undefined) return shape.$ref.slice(shape.$ref.lastIndexOf('/') + 1)
  if (shape.const !== undefined) return JSON.stringify(shape.const)
  if (shape.enum !== undefined) return shape.enum.map((value) => JSON.stringify(value)).join(' | ')
  const choices = shape.anyOf ?? shape.oneOf
  if (choices !== undefined) return union(choices.map((choice) => print(choice, direction)))
  if (shape.allOf !== undefined) return shape.allOf.map((part) => `(${print(part, direction)})`).join(' & ')
  const types = typeof shape.type === 'string' ? [shape.type] : (shape.type ?? ['unknown'])
  return union(types.map((type) => printType(type, shape, direction)))
}

function printType(type: string, shape: Schema, direction: Direction): string {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
    case 'unknown':
      return type
    case 'integer':
    case 'number':
      return 'number'
    case 'array':
      if (shape.prefixItems !== undefined)
        return `[${shape.prefixItems.map((item) => print(item, direction)).join(', ')}]`
      return `(${shape.items === undefined ? 'unknown' : print(shape.items, direction)})[]`
    case 'object':
      return printObject(shape, direction)
    default:
      throw new Error(`The description has a type of which no TypeScript is known: ${type}.`)
  }
}

function printObject({ properties = {}, required = [], additionalProperties }: Schema, direction: Direction): string {
  const fields = Object.entries(properties).map(([name, shape]) => {
    const isThere = required.includes(name) && !(direction === 'sent' && shape.default !== undefined)
    return `${key(name)}${isThere ? '' : '?'}: ${print(shape, direction)}`
  })
  const rest = typeof additionalProperties === 'object' ? print(additionalProperties, direction) : 'unknown'
  if (fields.length === 0) return `{ [name: string]: ${rest} }`
  return `{ ${fields.join('; ')} }`
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(' | ')
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from '@rightful/engine/testing'
import { mutateValue } from './mutate-value.ts'
import type { NaughtyValues } from './naughty-values.ts'
import { fieldsOf, type Schema, valueOfSchema, type ValueSource } from './value-of-schema.ts'

/** A request as it is sent. */
export type MadeRequest = {
  readonly method: string
  /** With its query, and only of characters that a request line may have. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | null
}

type Operation = {
  readonly method: string
  readonly path: string
  readonly parameters: readonly Readonly<Record<string, unknown>>[]
  readonly body: { readonly type: string; readonly schema: Schema } | null
}

/** Makes requests of an API from its description, by chance: most of them nearly right, since only those get deep. */
export function createRequestMaker(
  description: unknown,
  {
    random,
    naughty,
    heard,
  }: { readonly random: Random; readonly naughty: NaughtyValues; readonly heard: readonly string[] },
): () => MadeRequest {
  const document = fieldsOf(description)
  const named: Record<string, Schema> = {}
  for (const [name, schema] of Object.entries(fieldsOf(fieldsOf(document['components'])['schemas'])))
    named[name] = fieldsOf(schema)
  const operations = operationsOf(document)
  const source = { random, named, heard, texts: naughty.texts }
  return () => {
    const operation = random.pick(operations)
    const method = random.chance(0.01)
      ? random.pick(['PUT', 'TRACE', 'OPTIONS', 'HEAD', 'DELETE', 'QUERY'])
      : operation.method
    const body = ['GET', 'HEAD', 'TRACE', 'OPTIONS'].includes(method) ? null : bodyOf(operation, source, naughty)
    return { method, path: pathOf(operation, source), headers: headersOf(operation, source), body }
  }
}

function operationsOf(document: Readonly<Record<string, unknown>>): readonly Operation[] {
  return Object.entries(fieldsOf(document['paths'])).flatMap(([path, methods]) =>
    Object.entries(fieldsOf(methods)).map(([method, told]): Operation => {
      const { parameters, requestBody } = fieldsOf(told)
      const [content] = Object.entries(fieldsOf(fieldsOf(requestBody)['content']))
      const listed = Array.isArray(parameters) ? parameters.map(fieldsOf) : []
      const body = content === undefined ? null : { type: content[0], schema: fieldsOf(fieldsOf(content[1])['schema']) }
      return { method: method.toUpperCase(), path, parameters: listed, body }
    }),
  )
}

function pathOf({ path, parameters }: Operation, source: ValueSource): string {
  const { random, texts } = source
  if (random.chance(0.01))
    return random.pick([
      '/',
      '//',
      '/%zz',
      '/%00',
      '/v1/../v1/leads',
      '/v1/leads/%2e%2e',
      `/v1/${'x'.repeat(8000)}`,
      '*',
    ])
  const part = ({ schema }: Readonly<Record<string, unknown>>): string => {
    const value = random.chance(0.85) ? valueOfSchema(fieldsOf(schema), source) : random.pick(texts)
    return encoded(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null'))
  }
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const found = parameters.find((parameter) => parameter['in'] === 'path' && parameter['name'] === name)
    return part(found ?? {}) || 'x'
  })
  const query = parameters
    .filter((parameter) => parameter['in'] === 'query' && random.chance(0.4))
    .map((parameter) => `${encoded(String(parameter['name']))}=${part(parameter)}`)
  if (random.chance(0.02))
    query.push(random.pick(['limit=1&limit=2', 'x', '=', '%', 'a[b]=c', `q=${'y'.repeat(4000)}`]))
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`
}

function encoded(text: string): string {
  return encodeURIComponent(text.slice(0, 3000).toWellFormed())
}

function headersOf({ body }: Operation, { random }: ValueSource): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {}
  if (body !== null) headers['content-type'] = body.type
  if (random.chance(0.02)) {
    headers['content-type'] = random.pick([
      '',
      'text/plain',
      'application/json; charset=utf-16',
      'x',
      'multipart/form-data',
      'application/x-www-form-urlencoded',
      'text/csv',
    ])
  }
  if (random.chance(0.1))
    headers['if-match'] = random.pick(['*', '"1"', '"2"', 'W/"1"', '"x"', '1', '"99999999999999999999"', ''])
  if (random.chance(0.1))
    headers['idempotency-key'] = random.pick(['a', `k${random.below(100)}`, 'x'.repeat(201), ' ', 'é'])
  if (random.chance(0.02)) headers['content-encoding'] = random.pick(['gzip', 'br', 'x'])
  if (random.chance(0.02)) headers['last-event-id'] = random.pick(['0', '-1', 'x', '99999999999999999999'])
  if (random.chance(0.02)) headers['traceparent'] = random.pick(['00-0-0-0', 'x'])
  if (random.chance(0.02)) headers['accept'] = random.pick(['text/markdown', '*/*;q=x', 'text/csv', ''])
  if (random.chance(0.02)) headers['cookie'] = random.pick(['rightful=x', '=;=', `rightful=${'y'.repeat(3000)}`])
  return headers
}

const example = join(import.meta.dirname, '../../examples/halden')
const policy = readFileSync(join(example, 'policy.yaml'), 'utf8')
const territories = readFileSync(join(example, 'territories.csv'), 'utf8')

function bodyOf({ path, body }: Operation, source: ValueSource, naughty: NaughtyValues): Uint8Array | null {
  const { random, texts } = source
  if (body === null) return random.chance(0.03) ? Buffer.from('{}') : null
  if (random.chance(0.05)) return random.pick(naughty.bodies)
  const fitting =
    /\/v1\/policies|\/v1\/changes|what-?if/.test(path) && random.chance(0.5)
      ? policyBody(random, texts)
      : valueOfSchema(body.schema, source)
  if (!body.type.includes('json')) return Buffer.from(plainBody(path, source).toWellFormed())
  const value = random.chance(0.6) ? mutateValue(fitting, random, texts) : fitting
  const text = JSON.stringify(value) ?? 'null'
  return Buffer.from(random.chance(0.02) ? text.slice(0, random.below(text.length + 1)) : text)
}

function plainBody(path: string, { random, texts }: ValueSource): string {
  const row = (): string =>
    Array.from({ length: 3 }, () => random.pick([...texts, 'DE', 'a@example.com', 'x,y', '"']).slice(0, 300)).join(
      random.pick([',', ';']),
    )
  const head = path.includes('imports') ? 'email,country,company' : 'id,name,domains'
  return [random.chance(0.8) ? head : row(), ...Array.from({ length: random.below(6) }, row)].join(
    random.pick(['\n', '\r\n']),
  )
}

/** The policy of the example with a few places changed: lines taken out, doubled, moved in, cut, or a text put somewhere. */
function policyBody(random: Random, texts: readonly string[]): Readonly<Record<string, unknown>> {
  const lines = policy.split('\n')
  for (let left = random.below(4); left > 0; left -= 1) {
    const at = random.below(lines.length)
    const line = lines[at] ?? ''
    const place = random.below(line.length + 1)
    const others = [
      '',
      `${line}\n${line}`,
      `  ${line}`,
      line.trimStart(),
      line.slice(0, place),
      lines[random.below(lines.length)] ?? '',
    ]
    const spliced = line.slice(0, place) + random.pick(texts).slice(0, 200) + line.slice(place)
    lines[at] = random.chance(0.4) ? spliced : random.pick(others)
  }
  const tables = random.chance(0.8) ? { 'territories.csv': territories } : {}
  return { document: lines.join('\n'), tables, title: 'x', reason: 'x' }
}

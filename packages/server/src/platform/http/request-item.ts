import type { ErrorItem } from '@rightful/contract'

/** What a schema says of one field of a request, as far as it is told. */
export type SchemaIssue = {
  readonly code?: string | undefined
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly keys?: readonly string[]
  readonly expected?: string
  readonly format?: string
  readonly pattern?: string
  readonly origin?: string
  readonly minimum?: number | bigint
  readonly maximum?: number | bigint
  readonly values?: readonly unknown[]
}

/** What is wrong with a field, and how to mend it. */
type Words = Pick<ErrorItem, 'what' | 'mend'>

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
}

const formats: Readonly<Record<string, Words>> = {
  datetime: {
    what: 'is no instant',
    mend: 'Write a date, a time and an offset, such as 2026-11-24T09:15:00Z.',
  },
  date: { what: 'is no date', mend: 'Write it as 2026-11-24.' },
  uuid: { what: 'is no id of ours', mend: 'Copy the id as it was answered.' },
  url: { what: 'is no address', mend: 'Write it in full, such as https://example.com/path.' },
  email: { what: 'is no mail address', mend: 'Write it as name@example.com.' },
}

/** The entries of a failure for one issue; `part` is where it is: `body`, `query`, `path`. */
export function requestItems(part: string, issue: SchemaIssue): readonly ErrorItem[] {
  const where = [part, ...issue.path.map(String)].join('/')
  if (issue.code !== 'unrecognized_keys') return [{ where, ...wordsOf(issue) }]
  return (issue.keys ?? []).map((key) => ({
    where: `${where}/${key}`,
    what: 'is no field here',
    mend: 'Leave it out, or compare its spelling with /v1/openapi.json.',
  }))
}

function wordsOf(issue: SchemaIssue): Words {
  const { code, message, values = [], format = '', pattern } = issue
  switch (code) {
    case 'invalid_type':
      return typeWords(issue)
    case 'invalid_value':
      if (message.startsWith('Invalid')) return { what: 'is none of the values taken', mend: `Send ${oneOf(values)}.` }
      break
    case 'invalid_format': {
      const known = formats[format]
      if (message.startsWith('Invalid') && known !== undefined) return known
      if (format === 'regex')
        return { what: 'has another form than is taken', mend: `It has to match ${pattern ?? ''}` }
      break
    }
    case 'too_small':
      return boundWords(issue, { bound: issue.minimum, less: 'less than', fewer: 'fewer than' })
    case 'too_big':
      return boundWords(issue, { bound: issue.maximum, less: 'more than', fewer: 'more than' })
    default:
  }
  return { what: message, mend: null }
}

function typeWords({ expected = '', message }: SchemaIssue): Words {
  const kind = kinds[expected]
  const isMissing = message.endsWith('received undefined')
  if (kind === undefined) return { what: isMissing ? 'is missing' : message, mend: null }
  return { what: isMissing ? 'is missing' : `is not ${kind}`, mend: `Send ${kind}.` }
}

function boundWords(
  { origin, message }: SchemaIssue,
  {
    bound,
    less,
    fewer,
  }: { readonly bound: number | bigint | undefined; readonly less: string; readonly fewer: string },
): Words {
  if (bound === undefined || !message.startsWith('Too ')) return { what: message, mend: null }
  const [one, many] = origin === 'string' ? ['character', 'characters'] : ['entry', 'entries']
  if (origin !== 'string' && origin !== 'array') return { what: `is ${less} ${bound}`, mend: null }
  const isOne = Number(bound) === 1
  if (isOne && fewer === 'fewer than') return { what: 'is empty', mend: null }
  return { what: `has ${fewer} ${bound} ${isOne ? one : many}`, mend: null }
}

function oneOf(values: readonly unknown[]): string {
  const texts = values.map(String)
  return texts.length === 1 ? texts.join('') : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1) ?? ''}`
}

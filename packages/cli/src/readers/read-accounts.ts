import type { Account, Value } from '@rightful/engine'
import type { TargetField } from './plan-columns.ts'
import { readRows, type FoundInFile, type ReadRowsOptions } from './read-rows.ts'
import { rejectedRow, type ReadableRow, type RejectedRow } from './source-row.ts'

/** The kinds of value that a further attribute of an account may hold. */
export type AttributeKind = 'string' | 'integer' | 'number' | 'boolean'

export type ReadAccountsOptions = Omit<ReadRowsOptions, 'fields'> & {
  /** Attributes beyond the built-in ones, as the policy's `account_fields` declare them. */
  readonly attributes: ReadonlyMap<string, AttributeKind>
}

/** A file of accounts, read whole: matching needs all of them. */
export type AccountFile = {
  readonly accounts: readonly Account[]
  readonly rejected: readonly RejectedRow[]
  readonly found: FoundInFile
}

const builtIn: readonly TargetField[] = [
  { name: 'id', type: null, headings: ['account id', 'record id', 'external id'] },
  {
    name: 'name',
    type: null,
    headings: ['account name', 'company name', 'company', 'legal name', 'account', 'organization', 'organisation'],
  },
  {
    name: 'domains',
    type: null,
    headings: ['domain', 'website', 'company domain', 'website url', 'domain name', 'web domain'],
  },
  { name: 'country', type: null },
  { name: 'subdivision', type: null },
  { name: 'city', type: null },
  { name: 'postal_code', type: null },
  { name: 'phone', type: null },
  { name: 'tier', type: null, headings: ['account tier'] },
  { name: 'owner', type: null, headings: ['account owner', 'owner id'] },
  { name: 'parent', type: null, headings: ['parent account', 'parent id', 'parent account id', 'subsidiary of'] },
  { name: 'also_known_as', type: null, headings: ['aliases', 'aka', 'trade name', 'dba'] },
]

/**
 * Reads a file of accounts: CSV, NDJSON or JSON, with the columns `id`, `name`, `domains` and `also_known_as` (several,
 * separated by `;` or `|`), `country`, `subdivision`, `city`, `postal_code`, `phone`, `tier`, `owner`, `parent`. Without a
 * column `id`, the name is the id. An account without a name, or with an id that came before, is rejected.
 */
export async function readAccounts(path: string, options: ReadAccountsOptions): Promise<AccountFile> {
  const further = [...options.attributes.keys()].filter((name) => !builtIn.some((field) => field.name === name))
  const fields = [...builtIn, ...further.map((name) => ({ name, type: null, headings: [] }))]
  const reading = await readRows(path, { ...options, fields })
  const accounts: Account[] = []
  const rejected: RejectedRow[] = []
  const lineOfId = new Map<string, number>()
  for await (const rows of reading.batches) {
    for (const row of rows) {
      const result = row.kind === 'rejected' ? row : toAccount(row, lineOfId, options.attributes)
      if ('kind' in result) rejected.push(result)
      else accounts.push(result)
    }
  }
  return { accounts, rejected, found: reading.found() }
}

function toAccount(
  { line, values }: ReadableRow,
  lineOfId: Map<string, number>,
  kinds: ReadAccountsOptions['attributes'],
): Account | RejectedRow {
  const reject = (reason: string): RejectedRow => rejectedRow(line, reason, JSON.stringify(values))
  const name = text(values.name)
  if (name === undefined) return reject('has no name')
  const id = text(values.id) ?? name
  const before = lineOfId.get(id)
  if (before !== undefined) return reject(`repeats the id ${id} of line ${before}`)
  lineOfId.set(id, line)
  const optional = {
    alsoKnownAs: texts(values.also_known_as, /[;|]/),
    domains: texts(values.domains, /[;|,\s]+/),
    country: text(values.country),
    subdivision: text(values.subdivision),
    city: text(values.city),
    postalCode: text(values.postal_code),
    phone: text(values.phone),
    tier: text(values.tier),
    owner: text(values.owner),
    parent: text(values.parent),
    attributes: attributes(values, kinds),
  }
  return { id, name, ...withoutMissing(optional) }
}

/** The same without the keys whose value is `undefined`. */
function withoutMissing<Shape extends object>(given: Shape): Partial<Shape> {
  const kept: Partial<Shape> = { ...given }
  for (const key in kept) if (kept[key] === undefined) delete kept[key]
  return kept
}

function text(given: unknown): string | undefined {
  if (typeof given === 'number') return String(given)
  if (typeof given !== 'string') return undefined
  const trimmed = given.trim()
  return trimmed === '' ? undefined : trimmed
}

/** Several texts, given as a list or separated. */
function texts(given: unknown, separator: RegExp): readonly string[] | undefined {
  const parts: readonly unknown[] = Array.isArray(given) ? given : (text(given)?.split(separator) ?? [])
  const found = parts.map(text).filter((part) => part !== undefined)
  return found.length === 0 ? undefined : found
}

function attributes(
  values: Readonly<Record<string, unknown>>,
  kinds: ReadAccountsOptions['attributes'],
): Readonly<Record<string, Value>> | undefined {
  const found: Record<string, Value> = {}
  for (const [name, kind] of kinds) {
    const value = attribute(values[name], kind)
    if (value !== undefined) found[name] = value
  }
  return Object.keys(found).length === 0 ? undefined : found
}

/** A value of the declared kind; what cannot be read as that kind is missing. */
function attribute(given: unknown, kind: AttributeKind): Value | undefined {
  if (kind === 'boolean') return typeof given === 'boolean' ? given : booleans.get(text(given)?.toLowerCase() ?? '')
  const said = text(given)
  if (said === undefined || kind === 'string') return said
  const number = Number(said.replaceAll(/(?<=\d)[ ,'](?=\d{3}\b)/g, ''))
  if (!Number.isFinite(number)) return undefined
  return kind === 'integer' && !Number.isSafeInteger(number) ? undefined : number
}

const booleans = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
])

import { hash } from 'node:crypto'
import type { CsvColumn } from '../../platform/csv/csv-column.ts'
import { recordIdOf } from './record-id.ts'
import { peopleResources, type PeopleResource } from './resources.ts'

/** A kind of record as a CSV file has it. */
export type CsvTable = {
  /** As in `/v1/csv/owners`. */
  readonly name: string
  readonly resource: PeopleResource
  /** The columns of the record's id, from the outermost, then those of its body. */
  readonly idColumns: readonly string[]
  /** Columns that each row has to fill. */
  readonly required: readonly string[]
  readonly columns: readonly CsvColumn[]
  /** An id for a row without one, the same for the same row; `null`: the row needs one. */
  readonly makeId: ((cells: ReadonlyMap<string, string>) => string) | null
}

const text = (...names: readonly string[]): readonly CsvColumn[] => names.map((name) => ({ name, kind: 'text' }))
const integer = (name: string): CsvColumn => ({ name, kind: 'integer' })
const number = (name: string): CsvColumn => ({ name, kind: 'number' })
const truth = (name: string): CsvColumn => ({ name, kind: 'boolean' })
const json = (name: string): CsvColumn => ({ name, kind: 'json' })
const list = (...names: readonly string[]): readonly CsvColumn[] => names.map((name) => ({ name, kind: 'list' }))

/** The kinds of record that can be written and read as CSV. */
export const csvTables: readonly CsvTable[] = [
  {
    name: 'owners',
    resource: resourceOf('owner'),
    idColumns: ['id'],
    required: ['id'],
    columns: [
      ...text('name', 'email', 'team'),
      truth('active'),
      ...text('country', 'zone'),
      json('hours'),
      ...text('holidays'),
      json('overrides'),
      integer('capacity'),
      json('caps'),
      integer('open_leads'),
      ...list('certifications', 'skills', 'languages'),
      json('attributes'),
    ],
    makeId: null,
  },
  {
    name: 'pools',
    resource: resourceOf('pool'),
    idColumns: ['id'],
    required: ['id'],
    columns: [
      ...text('name'),
      truth('active'),
      ...text('strategy'),
      json('on_return'),
      truth('respect_hours'),
      ...text('zone'),
      ...['hours', 'overrides', 'absences', 'caps'].map(json),
      truth('count_bound'),
    ],
    makeId: null,
  },
  {
    name: 'members',
    resource: resourceOf('member'),
    idColumns: ['pool', 'owner'],
    required: ['pool', 'owner'],
    columns: [integer('weight'), ...text('from', 'until'), number('received')],
    makeId: null,
  },
  {
    name: 'absences',
    resource: resourceOf('absence'),
    idColumns: ['owner', 'id'],
    required: ['owner', 'from'],
    columns: text('from', 'until', 'note'),
    makeId: (cells) => digest([cells.get('from'), cells.get('until')]),
  },
  {
    name: 'licences',
    resource: resourceOf('licence'),
    idColumns: ['owner', 'id'],
    required: ['owner', 'kind', 'area'],
    columns: text('kind', 'area', 'from', 'until', 'basis', 'source'),
    makeId: (cells) => digest(['kind', 'area', 'from'].map((name) => cells.get(name))),
  },
  {
    name: 'restrictions',
    resource: resourceOf('restriction'),
    idColumns: ['id'],
    required: [],
    columns: text('email', 'domain', 'phone', 'account', 'channel', 'from', 'until', 'reason', 'basis', 'source'),
    makeId: (cells) => digest(['email', 'domain', 'phone', 'account', 'channel'].map((name) => cells.get(name))),
  },
  {
    name: 'consents',
    resource: resourceOf('consent'),
    idColumns: ['id'],
    required: [],
    columns: [
      ...text('email', 'domain', 'phone', 'account', 'channel', 'from', 'until', 'reason', 'basis', 'source'),
      { name: 'withdrawn', kind: 'boolean' },
    ],
    makeId: (cells) =>
      digest(['email', 'domain', 'phone', 'account', 'channel', 'from', 'withdrawn'].map((name) => cells.get(name))),
  },
]

/** The place of a record in the API, as problems name it. */
export function placeOfRecord({ name }: CsvTable, parts: readonly string[]): string {
  const [outer = '', inner = ''] = parts
  if (name === 'members') return `pools/${outer}/members/${inner}`
  if (name === 'absences' || name === 'licences') return `owners/${outer}/${name}/${inner}`
  return `${name}/${outer}`
}

/** The id of the record that a row's parts name. */
export function recordIdOfRow(parts: readonly string[]): string {
  return recordIdOf(...parts)
}

function digest(parts: readonly (string | undefined)[]): string {
  return hash('sha256', JSON.stringify(parts.map((part) => part ?? null)), 'base64url').slice(0, 16)
}

function resourceOf(kind: PeopleResource['kind']): PeopleResource {
  const resource = peopleResources.find((candidate) => candidate.kind === kind)
  if (resource === undefined) throw new Error(`No resource is of the kind ${kind}.`)
  return resource
}

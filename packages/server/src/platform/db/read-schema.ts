import { quoted } from './queries.ts'
import type { Queryable } from './queryable.ts'
import {
  listColumns,
  listConstraints,
  listFunctions,
  listIndexes,
  listSequences,
  listTriggers,
  listViews,
} from './schema-queries.ts'
import type { ColumnRow, ConstraintRow } from './schema-queries.ts'

/**
 * The schema of a database as statements that make it, read from the catalogue: the same text on every supported version of
 * PostgreSQL and whatever the order of the migrations. The table of applied migrations is part of it.
 */
export async function readSchema(db: Queryable): Promise<string> {
  const columns = await listColumns(db)
  const constraints = await listConstraints(db)
  const foreign = constraints.filter((constraint) => constraint.kind === 'f')
  const others = constraints.filter((constraint) => constraint.kind !== 'f')
  const parts = [
    ...(await listFunctions(db)).map(({ definition }) => `${definition.trim()};`),
    ...(await listSequences(db)).map(({ definition }) => `${definition};`),
    ...tableNames(columns).map((table) => createTable(table, columns, others)),
    ...foreign.map(addConstraint),
    ...(await listIndexes(db))
      .filter((index) => !index.isOfConstraint)
      .map(({ definition }) => `${unqualified(definition)};`),
    ...(await listTriggers(db)).map(({ definition }) => `${unqualified(definition)};`),
    ...(await listViews(db)).map(({ definition }) => definition),
  ]
  return `${parts.join('\n\n')}\n`
}

function tableNames(columns: readonly ColumnRow[]): readonly string[] {
  return [...new Set(columns.map((column) => column.table))]
}

function createTable(table: string, columns: readonly ColumnRow[], constraints: readonly ConstraintRow[]): string {
  const lines = [
    ...columns.filter((column) => column.table === table).map(columnLine),
    ...constraints
      .filter((constraint) => constraint.table === table)
      .map(({ name, definition }) => `constraint ${name} ${definition}`),
  ]
  return `create table ${plainName(table)} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n);`
}

function columnLine(column: ColumnRow): string {
  const required = column.isRequired ? ' not null' : ''
  return `${plainName(column.name)} ${column.type}${ruleOf(column)}${required}`
}

function ruleOf({ rule, generated, identity }: ColumnRow): string {
  if (identity !== '') return ` generated ${identity === 'a' ? 'always' : 'by default'} as identity`
  if (rule === null) return ''
  if (generated === '') return ` default ${rule}`
  return ` generated always as (${rule}) ${generated === 's' ? 'stored' : 'virtual'}`
}

function addConstraint({ table, name, definition }: ConstraintRow): string {
  return `alter table ${plainName(table)} add constraint ${plainName(name)} ${definition};`
}

/** PostgreSQL writes the schema's name before the table's in some definitions; the statements are for any schema. */
function unqualified(definition: string): string {
  return definition.replace(/ ON (ONLY )?public\./, ' ON $1')
}

/** A name with quotes only where it needs them. */
function plainName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name) ? name : quoted(name)
}

/** The words among PostgreSQL's reserved ones that a table or column might well be called. */
const reserved = new Set(
  'all and any array as asc case check column constraint create default desc do else end except false for foreign from grant group having in limit not null offset on only or order primary references select table then to true union unique user using when where window with'.split(
    ' ',
  ),
)

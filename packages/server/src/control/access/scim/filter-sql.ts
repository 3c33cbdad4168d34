import { type Filter, type FilterOperator, type FilterValue } from './filter.ts'
import { scimRefusal } from './scim-refusal.ts'

/** What an attribute is in SQL. `folded`: upper and lower case are the same. */
export type FilterColumn = {
  readonly sql: string
  readonly kind: 'exact' | 'folded' | 'flag'
}

/** A condition of SQL, with the values that are bound in it. */
export type Condition = { readonly sql: string; readonly values: readonly unknown[] }

/**
 * What a filter is in SQL, over these columns by the path of their attribute in lower case; `from` is the number of the first value.
 * Values are bound, and paths come from the table, so that nothing of a filter becomes SQL. Throws `provisioning_invalid`.
 */
export function conditionOf(
  filter: Filter | null,
  columns: ReadonlyMap<string, FilterColumn>,
  from: number,
): Condition {
  const values: unknown[] = []
  const bind = (value: unknown): string => `$${from + values.push(value) - 1}`
  const write = (part: Filter): string => {
    switch (part.kind) {
      case 'and':
      case 'or':
        return `(${part.parts.map(write).join(` ${part.kind} `)})`
      case 'not':
        return `not (${write(part.part)})`
      case 'compare': {
        const column = columns.get(plainPath(part.path))
        if (column === undefined) throw scimRefusal('invalidFilter', 'it is about an attribute that cannot be searched')
        return `coalesce(${comparison(column, part, bind)}, false)`
      }
    }
  }
  return { sql: filter === null ? 'true' : write(filter), values }
}

/** Without the schema's name, which stands in front of some. */
function plainPath(path: string): string {
  return path.replace(/^urn:ietf:params:scim:schemas:core:2\.0:(user|group):/, '')
}

function comparison(
  { sql, kind }: FilterColumn,
  { operator, value }: { readonly operator: FilterOperator; readonly value: FilterValue },
  bind: (value: unknown) => string,
): string {
  if (operator === 'pr' || value === null) {
    const isThere = operator === 'pr' || operator === 'ne'
    return `${sql} is ${isThere ? 'not null' : 'null'}`
  }
  if (kind === 'flag') {
    const isTrue = String(value).toLowerCase() === 'true'
    if (operator !== 'eq' && operator !== 'ne') throw scimRefusal('invalidFilter', 'a flag is compared by eq or ne')
    return `${sql} = ${bind(operator === 'eq' ? isTrue : !isTrue)}`
  }
  const given = kind === 'folded' ? String(value).toLowerCase() : String(value)
  const [left, right] = [kind === 'folded' ? `lower(${sql})` : sql, `${bind(given)}::text`]
  switch (operator) {
    case 'eq':
      return `${left} = ${right}`
    case 'ne':
      return `${left} is distinct from ${right}`
    case 'co':
      return `strpos(${left}, ${right}) > 0`
    case 'sw':
      return `starts_with(${left}, ${right})`
    case 'ew':
      return `right(${left}, length(${right})) = ${right}`
  }
}

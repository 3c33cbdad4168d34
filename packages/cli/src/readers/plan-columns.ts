import { CliError } from '../cli-error.ts'
import { headingKey, knownHeadings } from './known-headings.ts'
import { nearestName } from './nearest-name.ts'

/** A field that columns may be given to. */
export type TargetField = {
  readonly name: string
  readonly type: string | null
  /** Other usual names, beside those known for the field's name and type. */
  readonly headings?: readonly string[]
}

/** What was done with one column. */
export type ColumnUse = {
  /** As in the file; `column 5` where the heading is blank. */
  readonly heading: string
  /** The name under which its values go on: a field's, or the heading itself. */
  readonly name: string
  /** `map`: told so; `exact`: the heading is the field's name; `known`: another usual name for it; `none`: read by nobody. */
  readonly by: 'map' | 'exact' | 'known' | 'none'
}

export type ColumnPlan = {
  readonly columns: readonly ColumnUse[]
  /** Sentences on what a person should know, such as a heading that stands twice. */
  readonly notes: readonly string[]
}

/**
 * Decides which column feeds which field. What `--map` says comes first, then headings that are a field's name, then other
 * usual names for a field; each field takes one column, the first. Columns that feed no field keep their heading as name.
 */
export function planColumns(
  headings: readonly string[],
  fields: readonly TargetField[],
  map: ReadonlyMap<string, string>,
): ColumnPlan {
  const shown = headings.map((heading, index) => (heading.trim() === '' ? `column ${index + 1}` : heading.trim()))
  const taken = new Map<string, number>()
  const uses: (ColumnUse | undefined)[] = shown.map(() => undefined)
  const claim = (index: number, name: string, by: ColumnUse['by']): void => {
    uses[index] = { heading: shown[index] ?? '', name, by }
    taken.set(name, index)
  }
  claimMapped({ shown, fields, map }, claim)
  const matchers = [exactMatcher(fields), knownMatcher(fields)]
  for (const { by, fieldFor } of matchers) {
    shown.forEach((heading, index) => {
      const name = uses[index] === undefined ? fieldFor(heading) : null
      if (name !== null && !taken.has(name)) claim(index, name, by)
    })
  }
  const notes: string[] = []
  shown.forEach((heading, index) => {
    if (uses[index] === undefined) claim(index, freeName(heading, taken, notes), 'none')
  })
  return { columns: uses.filter((use) => use !== undefined), notes }
}

type Claim = (index: number, name: string, by: ColumnUse['by']) => void
type Request = {
  readonly shown: readonly string[]
  readonly fields: readonly TargetField[]
  readonly map: ReadonlyMap<string, string>
}

function claimMapped({ shown, fields, map }: Request, claim: Claim): void {
  for (const [heading, fieldName] of map) {
    const exact = shown.indexOf(heading)
    const index = exact === -1 ? shown.findIndex((candidate) => headingKey(candidate) === headingKey(heading)) : exact
    if (index === -1) {
      const near = nearestName(heading, shown)
      const hint = `The file has: ${shown.join(', ')}.${near === null ? '' : ` Did you mean ${near}?`}`
      throw new CliError('map_column_unknown', { where: '--map', what: `The file has no column ${heading}.`, hint })
    }
    const names = fields.map((field) => field.name)
    if (fields.length > 0 && !names.includes(fieldName) && !isReserved(fieldName)) {
      const near = nearestName(fieldName, names)
      const hint = `The fields are: ${names.join(', ')}.${near === null ? '' : ` Did you mean ${near}?`}`
      throw new CliError('map_field_unknown', { where: '--map', what: `There is no field ${fieldName}.`, hint })
    }
    claim(index, fieldName, 'map')
  }
}

/** Names that every lead has beside the policy's fields. */
function isReserved(name: string): boolean {
  return name === 'id' || name === 'priority'
}

type Matcher = { readonly by: ColumnUse['by']; readonly fieldFor: (heading: string) => string | null }

function exactMatcher(fields: readonly TargetField[]): Matcher {
  const byKey = new Map([
    ['id', 'id'],
    ['priority', 'priority'],
    ...fields.map((field) => [headingKey(field.name), field.name] as const),
  ])
  return { by: 'exact', fieldFor: (heading) => byKey.get(headingKey(heading)) ?? null }
}

function knownMatcher(fields: readonly TargetField[]): Matcher {
  const byKey = new Map<string, string>()
  const addAll = (headings: readonly string[], name: string): void => {
    for (const heading of headings) if (!byKey.has(headingKey(heading))) byKey.set(headingKey(heading), name)
  }
  const add = (word: string, name: string): void => addAll(knownHeadings[word] ?? [], name)
  for (const field of fields) addAll(field.headings ?? knownHeadings[field.name] ?? [], field.name)
  for (const field of fields) {
    // Two fields of one type, such as two phone numbers, cannot be told apart by the type's usual headings.
    const isOnly = fields.filter((other) => other.type === field.type).length === 1
    if (field.type !== null && isOnly) add(field.type, field.name)
  }
  add('id', 'id')
  return { by: 'known', fieldFor: (heading) => byKey.get(headingKey(heading)) ?? null }
}

/** A name for a column that feeds no field: its heading, numbered when that is taken. */
function freeName(heading: string, taken: ReadonlyMap<string, number>, notes: string[]): string {
  // Assigning to this name would set an object's prototype.
  const base = heading === '__proto__' ? '__proto__ (2)' : heading
  if (!taken.has(base)) return base
  let count = 2
  while (taken.has(`${base} (${count})`)) count += 1
  notes.push(
    `The heading ${heading} stands more than once; the first column is read, a later one is kept as ${base} (${count}).`,
  )
  return `${base} (${count})`
}

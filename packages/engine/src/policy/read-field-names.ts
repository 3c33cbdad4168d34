import { nearest } from '../language/suggest.ts'
import type { Field } from './policy.ts'
import type { PolicyReader, Spot } from './policy-reader.ts'
import { readNames } from './read-value.ts'

/** Reads a list of names of declared fields. */
export function readFieldNames(
  reader: PolicyReader,
  spot: Spot,
  { fields, max }: { readonly fields: readonly Field[]; readonly max: number },
): readonly string[] {
  const names = readNames(reader, spot, { max, wanted: 'a list of fields' }) ?? []
  const known = fields.map(({ name }) => name)
  const unknown = names.filter((name) => !known.includes(name))
  for (const name of unknown) tellUnknownField(reader, { ...spot, name }, known)
  return names.filter((name) => known.includes(name))
}

/** What a name was taken for, and where such names are declared. */
const declarations = { field: 'fields', 'account attribute': 'account_fields', 'derived value': 'derive' } as const

/** Tells that a name is not a field (or the like), where it stands in the list or map at the spot. */
export function tellUnknownField(
  reader: PolicyReader,
  { node, path, name, what = 'field' }: Spot & { readonly name: string; readonly what?: keyof typeof declarations },
  known: readonly string[],
): void {
  const item = node.kind === 'list' ? node.items.find((one) => one.kind === 'text' && one.value === name) : undefined
  const entry = node.kind === 'map' ? node.entries.find(({ key }) => key === name) : undefined
  const meant = nearest(name, known)
  reader.report({
    code: 'policy_field_unknown',
    message: `No ${what} is called \`${name}\`.`,
    hint: meant === null ? `Declare it under \`${declarations[what]}\`.` : `Did you mean \`${meant}\`?`,
    path,
    range: item ?? entry?.keyRange ?? { start: node.start, end: node.start },
  })
}

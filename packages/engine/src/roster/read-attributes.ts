import type { Value } from '../language/expression.ts'
import type { Spot } from '../policy/policy-reader.ts'
import { readEntries } from '../policy/read-map.ts'
import { readItems, tellWrongType } from '../policy/read-value.ts'
import { rosterLimits } from './roster-limits.ts'
import type { RosterReader } from './roster-reader.ts'

/** What `owner.*` reads of everybody; a further attribute cannot have such a name. */
export const builtInAttributes = [
  'id',
  'name',
  'email',
  'team',
  'zone',
  'country',
  'certifications',
  'skills',
  'languages',
  'licences',
] as const

/** Reads a person's further attributes, which a policy declares as `owner_fields`. */
export function readAttributes(reader: RosterReader, spot: Spot | null): Readonly<Record<string, Value>> {
  if (spot === null) return {}
  const entries =
    readEntries(reader, spot, { max: rosterLimits.attributesMax, wanted: 'attributes with their values' }) ?? []
  const attributes = new Map<string, Value>()
  for (const entry of entries) {
    if (!isReadable(reader, entry)) continue
    const value = entry.node.kind === 'list' ? readValues(reader, entry) : readSimpleValue(reader, entry)
    if (value !== null) attributes.set(entry.name, value)
  }
  return Object.fromEntries(attributes)
}

function isReadable(
  reader: RosterReader,
  entry: Spot & { readonly name: string; readonly keyRange: Spot['node'] | { start: number; end: number } },
): boolean {
  const { name, path, keyRange } = entry
  const isBuiltIn = builtInAttributes.some((known) => known === name)
  if (!isBuiltIn && /^[\p{L}_][\p{L}\p{N}\p{M}_]*$/u.test(name)) return true
  reader.tell(
    { node: keyRange, path },
    {
      code: 'roster_attribute_malformed',
      message: isBuiltIn
        ? `\`${name}\` is a key of the owner itself.`
        : `Conditions cannot read \`owner.${name.slice(0, 60)}\`.`,
      hint: isBuiltIn ? 'Move it out of `attributes`.' : 'Give it a name of letters, digits and underscores.',
    },
  )
  return false
}

function readValues(reader: RosterReader, spot: Spot): readonly Value[] | null {
  const items = readItems(reader, spot, { max: rosterLimits.valuesMax, wanted: 'a list of values' }) ?? []
  const values = items.map((item) => readSimpleValue(reader, item))
  return values.every((value) => value !== null) ? values : null
}

/** A text, a number, `true` or `false`. */
export function readSimpleValue(reader: RosterReader, spot: Spot): Value | null {
  const { node } = spot
  switch (node.kind) {
    case 'text':
    case 'number':
    case 'boolean':
      return node.value
    case 'map':
    case 'list':
    case 'nothing':
      return tellWrongType(reader, spot, 'a text, a number, `true` or `false`')
  }
}

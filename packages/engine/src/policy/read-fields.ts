import { nearest } from '../language/suggest.ts'
import { classOfType, fieldClasses, fieldTypes, valueTypeOf } from './field-types.ts'
import type { Field } from './policy.ts'
import { policyLimits } from './policy-limits.ts'
import type { PolicyReader, Spot } from './policy-reader.ts'
import { type MapReading, readEntries, readMap } from './read-map.ts'
import { isAttributeName } from './read-attribute-name.ts'
import { readBoolean, readChoice, readNames, readNumber, readText, tellWrongType, textOf } from './read-value.ts'

type FieldKey =
  | 'type'
  | 'many'
  | 'values'
  | 'aliases'
  | 'placeholders'
  | 'min'
  | 'max'
  | 'infer'
  | 'class'
  | 'description'

const keys = [
  'type',
  'many',
  'values',
  'aliases',
  'placeholders',
  'min',
  'max',
  'infer',
  'class',
  'description',
] as const satisfies readonly FieldKey[]

/** Reads a map of field declarations; slots are given in the order written. */
export function readFields(reader: PolicyReader, spot: Spot, reserved: ReadonlySet<string>): readonly Field[] {
  const entries = readEntries(reader, spot, { max: policyLimits.fieldsMax, wanted: 'a map of field names to types' })
  const fields: Field[] = []
  for (const entry of entries ?? []) {
    if (!isAttributeName(reader, entry, reserved)) continue
    const field = readField(reader, entry, fields.length)
    if (field !== null) fields.push(field)
  }
  return fields
}

function readField(reader: PolicyReader, spot: Spot & { readonly name: string }, slot: number): Field | null {
  const { node } = spot
  if (node.kind === 'text') {
    const type = fieldTypes.find((one) => one === node.value) ?? 'string'
    return tellWrongType(reader, spot, { wanted: 'a field, written as a map', hint: `Write \`{ type: ${type} }\`.` })
  }
  const map = readMap<FieldKey>(reader, spot, { keys, required: ['type'], what: 'a field' })
  const typeSpot = map?.get('type') ?? null
  if (map === null || typeSpot === null) return null
  const type = readChoice(reader, typeSpot, fieldTypes)
  if (type === null) return null
  tellUnfitOptions(reader, map, type)
  const values = type === 'enum' ? readEnumValues(reader, map) : []
  return {
    name: spot.name,
    type,
    many: given(map, 'many', (at) => readBoolean(reader, at)) ?? false,
    values,
    aliases: given(map, 'aliases', (at) => readAliases(reader, at, { type, values })) ?? {},
    placeholders:
      given(map, 'placeholders', (at) =>
        readNames(reader, at, { max: policyLimits.valuesMax, wanted: 'a list of texts' }),
      ) ?? [],
    ...readBounds(reader, map, type),
    infer: given(map, 'infer', (at) => readBoolean(reader, at)) ?? true,
    class: given(map, 'class', (at) => readChoice(reader, at, fieldClasses)) ?? classOfType(type),
    description: given(map, 'description', (at) => readText(reader, at)),
    slot,
    place: reader.placeOf(spot.node),
  }
}

function given<Result>(map: MapReading<FieldKey>, key: FieldKey, read: (spot: Spot) => Result | null): Result | null {
  const spot = map.get(key)
  return spot === null ? null : read(spot)
}

/** Options that are only for some types; the others have no use for them. */
const optionTypes: Readonly<Partial<Record<FieldKey, readonly Field['type'][]>>> = {
  values: ['enum'],
  min: ['integer', 'number'],
  max: ['integer', 'number'],
}

function tellUnfitOptions(reader: PolicyReader, map: MapReading<FieldKey>, type: Field['type']): void {
  for (const key of keys) {
    const types = optionTypes[key]
    const spot = map.get(key)
    if (types === undefined || spot === null || types.includes(type)) continue
    reader.report({
      code: 'policy_field_option_unfit',
      message: `A field of type \`${type}\` has no use for \`${key}\`.`,
      hint: `Remove it, or make the type ${types.map((one) => `\`${one}\``).join(' or ')}.`,
      path: spot.path,
      range: map.keyRange(key),
    })
  }
}

function readEnumValues(reader: PolicyReader, map: MapReading<FieldKey>): readonly string[] {
  const spot = map.get('values')
  const values =
    spot === null ? [] : readNames(reader, spot, { max: policyLimits.valuesMax, wanted: 'a list of values' })
  if (values?.length === 0) {
    reader.report({
      code: 'policy_field_values_missing',
      message: `The enum \`${map.path}\` has no values, so it could never be given.`,
      hint: 'List them: `values: [first, second]`.',
      path: map.path,
      range: map.start,
    })
  }
  return values ?? []
}

function readAliases(
  reader: PolicyReader,
  spot: Spot,
  { type, values }: Pick<Field, 'type' | 'values'>,
): Readonly<Record<string, string>> {
  const aliases = new Map<string, string>()
  const known = type === 'enum' ? values : knownValues(type)
  for (const entry of readEntries(reader, spot, {
    max: policyLimits.valuesMax,
    wanted: 'a map of other spellings to values',
  }) ?? []) {
    const value = textOf(entry.node)
    if (value === null) {
      readText(reader, entry)
    } else if (known !== null && !known.includes(value)) {
      const meant = nearest(value, known)
      reader.report({
        code: 'policy_alias_unfit',
        message: `The alias \`${entry.name}\` stands for \`${value}\`, which is not one of the values.`,
        hint: meant === null ? 'Name one of the values as it is kept.' : `Did you mean \`${meant}\`?`,
        path: entry.path,
        range: entry.node,
      })
    } else if (values.includes(entry.name) && entry.name !== value) {
      reader.report({
        code: 'policy_alias_unfit',
        message: `\`${entry.name}\` is a value itself, so it cannot stand for \`${value}\`.`,
        hint: 'Remove the alias, or take it out of the values.',
        path: entry.path,
        range: entry.keyRange,
      })
    } else {
      aliases.set(entry.name, value)
    }
  }
  return Object.fromEntries(aliases)
}

/** The codes that a field of the type can hold; `null` where any text will do. */
function knownValues(type: Field['type']): readonly string[] | null {
  const valueType = valueTypeOf({ type, many: false, values: [] })
  return type !== 'enum' && valueType.kind === 'string' && valueType.values !== undefined ? [...valueType.values] : null
}

function readBounds(
  reader: PolicyReader,
  map: MapReading<FieldKey>,
  type: Field['type'],
): { readonly min: number | null; readonly max: number | null } {
  const isInteger = type === 'integer'
  const allowed = { isInteger, min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }
  const min = given(map, 'min', (at) => readNumber(reader, at, allowed))
  const max = given(map, 'max', (at) => readNumber(reader, at, allowed))
  if (min !== null && max !== null && min > max) {
    reader.report({
      code: 'policy_field_bounds_crossed',
      message: `The least value ${min} is larger than the largest, ${max}.`,
      hint: 'Swap `min` and `max`.',
      path: map.path,
      range: map.keyRange('min'),
    })
  }
  return { min, max }
}

import type { DocumentEntry, DocumentRange, MapNode } from '../document/document-node.ts'
import { nearest } from '../language/suggest.ts'
import type { PolicyReader, Spot } from './policy-reader.ts'
import { tellTooMany, tellWrongType } from './read-value.ts'

/** A map of the document whose keys have been checked. */
export type MapReading<Key extends string> = {
  readonly path: string
  /** Where the map begins. */
  readonly start: DocumentRange
  /** The value of a key; `null` when the key is absent. */
  get(key: Key): Spot | null
  /** Where the key itself stands; the start of the map when it is absent. */
  keyRange(key: Key): DocumentRange
}

/** Which keys a map may have; the required ones are told when they are missing. */
export type MapShape<Key extends string> = {
  readonly keys: readonly Key[]
  readonly required?: readonly Key[]
  /** What the map is, for messages: `a route`. */
  readonly what: string
}

/** Reads a map with a closed list of keys. A key without a value counts as absent where it is not required. */
export function readMap<Key extends string>(
  reader: PolicyReader,
  spot: Spot,
  shape: MapShape<Key>,
): MapReading<Key> | null {
  const { node, path } = spot
  if (node.kind !== 'map')
    return tellWrongType(reader, spot, {
      wanted: `${shape.what}, written as a map`,
      hint: `Its keys are ${listed(shape.keys)}.`,
    })
  const start = { start: node.start, end: node.start }
  const entries = new Map<string, DocumentEntry>()
  for (const entry of node.entries) {
    if (isKey(shape.keys, entry.key)) entries.set(entry.key, entry)
    else tellUnknownKey(reader, { entry, path }, shape)
  }
  for (const key of shape.required ?? []) {
    if (entries.has(key)) continue
    reader.report({
      code: 'policy_key_missing',
      message: `${path === '' ? 'The document' : `\`${path}\``} has no \`${key}\`.`,
      hint: `Add \`${key}:\`.`,
      path,
      range: start,
    })
  }
  return {
    path,
    start,
    get: (key) => {
      const entry = entries.get(key)
      return entry === undefined ? null : { node: entry.value, path: join(path, key) }
    },
    keyRange: (key) => entries.get(key)?.keyRange ?? start,
  }
}

function isKey(keys: readonly string[], key: string): boolean {
  return keys.some((known) => known === key)
}

function tellUnknownKey<Key extends string>(
  reader: PolicyReader,
  { entry, path }: { readonly entry: DocumentEntry; readonly path: string },
  shape: MapShape<Key>,
): void {
  const meant = nearest(entry.key, shape.keys)
  const all = `${capitalised(shape.what)} can have ${listed(shape.keys)}.`
  reader.report({
    code: 'policy_key_unknown',
    message: `\`${entry.key.slice(0, 60)}\` is not a key of ${shape.what}.`,
    hint:
      entry.key === '<<'
        ? 'Write the keys out: merging maps is not part of YAML 1.2.'
        : meant === null
          ? all
          : `Did you mean \`${meant}\`? ${all}`,
    path: join(path, entry.key),
    range: entry.keyRange,
  })
}

/** A map whose keys are names that the policy gives, such as `fields`. */
export function readEntries(
  reader: PolicyReader,
  spot: Spot,
  limits: { readonly max: number; readonly wanted: string },
): readonly (Spot & { readonly name: string; readonly keyRange: DocumentRange })[] | null {
  const { node, path } = spot
  if (node.kind !== 'map') return tellWrongType(reader, spot, limits.wanted)
  if (node.entries.length > limits.max) tellTooMany(reader, spot, { count: node.entries.length, max: limits.max })
  return entriesOf(node, path).slice(0, limits.max)
}

function entriesOf(
  node: MapNode,
  path: string,
): readonly (Spot & { readonly name: string; readonly keyRange: DocumentRange })[] {
  return node.entries.map(({ key, keyRange, value }) => ({ name: key, keyRange, node: value, path: join(path, key) }))
}

function join(path: string, key: string): string {
  const isPlain = /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key)
  if (!isPlain) return `${path}[${JSON.stringify(key.slice(0, 60))}]`
  return path === '' ? key : `${path}.${key}`
}

function listed(keys: readonly string[]): string {
  return keys.map((key) => `\`${key}\``).join(', ')
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

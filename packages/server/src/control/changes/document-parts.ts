import { type Document, isMap, isScalar, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml'

/** How a key of a policy document is taken apart: a list by the ids of its items, a map by its keys, anything else not at all. */
export type Shape = 'items' | 'entries' | 'whole'

/** A policy document, read so that its parts can be compared and moved with their comments. */
export type SplitDocument = { readonly document: Document.Parsed; readonly root: YAMLMap }

/** Reads a document; `null` where it is no map, or YAML does not read it as it stands. */
export function splitDocument(text: string): SplitDocument | null {
  const document = parseDocument(text, { schema: 'core', logLevel: 'error', resolveKnownTags: false })
  if (document.errors.length > 0 || document.contents === null || !isMap(document.contents)) return null
  return { document, root: document.contents }
}

/** The keys of a map that are plain texts. */
export function keysOf(map: YAMLMap): readonly string[] {
  return map.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : []))
}

/** The ids of a list's items, in order; `null` where not every item has one of its own. */
export function idsOf(list: YAMLSeq): readonly string[] | null {
  const ids = list.items.flatMap((item) => {
    const id = isMap(item) ? item.get('id') : undefined
    return typeof id === 'string' ? [id] : []
  })
  return ids.length === list.items.length && new Set(ids).size === ids.length ? ids : null
}

/** How a key is taken apart so that all of these documents can be compared by it. */
export function shapeOf(key: string, documents: readonly SplitDocument[]): Shape {
  const values = documents.map(({ root }) => root.get(key, true)).filter((value) => value !== undefined)
  if (values.every((value) => isMap(value))) return 'entries'
  return values.every((value) => isSeq(value) && idsOf(value) !== null) ? 'items' : 'whole'
}

/** The name of the part that is the order of a list. */
export function orderPart(key: string): string {
  return `${key} (order)`
}

/** The parts of a document by name, such as `routes/dach`, each as JSON with its keys in order. The order of lists is left out. */
export function partsOf(split: SplitDocument, shapes: ReadonlyMap<string, Shape>): ReadonlyMap<string, string> {
  const parts = new Map<string, string>()
  const add = (name: string, node: unknown): void => {
    parts.set(name, sortedJson(plainOf(node, split)))
  }
  for (const [key, shape] of shapes) {
    const value = split.root.get(key, true)
    if (value === undefined) continue
    if (shape === 'entries' && isMap(value))
      for (const name of keysOf(value)) add(`${key}/${name}`, value.get(name, true))
    else if (shape === 'items' && isSeq(value))
      for (const [index, id] of (idsOf(value) ?? []).entries()) add(`${key}/${id}`, value.get(index, true))
    else add(key, value)
  }
  return parts
}

function plainOf(node: unknown, { document }: SplitDocument): unknown {
  return isMap(node) || isSeq(node) || isScalar(node) ? node.toJS(document) : (node ?? null)
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

/** The shape of every key that any of the documents has. */
export function shapesOf(documents: readonly SplitDocument[]): ReadonlyMap<string, Shape> {
  const keys = new Set(documents.flatMap(({ root }) => keysOf(root)))
  return new Map([...keys].map((key) => [key, shapeOf(key, documents)]))
}

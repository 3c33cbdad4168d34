import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml'
import type { Place } from './engine-messages.ts'
import {
  appendItem,
  blocksOf,
  type Edit,
  listIn,
  readWritten,
  setKey,
  spanOf,
  textIn,
  writeValue,
  type WrittenDocument,
} from './written-document.ts'

/** A route as it is written, whether or not it is right. */
export type WrittenRoute = {
  readonly id: string
  readonly when: string
  readonly description: string
  /** Where it goes, as `pool: dach, hold: triage`; `null` where a table says it. */
  readonly to: string | null
  readonly table: string | null
}

/** The routes of a document in order; `null` where YAML cannot read it. */
export function readRoutes(text: string): readonly WrittenRoute[] | null {
  const written = readWritten(text)
  if (written === null) return null
  return routeMaps(written).map((route) => {
    const table = textIn(route, 'table')
    return {
      id: textIn(route, 'id') ?? '',
      when: textIn(route, 'when') ?? '',
      description: textIn(route, 'description') ?? '',
      to: table === null ? placesText(placesIn(route.get('to', true))) : null,
      table,
    }
  })
}

/** Says something else of a route; `null`: its text cannot be found. An empty text takes the key away, but for `id` and `to`. */
export function changeRoute(
  text: string,
  index: number,
  change: Partial<Omit<WrittenRoute, 'table'>>,
): readonly Edit[] {
  const written = readWritten(text)
  const route = written === null ? undefined : routeMaps(written)[index]
  if (written === null || route === undefined) return []
  const edits = Object.entries(change).map(([key, value]) =>
    key === 'to'
      ? changePlaces(written, route, value ?? '')
      : setKey(written, route, [key, valueText(route, value ?? '')]),
  )
  return edits.filter((edit) => edit !== null)
}

/** Puts a route at another place of the list; those between move up. */
export function moveRoute(text: string, from: number, to: number): readonly Edit[] {
  const written = readWritten(text)
  const list = written === null ? null : listIn(written.root, 'routes')
  const blocks = list === null ? null : blocksOf(text, list)
  const [first, last] = [Math.min(from, to), Math.max(from, to)]
  const moving = blocks?.slice(first, last + 1) ?? []
  if (from === to || moving.length !== last - first + 1) return []
  const texts = moving.map((block) => text.slice(block.from, block.to))
  const order = from < to ? [...texts.slice(1), ...texts.slice(0, 1)] : [...texts.slice(-1), ...texts.slice(0, -1)]
  const isEnded = texts.at(-1)?.endsWith('\n') === true
  // Each takes the lines of the one that stood there, so that blank lines between routes stay where they are.
  return moving.map((span, at) => {
    const written = order[at]?.trimEnd() ?? ''
    return { ...span, insert: at === moving.length - 1 && !isEnded ? written : `${written}\n` }
  })
}

/** Takes a route away, with the comments above it. */
export function removeRoute(text: string, index: number): readonly Edit[] {
  const written = readWritten(text)
  const list = written === null ? null : listIn(written.root, 'routes')
  const block = list === null ? undefined : blocksOf(text, list)?.[index]
  return block === undefined || list?.items.length === 1 ? [] : [{ ...block, insert: '' }]
}

/** Adds a route at the end that takes no lead yet. */
export function addRoute(text: string, to: string): readonly Edit[] {
  return append(text, 'new-route', ['when: "false"', `to: ${placesWritten(to)}`])
}

/** Adds a route at the end that goes by a table. */
export function addTableRoute(text: string, file: string): readonly Edit[] {
  return append(text, 'by-table', [`table: ${writeValue(file, false)}`])
}

/** Adds a route of a name that is free. */
function append(text: string, name: string, lines: readonly string[]): readonly Edit[] {
  const written = readWritten(text)
  if (written === null) return []
  const taken = new Set(routeMaps(written).map((route) => textIn(route, 'id')))
  let id = name
  for (let count = 2; taken.has(id); count += 1) id = `${name}-${count}`
  const edit = appendItem(written, 'routes', [`id: ${id}`, ...lines])
  return edit === null ? [] : [edit]
}

function routeMaps({ root }: WrittenDocument): readonly YAMLMap[] {
  return (listIn(root, 'routes')?.items ?? []).filter((item) => isMap(item))
}

function valueText(route: YAMLMap, value: string): string | null {
  return value.trim() === '' ? null : writeValue(value.trim(), route.flow === true)
}

/** Only names that are others are written anew, so that comments between places stay. */
function changePlaces(written: WrittenDocument, route: YAMLMap, value: string): Edit | null {
  const [before, after] = [placesIn(route.get('to', true)), readPlaces(value)]
  const changed = after.flatMap((place, at) => (place.name === before[at]?.name ? [] : [at]))
  const isAlike = after.length === before.length && after.every(({ kind }, at) => kind === before[at]?.kind)
  const only = changed.length === 1 ? changed[0] : undefined
  const span = only === undefined || !isAlike ? null : placeSpan(written, route, only)
  const name = only === undefined ? undefined : after[only]?.name
  if (span !== null && name !== undefined) return { ...span, insert: writeValue(name, true) }
  return setKey(written, route, ['to', placesWritten(value)])
}

function placeSpan({ text }: WrittenDocument, route: YAMLMap, at: number): Edit | null {
  const list = route.get('to', true)
  const item = isSeq(list) ? list.items[at] : list
  const span = isMap(item) ? spanOf(text, item.items[0]?.value) : null
  return span === null ? null : { ...span, insert: '' }
}

function placesIn(node: unknown): readonly Place[] {
  const items = isSeq(node) ? node.items : [node]
  return items.flatMap((item) => {
    const pair = isMap(item) ? item.items[0] : undefined
    if (!isScalar(pair?.key) || !isScalar(pair.value)) return []
    const kind = placeKinds.find((known) => known === String(pair.key))
    return kind === undefined ? [] : [{ kind, name: plainText(pair.value.value) }]
  })
}

function plainText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

const placeKinds = ['pool', 'owner', 'bound', 'hold', 'refuse'] as const

/** `dach, hold: triage` → places; a name by itself is a pool's. */
function readPlaces(text: string): readonly Place[] {
  return text.split(',').flatMap((part) => {
    const [, given = 'pool', name = ''] = /^(?:(\w+)\s*:\s*)?(.*)$/.exec(part.trim()) ?? []
    const kind = placeKinds.find((known) => known === given)
    return name === '' || kind === undefined ? [] : [{ kind, name }]
  })
}

function placesText(places: readonly Place[]): string {
  return places.map(({ kind, name }) => `${kind}: ${name}`).join(', ')
}

function placesWritten(text: string): string {
  return `[${readPlaces(text)
    .map(({ kind, name }) => `${kind}: ${writeValue(name, true)}`)
    .join(', ')}]`
}

import { isMap, isNode, isSeq } from 'yaml'
import { idsOf, keysOf, type Shape, type SplitDocument } from './document-parts.ts'

/** A document with the text that it was read from. */
export type WrittenDocument = { readonly text: string; readonly split: SplitDocument }

/** Where a part stands in a text. */
type Span = { readonly start: number; readonly end: number }
type Edit = Span & { readonly by: string }

/**
 * Puts parts of one document into the text of another, each where it stands or after what it stands after, so that all else stays as it is
 * written. `null`: one of them has no place of its own there. Whoever calls has to check what came of it.
 */
export function spliceParts(
  { from, to }: { readonly from: WrittenDocument; readonly to: WrittenDocument },
  parts: readonly string[],
  shapes: ReadonlyMap<string, Shape>,
): string | null {
  const edits: Edit[] = []
  for (const part of parts) {
    const edit = editOf({ from, to }, placeOf(part, shapes))
    if (edit === null) return null
    edits.push(edit)
  }
  // From the end on, so that places stay; of two at one place the later first.
  const ordered = edits.toReversed().toSorted((a, b) => b.start - a.start)
  return ordered.reduce((text, { start, end, by }) => text.slice(0, start) + by + text.slice(end), to.text)
}

/** A part's key, and its name within; `null`: the whole of the key. */
type Place = { readonly key: string; readonly name: string | null }

function placeOf(part: string, shapes: ReadonlyMap<string, Shape>): Place {
  if (shapes.has(part)) return { key: part, name: null }
  const at = part.indexOf('/')
  return { key: part.slice(0, at), name: part.slice(at + 1) }
}

function editOf(
  { from, to }: { readonly from: WrittenDocument; readonly to: WrittenDocument },
  place: Place,
): Edit | null {
  const [source, target] = [spanOf(from, place), spanOf(to, place)]
  if (source !== null && target !== null) {
    const isLevel = columnOf(from.text, source.start) === columnOf(to.text, target.start)
    return isLevel ? { ...target, by: from.text.slice(source.start, source.end) } : null
  }
  if (target !== null) return linesEdit(to.text, target, '')
  if (source === null) return null
  const siblings = siblingsOf(from, place)
  const before = siblings.slice(0, siblings.indexOf(place.name ?? place.key))
  const anchor = before.toReversed().flatMap((name) => spanOf(to, renamed(place, name)) ?? [])[0]
  const first = siblingsOf(to, place).flatMap((name) => spanOf(to, renamed(place, name)) ?? [])[0]
  const lines = linesOf(from.text, source)
  const written = lines === null ? null : from.text.slice(lines.start, lines.end)
  const next = anchor ?? first
  const near = next === undefined ? null : linesOf(to.text, next)
  if (written === null || near === null) return null
  const at = anchor === undefined ? near.start : near.end
  return { start: at, end: at, by: written.endsWith('\n') ? written : `${written}\n` }
}

function renamed(place: Place, name: string): Place {
  return place.name === null ? { key: name, name: null } : { key: place.key, name }
}

function siblingsOf({ split }: WrittenDocument, { key, name }: Place): readonly string[] {
  if (name === null) return keysOf(split.root)
  const value = split.root.get(key, true)
  if (isMap(value)) return keysOf(value)
  return isSeq(value) ? (idsOf(value) ?? []) : []
}

function spanOf({ text, split }: WrittenDocument, { key, name }: Place): Span | null {
  const holder = name === null ? split.root : split.root.get(key, true)
  if (isSeq(holder)) {
    const item = holder.items[(idsOf(holder) ?? []).indexOf(name ?? '')]
    return isNode(item) && item.range ? trimmed(text, item.range[0], item.range[1]) : null
  }
  if (!isMap(holder)) return null
  const pair = holder.items.find((one) => String(one.key) === (name ?? key))
  if (pair === undefined || !isNode(pair.key) || !isNode(pair.value) || !pair.key.range || !pair.value.range)
    return null
  return trimmed(text, pair.key.range[0], pair.value.range[1])
}

function trimmed(text: string, start: number, end: number): Span {
  return { start, end: start + text.slice(start, end).trimEnd().length }
}

function columnOf(text: string, at: number): number {
  return at - (text.lastIndexOf('\n', at - 1) + 1)
}

function linesEdit(text: string, span: Span, by: string): Edit | null {
  const lines = linesOf(text, span)
  return lines === null ? null : { ...lines, by }
}

/** The lines that a part has for itself, with the comments right above it; `null`: others stand on them too. */
function linesOf(text: string, { start, end }: Span): Span | null {
  let first = text.lastIndexOf('\n', start - 1) + 1
  const newline = text.indexOf('\n', end)
  const last = newline === -1 ? text.length : newline + 1
  if (!/^\s*(- )?$/.test(text.slice(first, start)) || !/^\s*(#.*)?\n?$/.test(text.slice(end, last))) return null
  while (first > 0) {
    const above = text.lastIndexOf('\n', first - 2) + 1
    if (!/^\s*#/.test(text.slice(above, first))) break
    first = above
  }
  return { start: first, end: last }
}

import { parsePolicy } from '@rightful/engine'
import { isMap, isSeq, type YAMLMap, type YAMLSeq } from 'yaml'
import type { PolicyText } from '../policies/read.ts'
import { idsOf, orderPart, partsOf, type Shape, shapesOf, type SplitDocument, splitDocument } from './document-parts.ts'
import { mergeOrder } from './merge-order.ts'
import { spliceParts } from './splice-parts.ts'

/** A part that both sides changed, each in another way; `null` is absent. */
export type MergeConflict = {
  readonly part: string
  readonly base: string | null
  readonly ours: string | null
  readonly theirs: string | null
}

/** What became of a merge. */
export type Merge =
  | { readonly kind: 'clean'; readonly text: PolicyText }
  | { readonly kind: 'conflict'; readonly conflicts: readonly MergeConflict[] }

/** Three texts of one policy: as it was, and as either side made it. */
export type ThreePolicies = { readonly base: PolicyText; readonly ours: PolicyText; readonly theirs: PolicyText }

/** A conflict that is not about one part. */
function ofWhole(why: string): Merge {
  return { kind: 'conflict', conflicts: [{ part: 'document', base: null, ours: null, theirs: why }] }
}

/**
 * Puts what `ours` changed into `theirs`, part by part: routes and rules by their ids, fields, groups and the like by their names,
 * tables by their files. What both changed differently is in conflict. The text of `theirs` stays as it is written but for those parts; only where
 * they have no place of their own in it, or are put in another order, is it written anew, with its comments.
 */
export function mergePolicies({ base, ours, theirs }: ThreePolicies): Merge {
  const tables = mergeTables({ base, ours, theirs })
  const [was, left, right] = [base, ours, theirs].map(({ document }) => splitDocument(document))
  if (!was || !left || !right) return ofWhole('cannot be taken apart: conditions need their quotes')
  const shapes = shapesOf([was, left, right])
  const sides: Sides = { was, left, right }
  const { taken, conflicts } = compareParts(sides, shapes)
  const orders = ordersOf(sides, { shapes, taken })
  const all = [...conflicts, ...orders.conflicts, ...tables.conflicts]
  if (all.length > 0) return { kind: 'conflict', conflicts: all }
  const expected = new Map(partsOf(right, shapes))
  const parts = partsOf(left, shapes)
  for (const part of taken) setOrDelete(expected, part, parts.get(part))
  const want: Expected = { parts: expected, orders: orders.orders, shapes }
  const [from, to] = [
    { text: ours.document, split: left },
    { text: theirs.document, split: right },
  ]
  const spliced = spliceParts({ from, to }, inWrittenOrder(taken, parts), shapes)
  if (spliced !== null && isAsExpected({ document: spliced, ...tables }, want)) return cleanOf(spliced, tables)
  for (const part of taken) takePart({ from: left, to: right }, { part, shapes })
  for (const [key, order] of orders.orders) putInOrder(right.root.get(key, true), order)
  const document = right.document.toString({ lineWidth: 0 })
  return isAsExpected({ document, ...tables }, want)
    ? cleanOf(document, tables)
    : ofWhole('has errors once the two are put together')
}

function cleanOf(document: string, { tables }: Pick<PolicyText, 'tables'>): Merge {
  return { kind: 'clean', text: { document, tables } }
}

/** Parts in the order in which `ours` has them, so that new ones follow one another as they do there. */
function inWrittenOrder(taken: readonly string[], parts: ReadonlyMap<string, string>): readonly string[] {
  const places = new Map([...parts.keys()].map((part, index) => [part, index]))
  return taken.toSorted((a, b) => (places.get(a) ?? -1) - (places.get(b) ?? -1))
}

type Sides = { readonly was: SplitDocument; readonly left: SplitDocument; readonly right: SplitDocument }
type Shapes = ReadonlyMap<string, Shape>

function compareParts(
  { was, left, right }: Sides,
  shapes: Shapes,
): { readonly taken: readonly string[]; readonly conflicts: readonly MergeConflict[] } {
  const [base, ours, theirs] = [partsOf(was, shapes), partsOf(left, shapes), partsOf(right, shapes)]
  const taken: string[] = []
  const conflicts: MergeConflict[] = []
  for (const part of new Set([...base.keys(), ...ours.keys(), ...theirs.keys()])) {
    const [b, o, t] = [base.get(part), ours.get(part), theirs.get(part)]
    if (o === b || o === t) continue
    if (t === b) taken.push(part)
    else conflicts.push({ part, base: b ?? null, ours: o ?? null, theirs: t ?? null })
  }
  return { taken, conflicts }
}

function ordersOf(
  { was, left, right }: Sides,
  { shapes, taken }: { readonly shapes: Shapes; readonly taken: readonly string[] },
): { readonly orders: ReadonlyMap<string, readonly string[]>; readonly conflicts: readonly MergeConflict[] } {
  const orders = new Map<string, readonly string[]>()
  const conflicts: MergeConflict[] = []
  for (const [key, shape] of shapes) {
    if (shape !== 'items') continue
    const [base, ours, theirs] = [was, left, right].map((side) => listed(side, key))
    if (base === undefined || ours === undefined || theirs === undefined) continue
    const changed = new Set(
      taken.filter((part) => part.startsWith(`${key}/`)).map((part) => part.slice(key.length + 1)),
    )
    const kept = new Set([
      ...theirs.filter((id) => !changed.has(id) || ours.includes(id)),
      ...ours.filter((id) => changed.has(id)),
    ])
    const order = mergeOrder({ base, ours, theirs }, kept)
    if (order !== null) orders.set(key, order)
    else
      conflicts.push({ part: orderPart(key), base: base.join(', '), ours: ours.join(', '), theirs: theirs.join(', ') })
  }
  return { orders, conflicts }
}

function listed({ root }: SplitDocument, key: string): readonly string[] {
  const value = root.get(key, true)
  return isSeq(value) ? (idsOf(value) ?? []) : []
}

function takePart(
  { from, to }: { readonly from: SplitDocument; readonly to: SplitDocument },
  { part, shapes }: { readonly part: string; readonly shapes: Shapes },
): void {
  const [key = ''] = shapes.has(part) ? [part] : part.split('/')
  const shape = shapes.get(key)
  const [source, target] = [from.root.get(key, true), to.root.get(key, true)]
  const isInside = part !== key && target !== undefined && source !== undefined
  if (isInside && shape === 'entries' && isMap(source) && isMap(target))
    takeEntry(source, target, part.slice(key.length + 1))
  else if (isInside && shape === 'items' && isSeq(source) && isSeq(target))
    takeItem(source, target, part.slice(key.length + 1))
  else takeEntry(from.root, to.root, key)
}

/** The whole pair moves, because comments hang on its key. */
function takeEntry(source: YAMLMap, target: YAMLMap, key: string): void {
  const pair = source.items.find((one) => String(one.key) === key)
  const at = target.items.findIndex((one) => String(one.key) === key)
  if (pair === undefined) target.delete(key)
  else if (at === -1) target.items.push(pair)
  else target.items.splice(at, 1, pair)
}

function takeItem(source: YAMLSeq, target: YAMLSeq, id: string): void {
  const [from, at] = [(idsOf(source) ?? []).indexOf(id), (idsOf(target) ?? []).indexOf(id)]
  const item = from === -1 ? undefined : source.items[from]
  if (item === undefined) target.items.splice(at, at === -1 ? 0 : 1)
  else if (at === -1) target.items.push(item)
  else target.items.splice(at, 1, item)
}

function putInOrder(list: unknown, order: readonly string[]): void {
  if (!isSeq(list)) return
  const places = new Map(order.map((id, index) => [id, index]))
  const placeOf = (item: unknown): number => (isMap(item) ? (places.get(String(item.get('id'))) ?? -1) : -1)
  list.items.sort((a, b) => placeOf(a) - placeOf(b))
}

function mergeTables({ base, ours, theirs }: ThreePolicies): {
  readonly tables: PolicyText['tables']
  readonly conflicts: readonly MergeConflict[]
} {
  const tables = new Map(Object.entries(theirs.tables))
  const conflicts: MergeConflict[] = []
  for (const file of new Set([...Object.keys(base.tables), ...Object.keys(ours.tables), ...tables.keys()])) {
    const [b, o, t] = [base.tables[file], ours.tables[file], tables.get(file)]
    if (o === b || o === t) continue
    if (t === b) setOrDelete(tables, file, o)
    else conflicts.push({ part: `table ${file}`, base: b ?? null, ours: o ?? null, theirs: t ?? null })
  }
  return { tables: Object.fromEntries(tables), conflicts }
}

function setOrDelete(map: Map<string, string>, key: string, value: string | undefined): void {
  if (value === undefined) map.delete(key)
  else map.set(key, value)
}

/** What a merge has to come to. */
type Expected = {
  readonly parts: ReadonlyMap<string, string>
  readonly orders: ReadonlyMap<string, readonly string[]>
  readonly shapes: Shapes
}

/** Anchors, or conditions without quotes, could have made something else of it. */
function isAsExpected({ document, tables }: PolicyText, { parts, orders, shapes }: Expected): boolean {
  const merged = splitDocument(document)
  if (merged === null || parsePolicy(document, { tables }).policy === null) return false
  const found = partsOf(merged, shapes)
  const hasParts = found.size === parts.size && [...parts].every(([part, text]) => found.get(part) === text)
  return hasParts && [...orders].every(([key, order]) => listed(merged, key).join('\n') === order.join('\n'))
}

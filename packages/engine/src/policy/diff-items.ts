import { type Properties, allDetails, differingDetails } from './diff-details.ts'
import { matchItems } from './match-items.ts'
import type { PolicyChange, PolicySection } from './policy-diff.ts'

/** A thing of a policy by its name or id, with what it says. */
export type DiffItem = { readonly id: string; readonly properties: Properties }

/** What is true of all changes of one list. */
export type DiffContext = { readonly section: PolicySection; readonly within: string | null }

/** Compares a part that exists once. */
export function diffSingle(section: PolicySection, before: Properties, after: Properties): readonly PolicyChange[] {
  const details = differingDetails(before, after)
  return details.length === 0 ? [] : [{ section, id: section, within: null, kind: 'changed', position: null, details }]
}

/** Compares things whose order means nothing. */
export function diffNamed(
  section: PolicySection,
  before: readonly DiffItem[],
  after: readonly DiffItem[],
): readonly PolicyChange[] {
  return diffOrdered({ section, within: null }, before, after)
    .filter(({ kind }) => kind !== 'moved')
    .map((change) => (change.kind === 'moved' ? change : { ...change, position: null }))
}

/** Compares things that are asked in order, matched by their ids. */
export function diffOrdered(
  context: DiffContext,
  before: readonly DiffItem[],
  after: readonly DiffItem[],
): readonly PolicyChange[] {
  const { pairs, removed, added, moved } = matchItems(
    before.map(({ id }) => id),
    after.map(({ id }) => id),
  )
  return [
    ...removed.map((index) => removedAt(context, before, index)),
    ...added.map((index) => addedAt(context, after, index)),
    ...moved.map((pair): PolicyChange => ({
      ...context,
      id: idAt(after, pair.after),
      kind: 'moved',
      from: pair.before + 1,
      to: pair.after + 1,
    })),
    ...pairs.flatMap((pair) => changedAt(context, itemAt(before, pair.before), { list: after, index: pair.after })),
  ]
}

/** The change that takes away the item at the position. */
export function removedAt(context: DiffContext, before: readonly DiffItem[], index: number): PolicyChange {
  const { id, properties } = itemAt(before, index)
  return { ...context, id, kind: 'removed', position: index + 1, details: allDetails(properties, 'before') }
}

/** The change that adds the item at the position. */
export function addedAt(context: DiffContext, after: readonly DiffItem[], index: number): PolicyChange {
  const { id, properties } = itemAt(after, index)
  return { ...context, id, kind: 'added', position: index + 1, details: allDetails(properties, 'after') }
}

/** The change of one item, if it changed. */
export function changedAt(
  context: DiffContext,
  before: DiffItem,
  after: { readonly list: readonly DiffItem[]; readonly index: number },
): readonly PolicyChange[] {
  const { id, properties } = itemAt(after.list, after.index)
  const details = differingDetails(before.properties, properties)
  return details.length === 0 ? [] : [{ ...context, id, kind: 'changed', position: after.index + 1, details }]
}

function idAt(items: readonly DiffItem[], index: number): string {
  return itemAt(items, index).id
}

function itemAt(items: readonly DiffItem[], index: number): DiffItem {
  return items[index] ?? { id: '', properties: {} }
}

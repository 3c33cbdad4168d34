import type { Account } from './account.ts'
import type { AccountIndex } from './account-index.ts'
import type { AccountLayer } from './account-layer.ts'
import { buildFrom } from './build-account-index.ts'
import { accountIn, composeAccountIndex, positionIn } from './compose-account-index.ts'
import { makeAccountLayer } from './make-account-layer.ts'
import type { PlacedAccount } from './make-account-layer.ts'

/** What has become of accounts, by id; `null`: they have ended. */
export type AccountChanges = ReadonlyMap<string, Account | null>

/**
 * A layer has at most this share of the accounts below it, so that there are few of them. A change costs as much as a dozen
 * accounts do when an index is built, whatever their number.
 */
const SHARE_MAX = 1 / 8

/**
 * The index with some accounts added, changed or ended. It answers as one that is built of all accounts anew, and costs about what
 * the changes cost; the index that was given goes on answering as before.
 */
export function updateAccountIndex(index: AccountIndex, changes: AccountChanges): AccountIndex {
  const [base, ...upper] = index.layers
  if (base === undefined) throw new Error('An index has at least one layer.')
  const kept = [...upper]
  let merged = new Map(changes)
  for (let top = kept.at(-1); top !== undefined && merged.size > top.ids.length * SHARE_MAX; top = kept.at(-1)) {
    merged = new Map([...changesOf(top), ...merged])
    kept.pop()
  }
  return merged.size > base.ids.length * SHARE_MAX
    ? rebuild(index, changes)
    : layAccounts(index, { base, kept, changes: merged })
}

/** An index of the layers that are kept, and of one more above them. */
export function layAccounts(
  index: AccountIndex,
  of: { readonly base: AccountLayer; readonly kept: readonly AccountLayer[]; readonly changes: AccountChanges },
): AccountIndex {
  const { base, kept, changes } = of
  const below = [base, ...kept]
  const placed = placeAmong(below, changes)
  if (placed === null) return rebuild(index, changes)
  const before = composeAccountIndex(base, kept, index)
  const layer = makeAccountLayer(placed, index, (id) => before.get(id)?.parent)
  return composeAccountIndex(base, [...kept, layer], index)
}

function rebuild(index: AccountIndex, changes: AccountChanges): AccountIndex {
  const accounts: Account[] = index.list().filter(({ id }) => !changes.has(id))
  for (const account of changes.values()) {
    if (account !== null) accounts.push(account)
  }
  return buildFrom(accounts, index)
}

function changesOf(layer: AccountLayer): AccountChanges {
  return new Map(layer.ids.map((id) => [id, accountIn(layer, id)]))
}

type Unplaced = { readonly id: string; readonly account: Account }

/**
 * Where changed accounts lie: those that a layer has or had where they lay, others between their neighbours, evenly. `null`: so many have come
 * between two others over time that no number is left between them.
 */
function placeAmong(layers: readonly AccountLayer[], changes: AccountChanges): readonly PlacedAccount[] | null {
  const placed: PlacedAccount[] = []
  const gaps = new Map<number, { readonly end: number; readonly accounts: Unplaced[] }>()
  for (const [id, account] of [...changes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const position = positionIn(layers, id)
    if (position !== null) placed.push({ id, position, account })
    else if (account !== null) {
      const { start, end } = gapAround(layers, id)
      const gap = gaps.get(start)
      if (gap === undefined) gaps.set(start, { end, accounts: [{ id, account }] })
      else gap.accounts.push({ id, account })
    }
  }
  for (const [start, { end, accounts }] of gaps) {
    let before = start
    for (const [index, { id, account }] of accounts.entries()) {
      const position = start + ((end - start) * (index + 1)) / (accounts.length + 1)
      if (position <= before || position >= end) return null
      placed.push({ id, position, account })
      before = position
    }
  }
  return placed.sort((a, b) => a.position - b.position)
}

/** Between which two positions an account comes that is in no layer. */
function gapAround(layers: readonly AccountLayer[], id: string): { readonly start: number; readonly end: number } {
  let start = -1
  let end = Infinity
  for (const { ids, positionOf } of layers) {
    const next = placeFor(ids, id)
    const [before, after] = [ids[next - 1], ids[next]]
    if (before !== undefined) start = Math.max(start, positionOf.get(before) ?? start)
    if (after !== undefined) end = Math.min(end, positionOf.get(after) ?? end)
  }
  return { start, end: end === Infinity ? Math.floor(start) + 1 : end }
}

/** How many of the sorted ids come before this one. */
function placeFor(ids: readonly string[], id: string): number {
  let low = 0
  let high = ids.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ids[middle] ?? '') < id) low = middle + 1
    else high = middle
  }
  return low
}

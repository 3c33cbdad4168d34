import type { EntryLine, ExportItem } from './export-line.ts'

/** Which lines of an export are the entries of its chain. */
export type SettledEntries = {
  /** Entries that hash to what they say, by place, in the order of the file. */
  readonly intact: ReadonlyMap<number, EntryLine>
  /** Lines of entries that are not as they were sealed, by the place they stand at. */
  readonly damaged: ReadonlyMap<number, number>
  /** Lines that stand where nothing is missing. */
  readonly surplus: readonly { readonly line: number; readonly seq: number | null }[]
  /** Lines that can no longer be read and are no entries. */
  readonly unreadable: readonly number[]
}

/** Settles it. `named` are the hashes that checkpoints and the end of the file name, `horizon` the highest place among theirs. */
export function settleEntries(
  items: readonly ExportItem[],
  {
    named,
    horizon,
    fromSeq,
  }: { readonly named: ReadonlySet<string>; readonly horizon: number; readonly fromSeq: number },
): SettledEntries {
  const { intact, copies } = settleIntact(items, named)
  const damaged = new Map<number, number>()
  const surplus = copies.map(({ line, seq }): SettledEntries['surplus'][number] => ({ line, seq }))
  const unreadable: number[] = []
  const last = Math.max(horizon, highest(intact))
  let place = fromSeq - 1
  const isFree = (seq: number): boolean => seq >= fromSeq && seq <= last && !intact.has(seq) && !damaged.has(seq)
  for (const item of items) {
    if (item.kind === 'entry' && item.isIntact) place = item.seq
    else if (item.kind === 'entry' || item.kind === 'unreadable') {
      // What it says of its place may be edited too, so that where it stands counts first.
      const claimed = item.kind === 'entry' ? item.seq : place + 1
      const seq = [place + 1, claimed].find(isFree)
      if (seq !== undefined) {
        damaged.set(seq, item.line)
        place = seq
      } else if (item.kind === 'entry' || place < last) surplus.push({ line: item.line, seq: null })
      else unreadable.push(item.line)
    }
  }
  return { intact, damaged, surplus, unreadable }
}

/** Of entries that claim one place, the genuine one is that which the next entry, a checkpoint or the end names. */
function settleIntact(
  items: readonly ExportItem[],
  named: ReadonlySet<string>,
): { readonly intact: ReadonlyMap<number, EntryLine>; readonly copies: readonly EntryLine[] } {
  const entries = items.filter((item) => item.kind === 'entry').filter(({ isIntact }) => isIntact)
  const previous = new Set(entries.map((entry) => entry.previous))
  const isNamed = ({ hash }: EntryLine): boolean => named.has(hash) || previous.has(hash)
  const intact = new Map<number, EntryLine>()
  const copies: EntryLine[] = []
  for (const entry of entries) {
    const other = intact.get(entry.seq)
    if (other !== undefined && (isNamed(other) || !isNamed(entry))) copies.push(entry)
    else {
      if (other !== undefined) {
        copies.push(other)
        // So that it stands where it does in the file.
        intact.delete(entry.seq)
      }
      intact.set(entry.seq, entry)
    }
  }
  return { intact, copies }
}

/** The highest place among entries; 0: there are none. */
export function highest(entries: ReadonlyMap<number, unknown>): number {
  let seq = 0
  for (const place of entries.keys()) seq = Math.max(seq, place)
  return seq
}

import { genesis } from '../audit-entry.ts'
import { spanText } from '../version-spans.ts'
import type { EntryLine, ExportItem } from './export-line.ts'
import { findMoved } from './find-moved.ts'
import { highest, type SettledEntries, settleEntries } from './settle-entries.ts'

/** What is wrong with an export: with which entry, and in which line of the file, where there is one. */
export type ExportFinding = {
  readonly kind: 'edited' | 'removed' | 'inserted' | 'swapped' | 'truncated'
  /** The entry's place in the chain, the first of several; `null`: it has none. */
  readonly seq: number | null
  readonly line: number | null
  readonly what: string
}

/** Somebody's word for where the chain was: the hash of the entry at this place. */
export type Witness = { readonly seq: number; readonly hash: string; readonly says: string }

/** What an export is held against, beside itself. */
export type JudgeOptions = {
  /** The place of the first entry that the export was asked for. */
  readonly fromSeq: number
  readonly witnesses: readonly Witness[]
}

/** Says of the lines of an export, in the order of the file, what is wrong with them. An export as it was made has nothing wrong. */
export function judgeExport(
  items: readonly ExportItem[],
  { fromSeq, witnesses }: JudgeOptions,
): readonly ExportFinding[] {
  const end = items.findLast((item) => item.kind === 'end')
  const all = [...(end === undefined ? [] : [{ ...end, says: lastLine }]), ...checkpointsOf(items), ...witnesses]
  const horizon = all.reduce((last, { seq }) => Math.max(last, seq), 0)
  const settled = settleEntries(items, { named: new Set(all.map(({ hash }) => hash)), horizon, fromSeq })
  const { intact, damaged, surplus, unreadable } = settled
  return [
    ...[...damaged].map(([seq, line]) => ({ kind: 'edited' as const, seq, line, what: 'is not as it was sealed' })),
    ...surplus.map((more) => ({ kind: 'inserted' as const, ...more, what: 'belongs to no place of the chain' })),
    ...unreadable.map((line) => ({ kind: 'edited' as const, seq: null, line, what: 'can no longer be read' })),
    ...gapsOf(settled, fromSeq),
    ...swappedOf([...intact.values()]),
    ...misplacedOf(items),
    ...brokenLinks(intact),
    ...cutOff(items, all, Math.max(highest(intact), highest(damaged))),
    ...all.flatMap((witness) => contradiction(witness, intact)),
  ]
}

function checkpointsOf(items: readonly ExportItem[]): readonly Witness[] {
  return items.flatMap((item) =>
    item.kind === 'checkpoint'
      ? [{ seq: item.checkpoint.seq, hash: item.checkpoint.hash, says: `the checkpoint in line ${item.line}` }]
      : [],
  )
}

function gapsOf({ intact, damaged }: SettledEntries, fromSeq: number): readonly ExportFinding[] {
  const present = [...intact.keys(), ...damaged.keys()].sort((a, b) => a - b)
  const gaps: ExportFinding[] = []
  let next = fromSeq
  for (const seq of present) {
    if (seq > next) gaps.push({ kind: 'removed', seq: next, line: null, what: removedText(next, seq - 1) })
    next = Math.max(next, seq + 1)
  }
  return gaps
}

function removedText(from: number, to: number): string {
  return from === to ? 'is missing' : `and all to ${to} are missing`
}

function swappedOf(entries: readonly EntryLine[]): readonly ExportFinding[] {
  const moved = findMoved(entries)
  if (moved.length === 0) return []
  const places = new Map(entries.map((entry, index) => [entry, index]))
  return moved.map((entry) => {
    const index = places.get(entry) ?? 0
    const other = [entries[index - 1], entries[index + 1]].find((near) => Math.abs((near?.seq ?? 0) - entry.seq) === 1)
    const what = other === undefined ? 'stands out of its order' : `was swapped with entry ${other.seq}`
    return { kind: 'swapped', seq: entry.seq, line: entry.line, what }
  })
}

const ranks = { entry: 0, checkpoint: 1, end: 2 }

/** Entries come first, then checkpoints, then one end. */
function misplacedOf(items: readonly ExportItem[]): readonly ExportFinding[] {
  const found: ExportFinding[] = []
  let reached = 0
  for (const item of items) {
    if (item.kind === 'unreadable') continue
    const rank = ranks[item.kind]
    const seq = item.kind === 'entry' ? item.seq : null
    if (rank < reached) found.push({ kind: 'swapped', seq, line: item.line, what: 'stands below what comes last' })
    else if (rank === 2 && reached === 2)
      found.push({ kind: 'inserted', seq, line: item.line, what: 'is a second last line' })
    reached = Math.max(reached, rank)
  }
  return found
}

/** Entries that hash to what they say and yet are not the ones that their neighbours know. */
function brokenLinks(intact: SettledEntries['intact']): readonly ExportFinding[] {
  const isBroken = (seq: number): boolean => {
    const [entry, next] = [intact.get(seq), intact.get(seq + 1)]
    return entry !== undefined && next !== undefined && next.previous !== entry.hash
  }
  const found: ExportFinding[] = []
  for (const { seq, line, previous } of intact.values()) {
    // Where both sides of an entry are broken, it is this one; where one is, it is the entry that the next one does not know.
    const isReplaced = isBroken(seq) ? isBroken(seq - 1) || !isBroken(seq + 1) : false
    const isFalseStart = seq === 1 && previous !== genesis
    if (isReplaced || isFalseStart) found.push({ kind: 'edited', seq, line, what: 'was replaced by another' })
  }
  return found
}

function cutOff(items: readonly ExportItem[], witnesses: readonly Witness[], last: number): readonly ExportFinding[] {
  const beyond = witnesses.filter(({ seq }) => seq > last)
  const farthest = beyond.find(({ seq }) => beyond.every((other) => other.seq <= seq))
  if (farthest !== undefined) {
    const what = `entries ${spanText([last + 1, farthest.seq])} are missing: ${farthest.says} names ${farthest.seq}`
    return [{ kind: 'truncated', seq: last + 1, line: null, what }]
  }
  const isOpen = !items.some(({ kind }) => kind === 'end') && items.at(-1)?.kind !== 'unreadable'
  const what = 'the file breaks off: no last line says where the chain ends'
  return isOpen ? [{ kind: 'truncated', seq: null, line: null, what }] : []
}

function contradiction({ seq, hash, says }: Witness, intact: SettledEntries['intact']): readonly ExportFinding[] {
  const entry = intact.get(seq)
  const found: ExportFinding[] = []
  if (entry !== undefined && entry.hash !== hash) {
    found.push({
      kind: 'edited',
      seq,
      line: entry.line,
      what: `is not the one that ${says} names: one of them was replaced`,
    })
  }
  const last = highest(intact)
  if (says === lastLine && last > seq) {
    const what = `and all to ${last} come after the end that ${says} names`
    found.push({ kind: 'inserted', seq: seq + 1, line: intact.get(seq + 1)?.line ?? null, what })
  }
  return found
}

const lastLine = 'the last line'

import { type AxisBins, bin, binOf, countBins, forEachBin, forEachMissingBin } from './axis-bins.ts'
import type { BoxChecks } from './box-checks.ts'
import { chooseHomes, type Place } from './choose-homes.ts'
import { IntList } from './int-list.ts'
import { forEachRow, type RowLayout } from './row-layout.ts'
import type { RuleBoxes } from './rule-boxes.ts'
import type { ShelfLimits } from './shelf-limits.ts'
import { boxPlace, PLACE_SIZE, SHELF_BUCKETS_MAX, SHELF_SIZE, type Shelves, WORD } from './shelves.ts'

const BINS_MAX = bin.first + SHELF_BUCKETS_MAX

/** What shelves are built from. */
export type ShelfSource = {
  readonly boxes: RuleBoxes
  readonly checks: BoxChecks
  readonly layout: RowLayout
  /** The bins by which shelves are looked up. */
  readonly shelfBins: AxisBins
  readonly limits: ShelfLimits
}

/** A shelf before it is written: `axis` is −1 and places have no literal where boxes have no home. */
type Draft = { readonly axis: number; readonly places: readonly Place[] }

/** Builds the shelves of these boxes, given in order. */
export function buildShelves(source: ShelfSource, members: Int32Array): Shelves {
  const { stretchBoxes, stretchGrowth } = source.limits
  const drafts: Draft[] = []
  const firstShelf: number[] = []
  for (let start = 0, length = stretchBoxes; start < members.length; start += length, length *= stretchGrowth) {
    firstShelf.push(drafts.length)
    drafts.push(...draftShelves(source, members.subarray(start, start + length), start === 0))
  }
  const index = new IntList()
  const words = new IntList()
  const places = new IntList()
  index.extend(drafts.length * SHELF_SIZE)
  for (const [number, draft] of drafts.entries()) {
    const wordCount = Math.ceil(draft.places.length / WORD)
    const rows = writeRows(source, draft, wordCount)
    const firstRow = words.extend(rows.length)
    words.copy(rows, firstRow)
    const firstPlace = writePlaces(places, source, draft)
    const runs = writeRuns(index, runsByBin(source, draft))
    index.copy([draft.axis, wordCount, firstRow, firstPlace, runs], number * SHELF_SIZE)
  }
  return {
    firstShelf: Int32Array.from([...firstShelf, drafts.length]),
    index: index.toArray(),
    words: words.toArray(),
    places: places.toArray(),
  }
}

/** The first stretch is short enough to be read whole. */
function draftShelves(source: ShelfSource, members: Int32Array, isFirst: boolean): readonly Draft[] {
  if (isFirst) return [{ axis: -1, places: Array.from(members, withoutHome) }]
  const { homes, homeless } = chooseHomes(source, members)
  return homeless.length === 0 ? homes : [...homes, { axis: -1, places: Array.from(homeless, withoutHome) }]
}

function withoutHome(box: number): Place {
  return { box, literal: -1, start: 0, end: 0, isFirst: true }
}

/** Returns where the boxes of the shelf start. */
function writePlaces(list: IntList, { checks }: ShelfSource, { places }: Draft): number {
  const first = list.extend(places.length * PLACE_SIZE)
  for (const [index, { box, start, end }] of places.entries()) {
    const at = first + index * PLACE_SIZE
    list.set(at + boxPlace.box, box)
    list.set(at + boxPlace.checks, checks.first[box])
    list.set(at + boxPlace.start, start)
    list.set(at + boxPlace.end, end)
  }
  return first
}

/** The home axis has no rows of its own: runs tell more. */
function writeRows({ boxes, layout }: ShelfSource, { axis: home, places }: Draft, wordCount: number): Int32Array {
  const { bins, group } = layout
  const rows = new Int32Array(wordCount * layout.rowCount)
  const isReached = new Uint8Array(BINS_MAX)
  for (const [index, { box }] of places.entries()) {
    const [word, bit] = [index >> 5, 1 << (index & 31)]
    const refuse = (row: number): void => {
      rows[row * wordCount + word] |= bit
    }
    for (let literal = boxes.firstLiteral[box]; literal < boxes.firstLiteral[box + 1]; literal += 1) {
      const axis = boxes.literalAxis[literal]
      if (axis >= boxes.attributeAxisCount || axis === home || group[axis] < 0) continue
      isReached.fill(0)
      forEachBin(bins, boxes, { literal, visit: (number) => (isReached[number] = 1) })
      for (let number = 0; number < countBins(bins, axis); number += 1) {
        if (isReached[number] === 0) forEachRow(layout, { axis, bin: number }, refuse)
      }
    }
  }
  return rows
}

type PlaceVisit = { readonly place: Place; readonly visit: (bin: number) => void }

/** The bins that a box reaches with that part of its home literal for which it stands there. */
function forEachBinOfPlace(boxes: RuleBoxes, bins: AxisBins, { place, visit }: PlaceVisit): void {
  const { literal, start, end, isFirst } = place
  if (isFirst) forEachMissingBin(boxes, literal, visit)
  if (start === end) return
  const axis = boxes.literalAxis[literal]
  const last = binOf(bins, axis, end - 1)
  for (let number = binOf(bins, axis, start); number <= last; number += 1) visit(number)
}

/** Neighbouring words, and which boxes of each the lead cannot be at home with: a bit is 1 where a box refuses. */
type Run = { readonly first: number; readonly refused: number[] }

/** For each bin of the home axis the runs of words in which some box may hold there; one for all where there is no home. */
function runsByBin({ boxes, shelfBins }: ShelfSource, { axis, places }: Draft): readonly Run[][] {
  const runs: Run[][] = Array.from({ length: axis < 0 ? 1 : countBins(shelfBins, axis) }, () => [])
  for (const [index, place] of places.entries()) {
    const visit = (number: number): void => acceptIn(runs[number], index)
    if (axis < 0) visit(0)
    else forEachBinOfPlace(boxes, shelfBins, { place, visit })
  }
  return runs
}

/** Places come in order: the word of each either is the last one, follows it, or begins a run. */
function acceptIn(runs: Run[], place: number): void {
  const [word, bit] = [place >> 5, 1 << (place & 31)]
  const run = runs.at(-1)
  const next = run === undefined ? -1 : run.first + run.refused.length
  if (run === undefined || word > next) runs.push({ first: word, refused: [~bit] })
  else if (word === next) run.refused.push(~bit)
  else run.refused[run.refused.length - 1] &= ~bit
}

/** Returns the place of the table of bins. */
function writeRuns(index: IntList, runs: readonly Run[][]): number {
  const table = index.extend(runs.length + 1)
  for (const [number, some] of runs.entries()) {
    index.set(table + number, index.length)
    for (const { first, refused } of some) {
      index.push(first)
      index.push(refused.length)
      index.copy(refused, index.extend(refused.length))
    }
  }
  index.set(table + runs.length, index.length)
  return table
}

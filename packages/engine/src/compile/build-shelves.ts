import { type AxisBins, binOf, countBins, forEachBin, forEachMissingBin } from './axis-bins.ts'
import type { BoxChecks } from './box-checks.ts'
import { chooseHomes, type Place } from './choose-homes.ts'
import { IntList } from './int-list.ts'
import type { RowLayout } from './row-layout.ts'
import type { RuleBoxes } from './rule-boxes.ts'
import type { ShelfLimits } from './shelf-limits.ts'
import { boxPlace, NO_BOX, PLACE_SIZE, runsOf, SHELF_SIZE, type Shelves, WORD } from './shelves.ts'

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

/** Returns where the boxes of the shelf start. Where the last word is not full, there are boxes that come after every other one. */
function writePlaces(list: IntList, { checks }: ShelfSource, { places }: Draft): number {
  const size = Math.ceil(places.length / WORD) * WORD
  const first = list.extend(size * PLACE_SIZE)
  for (let index = places.length; index < size; index += 1) list.set(first + index * PLACE_SIZE + boxPlace.box, NO_BOX)
  for (const [index, { box, start, end }] of places.entries()) {
    const at = first + index * PLACE_SIZE
    list.set(at + boxPlace.box, box)
    list.set(at + boxPlace.checks, checks.first[box])
    list.set(at + boxPlace.start, start)
    list.set(at + boxPlace.end, end)
  }
  return first
}

function writeRows({ boxes, layout }: ShelfSource, { places }: Draft, wordCount: number): Int32Array {
  const rows = new Int32Array(wordCount * layout.rowCount)
  for (const [index, place] of places.entries()) {
    const [word, bit] = [index >> 5, 1 << (index & 31)]
    for (let literal = boxes.firstLiteral[place.box]; literal < boxes.firstLiteral[place.box + 1]; literal += 1) {
      const axis = boxes.literalAxis[literal]
      const firstRow = axis < boxes.attributeAxisCount ? layout.firstRow[axis] : -1
      if (firstRow < 0) continue
      const end = firstRow + countBins(layout.bins, axis)
      for (let row = firstRow; row < end; row += 1) rows[row * wordCount + word] |= bit
      const accept = (number: number): void => {
        rows[(firstRow + number) * wordCount + word] &= ~bit
      }
      if (literal === place.literal) forEachBinOfPlace(boxes, layout.bins, { place, visit: accept })
      else forEachBin(layout.bins, boxes, { literal, visit: accept })
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

type Runs = (readonly [first: number, count: number])[]

/** For each bin of the home axis the runs of words in which some box may hold there; one for all where there is no home. */
function runsByBin({ boxes, shelfBins }: ShelfSource, { axis, places }: Draft): readonly Runs[] {
  if (axis < 0) return [[[0, Math.ceil(places.length / WORD)]]]
  const runs: Runs[] = Array.from({ length: countBins(shelfBins, axis) }, () => [])
  for (const [index, place] of places.entries()) {
    forEachBinOfPlace(boxes, shelfBins, { place, visit: (number) => addWord(runs[number], index >> 5) })
  }
  return runs
}

/** Words come in order: each either is the last one, follows it, or begins a run. */
function addWord(runs: Runs, word: number): void {
  const last = runs.at(-1)
  if (last === undefined || word > last[0] + last[1]) runs.push([word, 1])
  else runs[runs.length - 1] = [last[0], word - last[0] + 1]
}

/** Returns the place of the table of bins. */
function writeRuns(index: IntList, runs: readonly Runs[]): number {
  const table = index.extend(runs.length + 1)
  for (const [number, some] of runs.entries()) {
    index.set(table + number, index.length)
    for (const run of some.flatMap(([first, count]) => runsOf(first, count))) index.push(run)
  }
  index.set(table + runs.length, index.length)
  return table
}

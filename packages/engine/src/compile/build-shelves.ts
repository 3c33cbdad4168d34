import { bucketOf, cutBuckets } from './buckets.ts'
import { chooseHomes, type Place } from './choose-homes.ts'
import { type CoarseClasses, coarsePlaces, MISSING_NOT_FALSE, MISSING_TRUE } from './coarse-classes.ts'
import { IntList } from './int-list.ts'
import type { RowLayout } from './row-layout.ts'
import type { RuleBoxes } from './rule-boxes.ts'
import type { ShelfLimits } from './shelf-limits.ts'
import { runsOf, SHELF_SIZE, type Shelves, slot, WORD } from './shelves.ts'

/** What shelves are built from. */
export type ShelfSource = {
  readonly boxes: RuleBoxes
  readonly coarse: CoarseClasses
  readonly layout: RowLayout
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
  index.extend(drafts.length * SHELF_SIZE)
  for (const [number, draft] of drafts.entries()) {
    const place = words.length
    const wordCount = Math.ceil(draft.places.length / WORD)
    const list = writeWords(source, draft, wordCount)
    words.copy(list, words.extend(list.length))
    const { buckets, starts, runs } = writeIndex(source, draft, index)
    index.copy([draft.axis, wordCount, place, buckets, starts, runs], number * SHELF_SIZE)
  }
  return { firstShelf: Int32Array.from([...firstShelf, drafts.length]), index: index.toArray(), words: words.toArray() }
}

/** The first stretch is short enough to be read whole. */
function draftShelves({ boxes, limits }: ShelfSource, members: Int32Array, isFirst: boolean): readonly Draft[] {
  if (isFirst) return [{ axis: -1, places: Array.from(members, withoutHome) }]
  const { homes, homeless } = chooseHomes(boxes, members, limits)
  return homeless.length === 0 ? homes : [...homes, { axis: -1, places: Array.from(homeless, withoutHome) }]
}

function withoutHome(box: number): Place {
  return { box, literal: -1, start: 0, end: 0, isFirst: true }
}

function writeWords({ boxes, coarse, layout }: ShelfSource, { places }: Draft, wordCount: number): Int32Array {
  const list = new Int32Array(wordCount * (WORD + layout.rowCount))
  const rows = list.subarray(wordCount * WORD)
  for (const [index, place] of places.entries()) {
    list[index] = place.box
    const [word, bit] = [index >> 5, 1 << (index & 31)]
    for (let literal = boxes.firstLiteral[place.box]; literal < boxes.firstLiteral[place.box + 1]; literal += 1) {
      const axis = boxes.literalAxis[literal]
      const firstRow = axis < boxes.attributeAxisCount ? layout.firstRow[axis] : 0
      if (firstRow === 0) continue
      const accepted = maskOf(
        literal === place.literal ? placesOfHome({ boxes, coarse }, place) : coarsePlaces(boxes, literal, coarse),
      )
      for (let row = 0; row < coarse.placeCounts[axis]; row += 1) {
        if ((accepted & (1 << row)) === 0) rows[(firstRow + row) * wordCount + word] |= bit
      }
    }
  }
  // Boxes that are not there refuse everyone.
  for (let index = places.length; index < wordCount * WORD; index += 1) rows[wordCount - 1] |= 1 << (index & 31)
  return list
}

function maskOf(places: readonly number[]): number {
  return places.reduce((mask, place) => mask | (1 << place), 0)
}

/** The coarse places of that part of the home literal for which the box stands there. */
function placesOfHome(
  source: Pick<ShelfSource, 'boxes' | 'coarse'>,
  { literal, start, end, isFirst }: Place,
): readonly number[] {
  const { boxes, coarse } = source
  const ofClasses = coarse.places[boxes.literalAxis[literal]]
  return coarsePlaces(boxes, literal, coarse).filter((place) => {
    if (place === MISSING_NOT_FALSE || place === MISSING_TRUE) return isFirst
    return start < end && place >= ofClasses[start] && place <= ofClasses[end - 1]
  })
}

type WrittenIndex = { readonly buckets: number; readonly starts: number; readonly runs: number }

/** Writes, for each slot, the runs of words in which some box may hold there. */
function writeIndex({ boxes, limits }: ShelfSource, { axis, places }: Draft, index: IntList): WrittenIndex {
  const wordCount = Math.ceil(places.length / WORD)
  if (axis < 0) return writeRuns(index, new Int32Array(0), [[[0, wordCount]]])
  const literals = Int32Array.from(places, ({ literal }) => literal)
  const starts = cutBuckets({ boxes, axis, literals }, limits.bucketsMax)
  const runsBySlot: [number, number][][] = Array.from({ length: slot.buckets + starts.length }, () => [])
  for (const [at, place] of places.entries()) {
    for (const number of slotsOf(boxes, place, starts)) addWord(runsBySlot[number], at >> 5)
  }
  return writeRuns(index, starts, runsBySlot)
}

function slotsOf(
  { literalWhenMissing }: RuleBoxes,
  { literal, start, end, isFirst }: Place,
  starts: Int32Array,
): readonly number[] {
  const slots: number[] = []
  if (isFirst && literalWhenMissing[literal] > 0) slots.push(slot.missingNotFalse)
  if (isFirst && literalWhenMissing[literal] === 2) slots.push(slot.missingTrue)
  if (start === end) return slots
  for (let bucket = bucketOf(starts, start); bucket <= bucketOf(starts, end - 1); bucket += 1)
    slots.push(slot.buckets + bucket)
  return slots
}

/** Words come in order: each either is the last one, follows it, or begins a run. */
function addWord(runs: [number, number][], word: number): void {
  const last = runs.at(-1)
  if (last === undefined || word > last[0] + last[1]) runs.push([word, 1])
  else last[1] = word - last[0] + 1
}

function writeRuns(
  index: IntList,
  starts: Int32Array,
  runsBySlot: readonly (readonly (readonly [number, number])[])[],
): WrittenIndex {
  const startsPlace = index.extend(starts.length)
  index.copy(starts, startsPlace)
  const runsPlace = index.extend(runsBySlot.length + 1)
  for (const [number, runs] of runsBySlot.entries()) {
    index.set(runsPlace + number, index.length)
    for (const run of runs.flatMap(([first, count]) => runsOf(first, count))) index.push(run)
  }
  index.set(runsPlace + runsBySlot.length, index.length)
  return { buckets: starts.length, starts: startsPlace, runs: runsPlace }
}

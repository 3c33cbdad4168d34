/** Whose text stands where both wrote. */
export type Preferred = 'ours' | 'theirs'

/** What two made of the same lines. */
export type LineClash = { readonly ours: string; readonly theirs: string }

/** Lines of a text that were replaced, from `start` until before `end`, and what stands there now. */
type Edit = { readonly start: number; readonly end: number; readonly lines: readonly string[] }
type Sides = { readonly ours: readonly Edit[]; readonly theirs: readonly Edit[] }

/** Beyond so many pairs of lines, what differs counts as one edit: it is compared in memory. */
const PAIRS_MAX = 16_000_000

/** Joins two edits of the same text line by line; where both changed the same lines stands what is preferred. */
export function mergeLines(
  was: string,
  texts: { readonly ours: string; readonly theirs: string },
  preferred: Preferred,
): { readonly text: string; readonly clashes: readonly LineClash[] } {
  const before = was.split('\n')
  const sides = { ours: editsOf(before, texts.ours.split('\n')), theirs: editsOf(before, texts.theirs.split('\n')) }
  const clashes: LineClash[] = []
  const merged: string[] = []
  let at = 0
  for (const { start, end, ours, theirs } of regionsOf(sides)) {
    merged.push(...before.slice(at, start))
    const read = (edits: readonly Edit[]): readonly string[] => applied(before, { start, end }, edits)
    const [mine, other] = [read(ours), read(theirs)]
    if (ours.length === 0) merged.push(...other)
    else if (theirs.length === 0 || mine.join('\n') === other.join('\n')) merged.push(...mine)
    else {
      clashes.push({ ours: mine.join('\n'), theirs: other.join('\n') })
      merged.push(...(preferred === 'ours' ? mine : other))
    }
    at = end
  }
  return { text: [...merged, ...before.slice(at)].join('\n'), clashes }
}

type Region = { readonly start: number; readonly end: number } & Sides

/** Edits of both sides, those that meet taken together. Two that begin at the same line have no order that can be told, so they meet. */
function regionsOf({ ours, theirs }: Sides): readonly Region[] {
  const all = [
    ...ours.map((edit) => ({ edit, side: 'ours' as const })),
    ...theirs.map((edit) => ({ edit, side: 'theirs' as const })),
  ].toSorted((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end)
  const regions: Region[] = []
  for (const { edit, side } of all) {
    const last = regions.at(-1)
    const meets = last !== undefined && (edit.start < last.end || edit.start === last.start)
    const region = meets ? last : { start: edit.start, end: edit.end, ours: [], theirs: [] }
    const joined = { ...region, end: Math.max(region.end, edit.end), [side]: [...region[side], edit] }
    if (meets) regions[regions.length - 1] = joined
    else regions.push(joined)
  }
  return regions
}

/** What stands in a region after the edits of one side. */
function applied(
  before: readonly string[],
  { start, end }: Pick<Region, 'start' | 'end'>,
  edits: readonly Edit[],
): readonly string[] {
  const lines: string[] = []
  let at = start
  for (const edit of edits) {
    lines.push(...before.slice(at, edit.start), ...edit.lines)
    at = edit.end
  }
  return [...lines, ...before.slice(at, end)]
}

/** What was replaced between two texts, by the longest lines that they share in order. */
function editsOf(before: readonly string[], after: readonly string[]): readonly Edit[] {
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head += 1
  let tail = 0
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1
  const [from, to] = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)]
  if (from.length === 0 && to.length === 0) return []
  if (from.length * to.length > PAIRS_MAX) return [{ start: head, end: head + from.length, lines: to }]
  return editsWithin(from, to).map(({ start, end, lines }) => ({ start: start + head, end: end + head, lines }))
}

function editsWithin(from: readonly string[], to: readonly string[]): readonly Edit[] {
  const shared = sharedLengths(from, to)
  const width = to.length + 1
  const length = (i: number, j: number): number => shared[i * width + j] ?? 0
  const edits: Edit[] = []
  let [i, j] = [0, 0]
  while (i < from.length || j < to.length) {
    const [start, first] = [i, j]
    while ((i < from.length || j < to.length) && (i === from.length || j === to.length || from[i] !== to[j])) {
      if (j === to.length || (i < from.length && length(i + 1, j) >= length(i, j + 1))) i += 1
      else j += 1
    }
    if (i > start || j > first) edits.push({ start, end: i, lines: to.slice(first, j) })
    while (i < from.length && j < to.length && from[i] === to[j]) [i, j] = [i + 1, j + 1]
  }
  return edits
}

/** At each pair of lines, how many lines the rest of both texts shares in order. */
function sharedLengths(from: readonly string[], to: readonly string[]): Uint32Array {
  const width = to.length + 1
  const lengths = new Uint32Array((from.length + 1) * width)
  for (let i = from.length - 1; i >= 0; i -= 1) {
    for (let j = to.length - 1; j >= 0; j -= 1) {
      const [below, right, across] = [(i + 1) * width + j, i * width + j + 1, (i + 1) * width + j + 1]
      const same = from[i] === to[j]
      lengths[i * width + j] = same ? (lengths[across] ?? 0) + 1 : Math.max(lengths[below] ?? 0, lengths[right] ?? 0)
    }
  }
  return lengths
}

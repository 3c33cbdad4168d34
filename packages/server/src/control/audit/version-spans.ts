/** Whole numbers as spans, first and last of each included. */
export type Spans = readonly (readonly [from: number, to: number])[]

/** Numbers, ascending, as the fewest spans that hold them. */
export function spansOf(numbers: readonly number[]): Spans {
  const spans: [number, number][] = []
  for (const number of numbers) {
    const last = spans.at(-1)
    if (last !== undefined && number === last[1] + 1) last[1] = number
    else spans.push([number, number])
  }
  return spans
}

/** The numbers, ascending, that are in none of the spans, which may be in any order. */
export function outsideOf(numbers: readonly number[], spans: Spans): readonly number[] {
  const ordered = [...spans].sort(([a], [b]) => a - b)
  let index = 0
  let reach = Number.NEGATIVE_INFINITY
  return numbers.filter((number) => {
    for (let next = ordered[index]; next !== undefined && next[0] <= number; next = ordered[index]) {
      reach = Math.max(reach, next[1])
      index += 1
    }
    return number > reach
  })
}

/** A span for people. */
export function spanText([from, to]: readonly [number, number]): string {
  return from === to ? String(from) : `${from} to ${to}`
}

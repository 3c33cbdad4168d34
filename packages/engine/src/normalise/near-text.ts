/**
 * How many letters were missed, added, changed or swapped with their neighbour between two texts; `max + 1`
 * when it is more than `max`. (Optimal string alignment, only the diagonal band that matters.)
 */
export function editsBetween(a: string, b: string, max: number): number {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > max) return max + 1
  const width = b.length + 1
  let before = rowOf(width, max + 1)
  let previous = rowOf(width, max + 1)
  for (let column = 0; column <= Math.min(b.length, max); column += 1) previous[column] = column
  for (let row = 1; row <= a.length; row += 1) {
    const current = rowOf(width, max + 1)
    if (row <= max) current[0] = row
    let least = current[0] ?? max + 1
    for (let column = Math.max(1, row - max); column <= Math.min(b.length, row + max); column += 1) {
      const edits = cheapest({ a, b, row, column }, { before, previous, current })
      current[column] = edits
      least = Math.min(least, edits)
    }
    if (least > max) return max + 1
    before = previous
    previous = current
  }
  return Math.min(previous[b.length] ?? max + 1, max + 1)
}

function rowOf(width: number, edits: number): number[] {
  return Array.from({ length: width }, () => edits)
}

type Cell = { readonly a: string; readonly b: string; readonly row: number; readonly column: number }
type Rows = { readonly before: number[]; readonly previous: number[]; readonly current: number[] }

function cheapest({ a, b, row, column }: Cell, { before, previous, current }: Rows): number {
  const isSame = a[row - 1] === b[column - 1]
  const changed = at(previous, column - 1) + (isSame ? 0 : 1)
  const edits = Math.min(changed, at(previous, column) + 1, at(current, column - 1) + 1)
  const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
  return isSwap ? Math.min(edits, at(before, column - 2) + 1) : edits
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}

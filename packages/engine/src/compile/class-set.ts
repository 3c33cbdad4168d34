/**
 * A set of an axis's classes as sorted, disjoint, non-touching intervals: start and end (exclusive) by turns.
 * Equality, ranges and prefixes are one interval each, so most sets are two numbers however many classes there are.
 */
export type ClassSet = readonly number[]

export const noClasses: ClassSet = []

/** The classes from `start` up to, not including, `end`. */
export function classRange(start: number, end: number): ClassSet {
  return start < end ? [start, end] : noClasses
}

/** The set of these classes, given in any order. */
export function classSetOf(classes: readonly number[]): ClassSet {
  const set: number[] = []
  for (const id of classes.toSorted((a, b) => a - b)) {
    if (set.length === 0 || id > set[set.length - 1]) set.push(id, id + 1)
    else if (id === set[set.length - 1]) set[set.length - 1] = id + 1
  }
  return set
}

export function intersectClasses(a: ClassSet, b: ClassSet): ClassSet {
  const both: number[] = []
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    const start = Math.max(a[i], b[j])
    const end = Math.min(a[i + 1], b[j + 1])
    if (start < end) both.push(start, end)
    if (a[i + 1] < b[j + 1]) i += 2
    else j += 2
  }
  return both
}

export function uniteClasses(a: ClassSet, b: ClassSet): ClassSet {
  const united: number[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const takeA = j >= b.length || (i < a.length && a[i] <= b[j])
    const start = takeA ? a[i] : b[j]
    const end = takeA ? a[i + 1] : b[j + 1]
    if (takeA) i += 2
    else j += 2
    const last = united.length - 1
    if (last >= 0 && start <= united[last]) united[last] = Math.max(united[last], end)
    else united.push(start, end)
  }
  return united
}

/** The classes of a present value that are not in the set; class 0, "missing", belongs to no set. */
export function otherClasses(set: ClassSet, classCount: number): ClassSet {
  const others: number[] = []
  let next = 1
  for (let index = 0; index < set.length; index += 2) {
    if (next < set[index]) others.push(next, set[index])
    next = set[index + 1]
  }
  if (next < classCount) others.push(next, classCount)
  return others
}

export function hasClass(set: ClassSet, id: number): boolean {
  for (let index = 0; index < set.length; index += 2) {
    if (id < set[index]) return false
    if (id < set[index + 1]) return true
  }
  return false
}

export function countClasses(set: ClassSet): number {
  let count = 0
  for (let index = 0; index < set.length; index += 2) count += set[index + 1] - set[index]
  return count
}

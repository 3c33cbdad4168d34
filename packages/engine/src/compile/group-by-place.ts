import { IntList } from './int-list.ts'

/** Boxes put at places of a table, each in as many as it needs. */
export type Grouping = {
  add(place: number, box: number): void
  /** Calls back with each place that has boxes, and with those in the order they were added. */
  forEach(visit: (place: number, members: Int32Array) => void): void
}

/** Groups by counting, since tables have many places and most boxes few. */
export function groupByPlace(placeCount: number): Grouping {
  const places = new IntList()
  const boxes = new IntList()
  return {
    add(place, box) {
      places.push(place)
      boxes.push(box)
    },
    forEach(visit) {
      const ends = new Int32Array(placeCount + 1)
      for (let index = 0; index < places.length; index += 1) ends[places.get(index) + 1] += 1
      for (let place = 0; place < placeCount; place += 1) ends[place + 1] += ends[place]
      const starts = ends.slice()
      const sorted = new Int32Array(boxes.length)
      for (let index = 0; index < boxes.length; index += 1) {
        const place = places.get(index)
        sorted[starts[place]] = boxes.get(index)
        starts[place] += 1
      }
      for (let place = 0; place < placeCount; place += 1) {
        if (ends[place] < ends[place + 1]) visit(place, sorted.subarray(ends[place], ends[place + 1]))
      }
    },
  }
}

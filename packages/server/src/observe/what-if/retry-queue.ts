/** A lead, and when it is to be tried again, in epoch milliseconds. */
export type DueRetry = { readonly leadId: string; readonly atMs: number }

/** Leads in the order of their next try. */
export type RetryQueue = {
  readonly add: (retry: DueRetry) => void
  /** Takes out the first that is due until an instant; `null`: none is. */
  readonly next: (untilMs: number) => DueRetry | null
}

/** An empty queue: a binary heap, so that adding and taking cost the logarithm of those that wait. */
export function createRetryQueue(): RetryQueue {
  const heap: DueRetry[] = []
  return {
    add: (retry) => {
      heap.push(retry)
      rise(heap, heap.length - 1)
    },
    next: (untilMs) => {
      const [first] = heap
      if (first === undefined || first.atMs > untilMs) return null
      const last = heap.pop()
      if (last !== undefined && heap.length > 0) {
        heap[0] = last
        sink(heap)
      }
      return first
    },
  }
}

/** Of two at the same instant the lesser id is first, so that the order is always the same. */
function isBefore(a: DueRetry, b: DueRetry): boolean {
  return a.atMs === b.atMs ? a.leadId < b.leadId : a.atMs < b.atMs
}

function rise(heap: DueRetry[], from: number): void {
  let place = from
  while (place > 0) {
    const parent = (place - 1) >> 1
    if (!isBefore(heap[place], heap[parent])) return
    swap(heap, place, parent)
    place = parent
  }
}

function sink(heap: DueRetry[]): void {
  let place = 0
  for (;;) {
    const left = 2 * place + 1
    if (left >= heap.length) return
    const right = left + 1
    const child = right < heap.length && isBefore(heap[right], heap[left]) ? right : left
    if (!isBefore(heap[child], heap[place])) return
    swap(heap, place, child)
    place = child
  }
}

function swap(heap: DueRetry[], a: number, b: number): void {
  const kept = heap[a]
  heap[a] = heap[b]
  heap[b] = kept
}

import { Session } from 'node:inspector/promises'

/** What a value takes in memory, and how long it took to make: everything that is left after collecting garbage, before and after. */
export type Made<T> = { readonly value: T; readonly keptBytes: number; readonly seconds: number }

/** Makes the value between two collections of garbage. */
export async function makeAndWeigh<T>(make: () => T): Promise<Made<T>> {
  const before = await bytesInUse()
  const started = performance.now()
  const value = make()
  const seconds = (performance.now() - started) / 1000
  return { value, seconds, keptBytes: (await bytesInUse()) - before }
}

async function bytesInUse(): Promise<number> {
  // The inspector can collect garbage without a flag on the command line.
  const session = new Session()
  session.connect()
  await session.post('HeapProfiler.collectGarbage')
  session.disconnect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

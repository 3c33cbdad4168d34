import { setImmediate as nextTurn } from 'node:timers/promises'

/** So long, in milliseconds, this node's requests wait for it. */
const SLICE_MS = 5

/** Work that takes long asks this at every step: `true` once its slice of time is over, and then awaits `turn`. */
export type GiveWay = { readonly isDue: () => boolean; readonly turn: () => Promise<void> }

/** Starts a first slice. Asking costs next to nothing, and nothing is awaited within a slice. */
export function createGiveWay(): GiveWay {
  let endsMs = performance.now() + SLICE_MS
  return {
    isDue: () => performance.now() >= endsMs,
    turn: async () => {
      await nextTurn()
      endsMs = performance.now() + SLICE_MS
    },
  }
}

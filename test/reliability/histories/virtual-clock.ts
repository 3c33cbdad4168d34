import type { Statement } from '../../../packages/server/src/platform/db/queryable.ts'

/** The clock of a history's database, as every statement of that history sees it. */
export type VirtualClock = {
  /** Epoch milliseconds by this clock, as far as this process can tell. */
  readonly nowMs: () => number
  /** Moves it; a database server's clock may also be set back. */
  readonly move: (ms: number) => void
  /** A statement that asks for the time, made to ask this clock. */
  readonly of: (statement: Statement) => Statement
}

const asked = /\b(?:clock|statement)_timestamp\(\)/g

/**
 * Makes a clock that shows `startMs` now and runs on. Statements are changed in their text, so that the clock is the
 * database's, the same for all nodes, and different for each history on one server.
 */
export function createVirtualClock(startMs: number): VirtualClock {
  let offsetMs = Math.round(startMs - Date.now())
  return {
    nowMs: () => Date.now() + offsetMs,
    move: (ms) => {
      offsetMs += Math.round(ms)
    },
    of: (statement) => {
      const text = typeof statement === 'string' ? statement : statement.text
      const moved = text.replaceAll(asked, (clock) => `(${clock} + interval '${offsetMs} milliseconds')`)
      // Without a name: the text is another one each time the clock is moved.
      return moved === text ? statement : moved
    },
  }
}

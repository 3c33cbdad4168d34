import { messageOf } from '../db/db-error.ts'

/** Work that is done turn after turn until it is stopped. */
export type Worker = {
  /** Starts the next turn at once, or right after the one under way. */
  readonly wake: () => void
  /** Starts no turn any more and resolves when the one under way is through; a second call waits for the first. */
  readonly stop: () => Promise<void>
}

/** What went wrong in a turn of a worker. */
export type WorkerFailure = {
  readonly worker: string
  /** The workspace whose work failed; `null`: the turn as a whole. */
  readonly workspaceId: string | null
  readonly error: Error
  /** Failures in a row, this one included. */
  readonly failedInRow: number
  /** After how many milliseconds it is tried again. */
  readonly retryInMs: number
}

/** How to run a worker. */
export type WorkerOptions = {
  /** For logs and metrics. */
  readonly name: string
  /** At most so many milliseconds from the start of a turn to that of the next, unless a turn takes longer. */
  readonly everyMs: number
  /** One turn. What it throws is told to `onError`; the next turn comes later then. */
  readonly run: () => Promise<void>
  readonly onError: (failure: WorkerFailure) => void
}

/** Turns come up to so much sooner than asked, at random, so that the nodes' turns spread. */
const JITTER_SHARE = 0.2
/** After failures a worker waits twice as long each time, up to this: well within the time for taking work over. */
const BACKOFF_MAX_MS = 5000

/** How long to wait after so many failures in a row, in milliseconds. */
export function backoffMs(everyMs: number, failedInRow: number): number {
  return Math.max(everyMs, Math.min(BACKOFF_MAX_MS, Math.max(50, everyMs) * 2 ** Math.min(failedInRow, 20)))
}

/** Starts a worker; its first turn is at once. Turns never overlap. */
export function startWorker(options: WorkerOptions): Worker {
  const loop = new WorkerLoop(options)
  return { wake: () => loop.wake(), stop: () => loop.stop() }
}

class WorkerLoop {
  readonly #options: WorkerOptions
  readonly #ended: Promise<void>
  #isStopping = false
  #isWoken = false
  #failedInRow = 0
  #endPause: (() => void) | null = null

  constructor(options: WorkerOptions) {
    this.#options = options
    this.#ended = this.#loop()
  }

  wake(): void {
    this.#isWoken = true
    this.#endPause?.()
  }

  stop(): Promise<void> {
    this.#isStopping = true
    this.#endPause?.()
    return this.#ended
  }

  async #loop(): Promise<void> {
    while (!this.#isStopping) {
      const began = performance.now()
      this.#isWoken = false
      const intervalMs = await this.#turn()
      await this.#pause(intervalMs - (performance.now() - began))
    }
  }

  /** Returns how long after its start the next turn is to come. */
  async #turn(): Promise<number> {
    const { name, everyMs, run, onError } = this.#options
    try {
      await run()
      this.#failedInRow = 0
      return everyMs * (1 - JITTER_SHARE * Math.random())
    } catch (thrown) {
      this.#failedInRow += 1
      const retryInMs = backoffMs(everyMs, this.#failedInRow)
      onError({ worker: name, workspaceId: null, error: asError(thrown), failedInRow: this.#failedInRow, retryInMs })
      return retryInMs
    }
  }

  async #pause(ms: number): Promise<void> {
    if (this.#isStopping || this.#isWoken) return
    await new Promise<void>((resolve) => {
      // Even a worker that is always late lets others have their turn.
      const timer = setTimeout(resolve, Math.max(0, ms))
      this.#endPause = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.#endPause = null
  }
}

/** Whatever was thrown, as an error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(messageOf(thrown))
}

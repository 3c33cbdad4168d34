import { asError, backoffMs, startWorker, type Worker, type WorkerFailure } from './start-worker.ts'

/** How to work for every workspace. */
export type WorkspaceWorkerOptions = {
  readonly name: string
  /** At most so many milliseconds between two looks at a workspace, unless there are very many. */
  readonly everyMs: number
  /** The workspaces to work for, asked at each turn. */
  readonly workspaces: () => Promise<readonly string[]>
  /** Whether there is anything to do: one cheap question, asked at each turn. */
  readonly isDue: (workspaceId: string) => Promise<boolean>
  /**
   * Does it. One workspace's work never overlaps with itself on this node; other workspaces do not wait for it. What takes
   * many steps goes no further once the signal is given.
   */
  readonly act: (workspaceId: string, signal: AbortSignal) => Promise<void>
  readonly onError: (failure: WorkerFailure) => void
}

/** A workspace whose work failed, and when it is looked at again, on the node's steady clock in milliseconds. */
type Trouble = { readonly failedInRow: number; readonly untilMs: number }

/**
 * Starts a worker that looks at each workspace in turn and does what is due there. What fails in one workspace is tried again
 * later and keeps no other from its turn. `stop` waits for the work under way everywhere.
 */
export function startWorkspaceWorker(options: WorkspaceWorkerOptions): Worker {
  const rounds = new WorkspaceRounds(options)
  const { name, everyMs, onError } = options
  const worker = startWorker({ name, everyMs, onError, run: () => rounds.turn() })
  const stop = async (): Promise<void> => {
    rounds.stop()
    await worker.stop()
    await rounds.idle()
  }
  return { wake: worker.wake, stop }
}

class WorkspaceRounds {
  readonly #options: WorkspaceWorkerOptions
  readonly #busy = new Map<string, Promise<void>>()
  readonly #troubles = new Map<string, Trouble>()
  readonly #stopping = new AbortController()

  constructor(options: WorkspaceWorkerOptions) {
    this.#options = options
  }

  async turn(): Promise<void> {
    for (const workspaceId of await this.#options.workspaces()) {
      if (this.#stopping.signal.aborted) return
      if (this.#busy.has(workspaceId) || this.#isInTrouble(workspaceId)) continue
      const isDue = await this.#attempt(workspaceId, () => this.#options.isDue(workspaceId))
      if (isDue !== true || this.#stopping.signal.aborted) continue
      this.#busy.set(workspaceId, this.#act(workspaceId))
    }
  }

  stop(): void {
    this.#stopping.abort()
  }

  async idle(): Promise<void> {
    await Promise.all(this.#busy.values())
  }

  async #act(workspaceId: string): Promise<void> {
    await this.#attempt(workspaceId, async () => {
      await this.#options.act(workspaceId, this.#stopping.signal)
      this.#troubles.delete(workspaceId)
    })
    this.#busy.delete(workspaceId)
  }

  /** `null`: it failed. */
  async #attempt<Result>(workspaceId: string, work: () => Promise<Result>): Promise<Result | null> {
    try {
      return await work()
    } catch (thrown) {
      const { name, everyMs, onError } = this.#options
      const failedInRow = (this.#troubles.get(workspaceId)?.failedInRow ?? 0) + 1
      const retryInMs = backoffMs(everyMs, failedInRow)
      this.#troubles.set(workspaceId, { failedInRow, untilMs: performance.now() + retryInMs })
      onError({ worker: name, workspaceId, error: asError(thrown), failedInRow, retryInMs })
      return null
    }
  }

  #isInTrouble(workspaceId: string): boolean {
    const trouble = this.#troubles.get(workspaceId)
    return trouble !== undefined && performance.now() < trouble.untilMs
  }
}

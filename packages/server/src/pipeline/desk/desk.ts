import { setTimeout as sleep } from 'node:timers/promises'
import { RoutingError } from '@rightful/contract'
import { classifyDatabaseError } from '../../platform/db/classify-database-error.ts'
import type { Database } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids/new-id.ts'
import type { TraceParent, Tracing } from '../../platform/trace/create-tracing.ts'
import { describeFailure } from '../decide/attempt-decision.ts'
import { leadKeys } from '../intake/lead-keys.ts'
import { prepare, type Preparation } from '../intake/prepare-command.ts'
import { type BatchOutcome, DUE_IN_TURN, DUE_LATER, type DueAsk } from '../pipeline.ts'
import { type BatchReport, type CommittedBatch, committedOf } from './batch-report.ts'
import type { Command, CommandResult, Lane } from './command.ts'
import { backoffMs, commitBatch, parkRefusedHolds } from './commit-batch.ts'
import type { DeskMemory } from './memory.ts'
import type { QueuedCommand } from './queued-command.ts'
import { type Errand, runAtDesk } from './run-at-desk.ts'
import { takeBatch, takeDeferred, takeMore } from './take-batch.ts'

/** A workspace's desk on this node: commands go in one by one and are carried out in batches. */
export type Desk = {
  /**
   * Queues a command and resolves when it is committed. Rejects with `service_unavailable` when the database cannot be reached
   * for so long, with `overloaded` when too much is waiting. `lane` is that of whoever waits for the answer.
   */
  readonly submit: (command: Command, lane?: Lane) => Promise<CommandResult>
  /** Tries held leads that are due, when nothing else makes a batch. */
  readonly tick: () => void
  /**
   * Runs an errand between two batches and resolves when it is committed. Nothing is tried again: rejects with what was thrown,
   * and after a lost COMMIT whoever asked has to look.
   */
  readonly run: <Result>(errand: Errand<Result>) => Promise<Result>
  /** Commands that wait now. */
  readonly waitingCount: () => number
  /** Forgets what this node knows of the workspace, so that the next batch reads it anew. */
  readonly forget: () => void
  /** Takes no more commands and resolves when those that wait are through. */
  readonly close: () => Promise<void>
}

/** What a desk works with. */
export type DeskOptions = {
  readonly workspaceId: string
  readonly db: Database
  /** The node's name. */
  readonly node: string
  /** Told of every batch, for metrics, logs and traces. */
  readonly onBatch?: (batch: BatchReport) => void
  /** What a command belongs under in a trace, asked when it comes in; left out or `null`: nobody traces. */
  readonly tracing?: Pick<Tracing, 'here'> | null
}

type Waiting = QueuedCommand & {
  readonly lane: Lane
  readonly parent: TraceParent | null
  /** A batch took it and left it to later. */
  readonly isDeferred: boolean
  readonly resolve: (result: CommandResult) => void
  readonly reject: (error: Error) => void
}

/** An import makes room for leads from the web until none came for so long. */
const WEB_IS_OVER_MS = 1000
const WAITING_MAX = 20_000
/** How long a command may wait for a database that does not answer. */
const PATIENCE_MS = 15_000

/** Opens the desk of a workspace on this node. Nothing is read before the first command. */
export function createDesk(options: DeskOptions): Desk {
  const line = new DeskLine(options)
  return {
    submit: (command, lane = 'web') => line.submit(command, lane),
    tick: () => line.tick(),
    run: (errand) => line.run(errand),
    waitingCount: () => line.waitingCount(),
    forget: () => line.forget(),
    close: () => line.close(),
  }
}

/** The commands that wait for one desk, and what this node knows of it; one batch at a time is on its way. */
class DeskLine {
  readonly #options: DeskOptions
  readonly #lanes: Record<Lane, Waiting[]> = { web: [], bulk: [] }
  readonly #errands: (() => Promise<void>)[] = []
  #memory: DeskMemory | null = null
  #running: Promise<void> | null = null
  #hasDue = false
  #isDeferredsTurn = true
  #isClosed = false
  #failedInRow = 0
  #webCameMs = Number.NEGATIVE_INFINITY

  constructor(options: DeskOptions) {
    this.#options = options
  }

  submit(command: Command, lane: Lane): Promise<CommandResult> {
    if (this.#isClosed) return Promise.reject(new RoutingError('service_unavailable'))
    if (this.#lanes[lane].length >= WAITING_MAX) return Promise.reject(new RoutingError('overloaded'))
    if (lane === 'web') this.#webCameMs = performance.now()
    return new Promise((resolve, reject) => {
      const queued = queue(command, this.#memory)
      const parent = this.#options.tracing?.here() ?? null
      this.#lanes[lane].push({ ...queued, lane, parent, isDeferred: false, resolve, reject })
      this.#start()
    })
  }

  tick(): void {
    this.#hasDue = true
    this.#start()
  }

  run<Result>(errand: Errand<Result>): Promise<Result> {
    if (this.#isClosed) return Promise.reject(new RoutingError('service_unavailable'))
    return new Promise((resolve, reject) => {
      this.#errands.push(async () => {
        await this.#runErrand(errand).then(resolve, reject)
      })
      this.#start()
    })
  }

  waitingCount(): number {
    return this.#lanes.web.length + this.#lanes.bulk.length
  }

  forget(): void {
    this.#memory = null
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#running
  }

  #start(): void {
    this.#running ??= this.#drain()
  }

  async #drain(): Promise<void> {
    // Commands that arrive in one turn of the loop share a batch.
    await Promise.resolve()
    while (this.waitingCount() > 0 || this.#hasDue || this.#errands.length > 0) {
      if (this.waitingCount() > 0 || this.#hasDue) {
        this.#hasDue = false
        await this.#settle(this.#takeNext(), DUE_IN_TURN)
      }
      await this.#errands.shift()?.()
    }
    this.#running = null
  }

  /** Rows of an import that need a turn of their own have every other one. */
  #takeNext(): readonly Waiting[] {
    const deferred = this.#isDeferredsTurn ? takeDeferred(this.#lanes) : []
    this.#isDeferredsTurn = deferred.length === 0
    return deferred.length > 0 ? deferred : takeBatch(this.#lanes, this.#isBesideWeb())
  }

  #isBesideWeb(): boolean {
    return performance.now() - this.#webCameMs < WEB_IS_OVER_MS
  }

  async #runErrand<Result>(errand: Errand<Result>): Promise<Result> {
    const { workspaceId, db, node, onBatch } = this.#options
    const began = performance.now()
    let failure: string | null = null
    try {
      const ask = { workspaceId, memory: this.#memory, name: { batchId: newId(), node } }
      const { memory, result } = await db.transaction((tx) => runAtDesk(tx, ask, errand))
      this.#memory = memory
      return result
    } catch (error) {
      this.#memory = null
      failure = describeFailure(error)
      throw error
    } finally {
      const durationMs = performance.now() - began
      onBatch?.({ workspaceId, commandCount: 0, beganMs: began, durationMs, failure, committed: null })
    }
  }

  async #settle(taken: readonly Waiting[], due: DueAsk = DUE_LATER): Promise<void> {
    const { workspaceId, onBatch } = this.#options
    const beganMs = performance.now()
    let failure: string | null = null
    let committed: CommittedBatch | null = null
    const batch = [...taken]
    const more = (): readonly Waiting[] => {
      const isFree = due === DUE_IN_TURN && !this.#isBesideWeb()
      const next = isFree ? takeMore(this.#lanes, batch.length) : []
      batch.push(...next)
      return next
    }
    try {
      const ask = { commands: taken, memory: this.#memory, due, more }
      const outcome = await commitBatch({ ...this.#options, onUnknown: () => this.#rejectLate() }, ask)
      this.#memory = outcome.memory
      this.#failedInRow = 0
      this.#hasDue ||= outcome.hasMoreDue
      committed = committedOf(batch, outcome)
      this.#answer(batch, outcome)
    } catch (error) {
      this.#memory = null
      failure = describeFailure(error)
      // What has a name of its own concerns all of them, and trying again would not help.
      if (error instanceof RoutingError) for (const { reject } of batch) reject(error)
      else if (classifyDatabaseError(error).isTransient) await this.#retryLater(batch, error)
      else await this.#isolate(batch, { error, due })
    }
    const durationMs = performance.now() - beganMs
    onBatch?.({ workspaceId, commandCount: batch.length, beganMs, durationMs, failure, committed })
  }

  #answer(batch: readonly Waiting[], { results, hasMoreDue }: BatchOutcome): void {
    const later = batch.filter((_, index) => (results[index] ?? null) === null)
    batch.forEach((waiting, index) => {
      const result = results[index] ?? null
      if (result !== null) waiting.resolve(result)
    })
    // Behind held leads everybody waits alike.
    this.#putBack(hasMoreDue ? later : later.map((waiting) => ({ ...waiting, isDeferred: true })))
  }

  /** In front of what came later. */
  #putBack(batch: readonly Waiting[]): void {
    for (const waiting of batch.toReversed()) this.#lanes[waiting.lane].unshift(waiting)
  }

  /** Whoever has waited too long is told so; the others are tried again in a while. */
  async #retryLater(batch: readonly Waiting[], cause: unknown): Promise<void> {
    this.#putBack(batch)
    this.#rejectLate(cause)
    await sleep(backoffMs(this.#failedInRow))
    this.#failedInRow = Math.min(this.#failedInRow + 1, 10)
  }

  #rejectLate(cause?: unknown): void {
    const now = performance.now()
    const isTooLate = ({ queuedAtMs }: Waiting): boolean => now - queuedAtMs > PATIENCE_MS
    for (const lane of Object.values(this.#lanes)) {
      const late = lane.filter(isTooLate)
      if (late.length === 0) continue
      lane.splice(0, lane.length, ...lane.filter((waiting) => !isTooLate(waiting)))
      for (const { reject } of late) reject(new RoutingError('service_unavailable', {}, { cause }))
    }
  }

  /**
   * What the database refuses may be a held lead that was due: then the batch goes on without it. Else the batch is taken apart
   * until what is refused stands alone; that lead is parked.
   */
  async #isolate(
    batch: readonly Waiting[],
    { error, due }: { readonly error: unknown; readonly due: DueAsk },
  ): Promise<void> {
    try {
      if ((await parkRefusedHolds(this.#options)) > 0) return this.#putBack(batch)
    } catch (passing) {
      return this.#retryLater(batch, passing)
    }
    if (batch.length > 1) {
      const middle = Math.ceil(batch.length / 2)
      await this.#settle(batch.slice(0, middle))
      await this.#settle(batch.slice(middle))
      return
    }
    // A held lead that was due may be what was refused: only what is refused without any is blamed for it.
    if (due !== DUE_LATER) return this.#settle(batch)
    for (const poisoned of batch) {
      const isParkable = poisoned.command.kind === 'create' && poisoned.preparation?.kind !== 'failed'
      if (!isParkable) poisoned.reject(error instanceof Error ? error : new Error(String(error)))
      else await this.#settle([asFailed(poisoned, error)])
    }
  }
}

/** A new lead to be stored without being read: what failed may be in what was read of it. Its keys are those that need no reading. */
function asFailed(waiting: Waiting, error: unknown): Waiting {
  const preparation: Preparation = { kind: 'failed', error: describeFailure(error) }
  const { command } = waiting
  return {
    ...waiting,
    preparation,
    keys: command.kind === 'create' ? leadKeys(null, command.lead, preparation) : [],
  }
}

/** New leads are read and matched while they wait, as far as this node knows by what. */
function queue(command: Command, memory: DeskMemory | null): QueuedCommand {
  const queuedAtMs = performance.now()
  if (command.kind !== 'create' || memory === null) return { command, queuedAtMs, preparation: null, keys: [] }
  const { leadId: id, priority, attributes } = command.lead
  const preparation = prepare(memory, { id, priority, attributes })
  return { command, queuedAtMs, preparation, keys: leadKeys(memory.keys, command.lead, preparation) }
}

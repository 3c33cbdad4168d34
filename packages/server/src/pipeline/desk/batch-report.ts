import type { TraceParent } from '../../platform/trace/create-tracing.ts'
import type { CommandResult, Lane } from './command.ts'
import type { Committed } from './commit-batch.ts'
import type { QueuedCommand } from './queued-command.ts'

/** How a batch went. */
export type BatchReport = {
  readonly workspaceId: string
  readonly commandCount: number
  /** On the node's steady clock, in milliseconds. */
  readonly beganMs: number
  readonly durationMs: number
  /** `null`: it went well. */
  readonly failure: string | null
  /** `null`: nothing was, or nothing that came in as a command. */
  readonly committed: CommittedBatch | null
}

/** What a batch left behind. `commitBeganMs` is of the node's steady clock. */
export type CommittedBatch = {
  readonly batchId: string
  readonly version: number
  readonly commitBeganMs: number
  readonly settled: readonly SettledCommand[]
}

/** A command with what it is told by. */
export type ToldCommand = Pick<QueuedCommand, 'command' | 'queuedAtMs'> & {
  readonly lane: Lane
  /** What it belongs under in a trace; `null`: nothing. */
  readonly parent: TraceParent | null
}

/** A command and what came of it. */
export type SettledCommand = ToldCommand & { readonly result: CommandResult }

/** What a batch left behind, of the commands that were its. */
export function committedOf(
  batch: readonly ToldCommand[],
  { results, memory, batchId, commitBeganMs }: Committed,
): CommittedBatch {
  const settled = batch.flatMap(({ command, lane, queuedAtMs, parent }, index) => {
    const result = results[index] ?? null
    return result === null ? [] : [{ command, lane, queuedAtMs, parent, result }]
  })
  return { batchId, version: memory.version, commitBeganMs, settled }
}

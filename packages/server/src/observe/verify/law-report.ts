import type { Violation } from './queries.ts'

/** One law, and what breaks it. */
export type LawReport = {
  /** `I1` … `I13`, or `order`. */
  readonly law: string
  readonly statement: string
  readonly violations: readonly Violation[]
  /** How many things were looked at, where that is known. */
  readonly checkedCount: number | null
}

/** What to verify. */
export type VerifyAsk = {
  readonly workspaceId: string
  /** Violations to name for each law. */
  readonly violationsMax?: number
  /** Decisions are made again from this desk version on; left out: all of them. */
  readonly replayFromVersion?: number
  /** Whether work that is due must have been done: when faults have stopped. */
  readonly isDrained?: boolean
  /** Told how many decisions of how many were made again. */
  readonly onProgress?: (done: number, total: number) => void
  /** Ends the replay early. */
  readonly signal?: AbortSignal
}

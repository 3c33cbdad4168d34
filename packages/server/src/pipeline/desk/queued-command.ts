import type { Preparation } from '../intake/prepare-command.ts'
import type { LeadKey } from '../intake/lead-keys.ts'
import type { Command } from './command.ts'

/** A command that waits for its desk. */
export type QueuedCommand = {
  readonly command: Command
  /** On the node's steady clock, in milliseconds. */
  readonly queuedAtMs: number
  /** Of a new lead: what was read before the desk was free; `null`: not yet. */
  readonly preparation: Preparation | null
  readonly keys: readonly LeadKey[]
}

/**
 * Whether a command may share a batch with others. A decision is replayed on the state of the version before its own and the
 * decisions before it in the batch; so what changes the state by anything else than a decision has a version to itself.
 */
export function isShareable({ kind }: Command): boolean {
  return kind === 'create' || kind === 'touch'
}

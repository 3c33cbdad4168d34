import type { Command, CommandResult } from '../../../packages/server/src/pipeline/desk/command.ts'

/** What a sender was told of a command. */
export type Told =
  | {
      readonly kind: 'done'
      readonly leadId: string
      readonly version: number
      /** The decision that it led to, and whom that gave the lead. */
      readonly decision: { readonly decisionId: string; readonly ownerId: string | null } | null
      readonly isNew: boolean
      readonly stayed: string | null
    }
  /** It was refused, and nothing was done. */
  | { readonly kind: 'failed'; readonly code: string }
  /** It failed, and whether it was carried out nobody said. */
  | { readonly kind: 'unknown'; readonly error: string }

/** A command as its sender knows it, and what the sender was told. */
export type SentCommand = {
  /** Unlike that of any other command of the history; it stands in whatever the command writes. */
  readonly name: string
  readonly command: Command
  /** In which turn it was sent and answered: a later turn begins when all of the one before are answered. */
  readonly turn: number
  readonly told: Told
}

/** A command that was carried out, as its sender was told. */
export type Acknowledged = SentCommand & { readonly told: Told & { readonly kind: 'done' } }

/** Whether the sender was told that it was carried out. */
export function isAcknowledged(sent: SentCommand): sent is Acknowledged {
  return sent.told.kind === 'done'
}

/** What a desk's result tells its sender. */
export function toldBy(result: CommandResult): Told {
  if (result.kind === 'failed') return { kind: 'failed', code: result.code }
  const { lead, decision, isNew, stayed } = result
  const ownerId = decision?.outcome.kind === 'assigned' ? decision.outcome.ownerId : null
  const decided = decision === null ? null : { decisionId: decision.decisionId, ownerId }
  return { kind: 'done', leadId: lead.leadId, version: lead.version, decision: decided, isNew, stayed }
}

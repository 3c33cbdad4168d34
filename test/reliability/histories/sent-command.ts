import type { Command, CommandResult } from '../../../packages/server/src/pipeline/desk/command.ts'

/** A command as its sender knows it, and what the sender was told. */
export type SentCommand = {
  /** Unlike that of any other command of the history; it stands in whatever the command writes. */
  readonly name: string
  readonly command: Command
  /** The desk it was sent to. */
  readonly node: number
  /** In which turn it was sent and answered: a later turn begins when all of the one before are answered. */
  readonly turn: number
  /** `unknown`: it was told that it failed, and whether it was carried out nobody said. */
  readonly answer: CommandResult | { readonly kind: 'unknown'; readonly error: string }
}

/** A command that was carried out, as its sender was told. */
export type Acknowledged = SentCommand & { readonly answer: CommandResult & { readonly kind: 'done' } }

export function isAcknowledged(sent: SentCommand): sent is Acknowledged {
  return sent.answer.kind === 'done'
}

import type { CommandContext, StricliProcess } from '@stricli/core'
import type { Readable, Writable } from 'node:stream'

/** A stream that may be a terminal. */
export type OutputStream = Writable & { readonly isTTY?: boolean; readonly columns?: number }

/** What a command may touch of the world outside: three streams, the environment, and the code it ends with. */
export type CliProcess = StricliProcess & {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly env: Readonly<Partial<Record<string, string>>>
  exitCode?: number | string | null
}

/** Given to every command as `this`. */
export type CliContext = CommandContext & {
  readonly process: CliProcess
  /** Aborted when the user interrupts: long work stops at the next batch and leaves nothing half done behind. */
  readonly interrupted: AbortSignal
}

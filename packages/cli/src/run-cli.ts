import { ExitCode, proposeCompletions, run } from '@stricli/core'
import { buildCli } from './application.ts'
import type { CliProcess } from './cli-context.ts'

/** What the program ends with. `unforeseen` is a bug of ours; `interrupted` as shells report a Ctrl-C. */
export const exitCodes = { ok: 0, no: 1, usage: 2, unforeseen: 70, interrupted: 130 } as const

/** Runs one command line and returns its exit code. */
export async function runCli(
  args: readonly string[],
  process: Omit<CliProcess, 'exitCode'>,
  interrupted: AbortSignal,
): Promise<number> {
  const { stdin, stdout, stderr, env } = process
  const own: CliProcess = { stdin, stdout, stderr, env }
  const context = { process: own, interrupted }
  const [first, ...words] = args
  if (first === '--complete') {
    const proposals = await proposeCompletions(buildCli(own), words, context)
    for (const { completion, brief } of proposals) stdout.write(`${completion}\t${brief}\n`)
    return exitCodes.ok
  }
  await run(buildCli(own), args, context)
  if (own.exitCode === ExitCode.InvalidArgument) stderr.write('  See --help for what the command takes.\n')
  return interrupted.aborted ? exitCodes.interrupted : toExitCode(own.exitCode)
}

/** Stricli's own codes are negative and would leave as 250 and the like. */
function toExitCode(given: CliProcess['exitCode']): number {
  if (given === ExitCode.UnknownCommand || given === ExitCode.InvalidArgument) return exitCodes.usage
  if (typeof given !== 'number') return exitCodes.ok
  return given < 0 ? exitCodes.unforeseen : given
}

import { Readable, Writable } from 'node:stream'
import type { CliProcess } from '../cli-context.ts'
import { runCli } from '../run-cli.ts'

export type CommandRun = { readonly code: number; readonly stdout: string; readonly stderr: string }

/** Runs one command line in this process, with nothing on the terminal. */
export async function runCommand(
  args: readonly string[],
  input: string = '',
  env: CliProcess['env'] = {},
): Promise<CommandRun> {
  const { process, stdout, stderr } = collectingProcess(input, env)
  const code = await runCli(args, process, new AbortController().signal)
  return { code, stdout: stdout(), stderr: stderr() }
}

/** A process that keeps what is written to it. */
export function collectingProcess(input: string = '', env: CliProcess['env'] = {}) {
  const out: string[] = []
  const err: string[] = []
  const stdin = Readable.from(input === '' ? [] : [Buffer.from(input)])
  const process: CliProcess = { stdin, stdout: collect(out), stderr: collect(err), env }
  return { process, stdout: () => out.join(''), stderr: () => err.join('') }
}

function collect(texts: string[]): Writable {
  return new Writable({
    decodeStrings: false,
    write: (chunk, _, done) => {
      texts.push(String(chunk))
      done()
    },
  })
}

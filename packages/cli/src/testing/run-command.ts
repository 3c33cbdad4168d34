import { Readable, Writable } from 'node:stream'
import { runCli } from '../run-cli.ts'

export type CommandRun = { readonly code: number; readonly stdout: string; readonly stderr: string }

/** Runs one command line in this process, with nothing on the terminal. */
export async function runCommand(args: readonly string[], input: string = ''): Promise<CommandRun> {
  const out: string[] = []
  const err: string[] = []
  const stdin = Readable.from(input === '' ? [] : [Buffer.from(input)])
  const code = await runCli(
    args,
    { stdin, stdout: collect(out), stderr: collect(err), env: {} },
    new AbortController().signal,
  )
  return { code, stdout: out.join(''), stderr: err.join('') }
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

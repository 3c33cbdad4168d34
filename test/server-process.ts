import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A server that runs as a process of its own. */
export type ServerProcess = {
  readonly child: ChildProcess
  readonly url: string
  /** What it told whoever started it, on standard output. */
  readonly greeting: () => string
  /** What it logged, on standard error. */
  readonly log: () => string
  /** Sends a signal and resolves with the exit code, or the signal that ended it. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | NodeJS.Signals | null>
}

/** What became of a process that was to end by itself. */
export type EndedProcess = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

const main = join(import.meta.dirname, '../packages/server/src/main.ts')
/** On a machine that does much else at the same time. */
const startWithinMs = 120_000

/** Starts the server on a data directory, at any free port, and resolves when it serves. */
export async function startServerProcess(
  dataDirectory: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const { child, stdout, stderr } = launch(dataDirectory, env)
  const endsAt = performance.now() + startWithinMs
  let url: string | undefined
  while (url === undefined) {
    assert.ok(child.exitCode === null && performance.now() < endsAt, `it does not come to serve:\n${stderr()}`)
    await sleep(20)
    url = /serves at (http:\S+) /.exec(stdout())?.[1]
  }
  const ended = once(child, 'exit')
  return {
    child,
    url,
    greeting: stdout,
    log: stderr,
    end: async (signal) => {
      child.kill(signal)
      await ended
      return child.exitCode ?? child.signalCode
    },
  }
}

/** Starts the server and resolves when it has ended by itself. */
export async function runServerProcess(
  dataDirectory: string,
  env: Readonly<Record<string, string>> = {},
): Promise<EndedProcess> {
  const { child, stdout, stderr } = launch(dataDirectory, env)
  await once(child, 'close')
  return { code: child.exitCode, stdout: stdout(), stderr: stderr() }
}

function launch(dataDirectory: string, env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'], RIGHTFUL_DATA_DIRECTORY: dataDirectory, RIGHTFUL_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  return { child, stdout: () => stdout, stderr: () => stderr }
}

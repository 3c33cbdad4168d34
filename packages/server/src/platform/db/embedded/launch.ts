import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { closeSync, existsSync, fchownSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DbError, messageOf } from '../db-error.ts'
import { cleanEnvironment } from './data-directory.ts'
import type { Binaries } from './find-binaries.ts'
import { holderSetting, readPostmaster } from './holder.ts'
import type { ServerUser } from './server-user.ts'
import { settingArguments } from './settings.ts'
import type { EmbeddedSettings } from './settings.ts'
import { startWatchdog } from './watchdog.ts'

/** Everything that a launch needs and that stays the same from one to the next. */
export type Place = {
  readonly directory: string
  readonly data: string
  readonly socketDirectory: string
  readonly binaries: Binaries
  readonly user: ServerUser
  readonly settings: EmbeddedSettings
}

/** A server process that takes connections. */
export type Running = {
  readonly pid: number
  /** Settles when the process has ended, however it did. */
  readonly ended: Promise<void>
  /** Shuts down: open transactions are rolled back, everything is flushed. */
  readonly stop: () => Promise<void>
}

/** The port that the socket's name carries; nothing listens on a network. */
export const embeddedPort = 5432

const logKeptBytes = 10 * 1024 * 1024
const readyCheckMs = 5
/** Recovery after a crash reads the log since the last checkpoint, which is bounded by `max_wal_size`. */
const readyWithinMs = 600_000
const stopPatienceMs = { untilQuit: 60_000, untilGivenUp: 70_000 }

/** Starts the server process and its watchdog, and waits until it takes connections. */
export async function launch(place: Place): Promise<Running> {
  const { data, binaries, user } = place
  const watchdog = startWatchdog(data, user)
  const log = openLog(place)
  const settings = { ...place.settings, ...holderSetting(), unix_socket_directories: place.socketDirectory }
  const child = spawn(
    join(binaries.native, 'bin', 'postgres'),
    ['-D', data, '-p', String(embeddedPort), ...settingArguments(settings)],
    // A session of its own: the Ctrl-C of a terminal is for Node, which then stops the server in good order.
    { ...user, cwd: '/', detached: true, env: cleanEnvironment, stdio: ['ignore', log.file, log.file] },
  )
  closeSync(log.file)
  let failure: Error | null = null
  const ended = new Promise<void>((resolve) => {
    child.on('exit', () => resolve())
    child.on('error', (error) => {
      failure = error
      resolve()
    })
  })
  void ended.then(watchdog.dismiss)
  const { pid } = child
  if (pid !== undefined) watchdog.guard(pid)
  const isReady = pid !== undefined && (await waitUntilReady(data, child, ended))
  if (!isReady) {
    if (pid !== undefined) child.kill('SIGQUIT')
    const said = failure === null ? tailOf(log.path, log.length) : messageOf(failure)
    throw new DbError('embedded_failed', `It said:\n${said}`, { cause: failure })
  }
  child.unref()
  return { pid, ended, stop: () => stop(child, ended) }
}

async function waitUntilReady(data: string, child: ChildProcess, ended: Promise<void>): Promise<boolean> {
  const began = Date.now()
  const state = { hasEnded: false }
  void ended.then(() => (state.hasEnded = true))
  while (!state.hasEnded && Date.now() - began < readyWithinMs) {
    const postmaster = readPostmaster(data)
    if (postmaster !== null && postmaster.pid === child.pid && postmaster.isReady) return true
    await sleep(readyCheckMs)
  }
  return false
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.ref()
  child.kill('SIGINT')
  const timers = new AbortController()
  const after = (ms: number): Promise<'late'> => sleep(ms, 'late' as const, { signal: timers.signal })
  const done = ended.then(() => 'ended' as const)
  try {
    if ((await Promise.race([done, after(stopPatienceMs.untilQuit)])) === 'ended') return
    child.kill('SIGQUIT')
    const left = stopPatienceMs.untilGivenUp - stopPatienceMs.untilQuit
    if ((await Promise.race([done, after(left)])) === 'ended') return
    throw new DbError('embedded_unstopped', `Process ${child.pid} does not end.`)
  } finally {
    timers.abort()
  }
}

/** The server's log, of which one older part is kept. */
function openLog({ directory, user }: Place): {
  readonly file: number
  readonly path: string
  readonly length: number
} {
  const path = join(directory, 'postgres.log')
  if (existsSync(path) && statSync(path).size > logKeptBytes) renameSync(path, `${path}.1`)
  const file = openSync(path, 'a', 0o600)
  if (user !== null) fchownSync(file, user.uid, user.gid)
  return { file, path, length: statSync(path).size }
}

function tailOf(path: string, from: number): string {
  return readFileSync(path).subarray(from).toString('utf8').trim().split('\n').slice(-20).join('\n')
}

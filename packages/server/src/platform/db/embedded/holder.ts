import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'

/** What `postmaster.pid` says about the server on a data directory. */
export type Postmaster = {
  readonly pid: number
  /** Epoch milliseconds, to the second. */
  readonly startedAt: number
  readonly port: number
  /** The folder of its socket; empty when it has none. */
  readonly socketDirectory: string
  readonly isReady: boolean
}

/** The process that started an embedded server: a leftover of a dead one is told from another one's server by it. */
export type Holder = {
  readonly nodePid: number
  /** When that process began, as an opaque text: process ids are used again. */
  readonly nodeBegan: string
}

const answerWithinMs = 2000

/** Reads `postmaster.pid`, or `null` when there is none or it is still being written. */
export function readPostmaster(dataDirectory: string): Postmaster | null {
  const file = join(dataDirectory, 'postmaster.pid')
  if (!existsSync(file)) return null
  const [pid = '', , startedAt = '', port = '', socketDirectory = '', , , status = ''] = readText(file).split('\n')
  if (!/^\d+$/.test(pid) || startedAt === '') return null
  return {
    pid: Number(pid),
    startedAt: Number(startedAt) * 1000,
    port: Number(port),
    socketDirectory,
    isReady: status.trim() === 'ready',
  }
}

/**
 * Reads who started the server that runs on a data directory, or `null` when it was not us. The server itself writes its
 * arguments to `postmaster.opts` once it owns the directory, so this says who has it, not who tried.
 */
export function readHolder(dataDirectory: string): Holder | null {
  const found = /"rightful\.holder=(\d+):([^"]*)"/.exec(readText(join(dataDirectory, 'postmaster.opts')))
  return found === null ? null : { nodePid: Number(found[1]), nodeBegan: found[2] ?? '' }
}

/** The setting by which a server names this process as its holder. */
export function holderSetting(): { readonly 'rightful.holder': string } {
  return { 'rightful.holder': `${process.pid}:${processBegan(process.pid) ?? ''}` }
}

/** Whether the process that started a server still runs. */
export function isHolderAlive(holder: Holder): boolean {
  return isAlive(holder.nodePid) && processBegan(holder.nodePid) === holder.nodeBegan
}

/** Whether a process with this id runs, whoever owns it. One that has ended and was not collected by its parent does not. */
export function isAlive(pid: number): boolean {
  return isListed(pid) && stateOf(pid) !== 'Z'
}

/** Whether the system still lists a process that has ended, as happens under a parent that collects nobody, in a container. */
export function isUncollected(pid: number): boolean {
  return isListed(pid) && stateOf(pid) === 'Z'
}

function isListed(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** The state letter of a process; empty where the system does not tell. */
function stateOf(pid: number): string {
  return readText(`/proc/${pid}/stat`).split(') ').at(-1)?.charAt(0) ?? ''
}

/** Whether the server's socket takes connections. A file that nobody listens on refuses them: the server is dead. */
export function answers(postmaster: Postmaster): Promise<'yes' | 'refused' | 'unknown'> {
  return new Promise((resolve) => {
    if (postmaster.socketDirectory === '') return resolve('unknown')
    const socket = connect(join(postmaster.socketDirectory, `.s.PGSQL.${postmaster.port}`))
    const settle = (answer: 'yes' | 'refused' | 'unknown'): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(answerWithinMs, () => settle('unknown'))
    socket.on('connect', () => settle('yes'))
    socket.on('error', (error) => settle('code' in error && error.code === 'ECONNREFUSED' ? 'refused' : 'unknown'))
  })
}

/** The name of the program that runs under an id, or `null` where the system does not tell. */
export function programOf(pid: number): string | null {
  const file = `/proc/${pid}/comm`
  return existsSync(file) ? readText(file).trim() : null
}

/** When a process began, as an opaque text that no later process with the same id shares; `null` when it does not run. */
function processBegan(pid: number): string | null {
  const file = `/proc/${pid}/stat`
  if (existsSync('/proc/self/stat')) {
    if (!existsSync(file)) return null
    // The program's name stands in parentheses and may hold anything; the 20th field after it is the start time.
    const fields = readText(file).split(') ').at(-1)?.split(' ') ?? []
    return `${readText('/proc/sys/kernel/random/boot_id').trim()}/${fields[19] ?? ''}`
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .replaceAll(/\s+/g, '_')
  } catch {
    return null
  }
}

/** A file's text; empty when it vanished in between. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

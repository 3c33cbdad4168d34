import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DbError } from '../db-error.ts'
import { answers, isAlive, isHolderAlive, isUncollected, programOf, readHolder, readPostmaster } from './holder.ts'
import type { Postmaster } from './holder.ts'

/** How long a leftover may take to shut down before it is told to do so at once, and before it is given up. */
const patienceMs = { untilQuit: 30_000, untilGivenUp: 60_000 }
const checkEveryMs = 10
/** How long a file may be half-written. */
const settleMs = 1000

/**
 * Makes sure that nobody serves a data directory. A server that a Rightful process left behind when it was killed is shut
 * down; one whose holder lives, or that is not ours, is refused by name. Takes the data directory.
 */
export async function takeOver(data: string): Promise<void> {
  const postmaster = await settledPostmaster(data)
  if (postmaster === null) return
  if (isUncollected(postmaster.pid)) return setAside(data)
  const answer = await answers(postmaster)
  const isRunning = isAlive(postmaster.pid)
  if (!isRunning && answer !== 'yes') return
  if (!isRunning) {
    throw new DbError(
      'embedded_in_use',
      `A server answers on ${data}, but its process ${postmaster.pid} cannot be seen from here: it runs in another container. Stop it first.`,
    )
  }
  const program = programOf(postmaster.pid)
  if (answer === 'refused' && program !== null && program !== 'postgres') return setAside(data)
  refuseUnlessLeftover(data, postmaster)
  await shutDown(data, postmaster.pid)
}

/** Throws the refusal that names who has the directory, unless it is nobody or only a leftover. */
function refuseUnlessLeftover(data: string, { pid, startedAt }: Postmaster): void {
  const since = new Date(startedAt).toISOString()
  const holder = readHolder(data)
  if (holder === null) {
    throw new DbError(
      'embedded_in_use',
      `A PostgreSQL server that Rightful did not start (process ${pid}, since ${since}) serves ${data}. Stop it first.`,
    )
  }
  if (!isHolderAlive(holder)) return
  const whose = holder.nodePid === process.pid ? 'this very process' : `process ${holder.nodePid}`
  throw new DbError(
    'embedded_in_use',
    `Rightful (${whose}, its PostgreSQL server process ${pid}, since ${since}) serves ${data}. Stop that one, or use another directory.`,
  )
}

async function shutDown(data: string, pid: number): Promise<void> {
  const began = Date.now()
  let hasQuit = false
  signal(data, pid, 'SIGINT')
  while (readPostmaster(data)?.pid === pid && isAlive(pid)) {
    const waitedMs = Date.now() - began
    if (waitedMs > patienceMs.untilGivenUp) {
      throw new DbError('embedded_unstopped', `Process ${pid} was left behind and does not end; end it by hand.`)
    }
    if (!hasQuit && waitedMs > patienceMs.untilQuit) {
      hasQuit = true
      signal(data, pid, 'SIGQUIT')
    }
    await sleep(checkEveryMs)
  }
  if (isUncollected(pid) && readPostmaster(data)?.pid === pid) setAside(data)
}

function signal(data: string, pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!isAlive(pid)) return
    throw new DbError('embedded_foreign', `The server of ${data}, process ${pid}, belongs to another user.`, {
      cause: error,
    })
  }
}

/**
 * The server is dead beyond doubt: its process has ended, or its id is another program's now and nothing listens on its
 * socket. PostgreSQL itself would see only that the id is taken and refuse to start, as in a container that was killed and
 * counts its processes anew.
 */
function setAside(data: string): void {
  const file = join(data, 'postmaster.pid')
  renameSync(file, `${file}.stale`)
}

async function settledPostmaster(data: string): Promise<Postmaster | null> {
  const began = Date.now()
  for (;;) {
    const postmaster = readPostmaster(data)
    if (postmaster !== null && (postmaster.isReady || Date.now() - began > settleMs || !isAlive(postmaster.pid))) {
      return postmaster
    }
    if (postmaster === null && (!existsSync(join(data, 'postmaster.pid')) || Date.now() - began > settleMs)) return null
    await sleep(checkEveryMs)
  }
}

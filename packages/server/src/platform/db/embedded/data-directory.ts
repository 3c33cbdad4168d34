import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { DbError, messageOf } from '../db-error.ts'
import type { Binaries } from './find-binaries.ts'
import { isAlive } from './holder.ts'
import { giveTo } from './server-user.ts'
import type { ServerUser } from './server-user.ts'

/** The role that owns the embedded database; nobody but the server's user reaches the socket, so it needs no password. */
export const embeddedRole = 'rightful'

/** The environment of PostgreSQL's programs: nothing of the caller's, whose `PG…` and `LANG` would change what they do. */
export const cleanEnvironment = { LC_ALL: 'C', PATH: '/usr/bin:/bin:/usr/sbin:/sbin', TZ: 'UTC' } as const

/** How the data is made: `isDurable` false leaves out the flush to disk, for tests. */
export type DataOptions = { readonly binaries: Binaries; readonly user: ServerUser; readonly isDurable: boolean }

/**
 * Makes the data of a new server in `directory/data`, unless it is there. It is made aside and moved into place, so a start
 * that was killed leaves nothing half-made, and of two starters one has made it.
 */
export async function ensureData(directory: string, options: DataOptions): Promise<string> {
  const data = join(directory, 'data')
  if (existsSync(data)) {
    checkVersion(data, options.binaries.major)
    claim(data, options.user)
    return data
  }
  removeAbandoned(directory)
  const partial = mkdtempSync(join(directory, `making-${process.pid}-`))
  mkdirSync(join(partial, 'data'), { mode: 0o700 })
  giveTo(options.user, partial)
  try {
    await initialise(join(partial, 'data'), options)
    renameSync(join(partial, 'data'), data)
  } catch (error) {
    if (existsSync(data)) return data
    throw error instanceof DbError ? error : new DbError('embedded_failed', messageOf(error), { cause: error })
  } finally {
    rmSync(partial, { recursive: true, force: true })
  }
  return data
}

function initialise(data: string, { binaries, user, isDurable }: DataOptions): Promise<void> {
  const rules = ['--auth-local=trust', '--auth-host=reject']
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8']
  // Before 17 there is no built-in provider; the C locale orders by byte just the same.
  const known = binaries.major >= 17 ? locale : ['--encoding=UTF8', '--locale=C']
  // One flush of the whole file system takes a fraction of the time that a thousand files take one by one.
  const atOnce = process.platform === 'linux' && binaries.major >= 17 ? ['--sync-method=syncfs'] : []
  const flush = isDurable ? atOnce : ['--no-sync']
  const shell = join(binaries.native, 'bin', 'initdb')
  return new Promise((resolve, reject) => {
    const child = spawn(shell, ['-D', data, '-U', embeddedRole, ...rules, ...known, '--data-checksums', ...flush], {
      ...user,
      cwd: '/',
      env: cleanEnvironment,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said: string[] = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(String(chunk)))
    child.on('error', (error) => reject(new DbError('embedded_failed', messageOf(error), { cause: error })))
    child.on('close', (code) => {
      if (code === 0) return resolve()
      reject(new DbError('embedded_failed', `initdb ended with ${code}:\n${said.join('').trim()}`))
    })
  })
}

function checkVersion(data: string, major: number): void {
  const file = join(data, 'PG_VERSION')
  const made = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  if (made === String(major)) return
  if (made === '') throw new DbError('embedded_failed', `${data} holds no PostgreSQL data: PG_VERSION is missing.`)
  throw new DbError(
    'embedded_version',
    `${data} is PostgreSQL ${made}, and this release brings ${major}. Run the release that made it, and move the data with \`rightful db move\`.`,
  )
}

/** Data that root copied or restored becomes the server's user's; PostgreSQL wants to own it alone. */
function claim(data: string, user: ServerUser): void {
  if (user === null || statSync(data).uid === user.uid) return
  giveTo(user, data)
  chmodSync(data, 0o700)
}

/** Removes what starters that were killed left behind. */
function removeAbandoned(directory: string): void {
  for (const name of readdirSync(directory)) {
    const pid = /^making-(\d+)-/.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(directory, name), { recursive: true, force: true })
  }
}

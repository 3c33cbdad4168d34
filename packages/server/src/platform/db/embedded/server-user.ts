import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join, parse } from 'node:path'
import { DbError, messageOf } from '../db-error.ts'
import type { Binaries } from './find-binaries.ts'

/** Who the server runs as: another user's ids when Node is root, which PostgreSQL refuses to be; `null` is Node's own user. */
export type ServerUser = { readonly uid: number; readonly gid: number } | null

/** Where copies lie that cannot stay where only root may look. */
const openPlace = '/var/lib/rightful'

/**
 * The user to run the server as. Root runs it as the owner of the data that is there, so that a database made by an
 * ordinary user stays that user's, and as `nobody` where there is none yet.
 */
export function chooseServerUser(dataDirectory: string): ServerUser {
  const uid = process.getuid?.() ?? -1
  const owner = existsSync(dataDirectory) ? statSync(dataDirectory) : null
  if (uid !== 0) {
    if (owner === null || owner.uid === uid) return null
    throw new DbError(
      'embedded_foreign',
      `${dataDirectory} belongs to the user with id ${owner.uid}, and this process runs as ${uid}. Start it as that user or as root.`,
    )
  }
  return owner === null || owner.uid === 0 ? nobody() : { uid: owner.uid, gid: owner.gid }
}

/**
 * The directory to keep the database in, made if needed, as a path that the server's user can reach. Below a folder that is
 * closed to others, such as root's home, the directory becomes a link to a place of its own under `/var/lib/rightful`.
 */
export function reachableDirectory(directory: string, user: ServerUser): string {
  if (user === null) {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    return realpathSync(directory)
  }
  mkdirSync(dirname(directory), { recursive: true })
  const isHere = existsSync(directory)
  if (isOpenTo(user, realpathSync(dirname(isHere ? realpathSync(directory) : directory)))) {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
  } else if (isHere && readdirSync(directory).length > 0) {
    throw new DbError(
      'embedded_foreign',
      `${directory} lies in a folder that only root may enter, and PostgreSQL refuses to run as root. Move the directory, or run as an ordinary user.`,
    )
  } else {
    linkToOpenPlace(directory)
  }
  return realpathSync(directory)
}

/** The programs where the server's user can run them: in place, or copied once to an open place. */
export function reachableBinaries(binaries: Binaries, user: ServerUser): Binaries {
  const native = realpathSync(binaries.native)
  if (user === null || isOpenTo(user, native)) return { ...binaries, native }
  const { mtimeMs, size } = statSync(join(native, 'bin', 'postgres'))
  const copy = join(openPlace, `postgres-${binaries.major}-${size}-${Math.trunc(mtimeMs)}`)
  if (existsSync(copy)) return { ...binaries, native: copy }
  mkdirSync(openPlace, { recursive: true, mode: 0o755 })
  const partial = mkdtempSync(join(openPlace, 'copying-'))
  cpSync(native, partial, { recursive: true, verbatimSymlinks: true })
  chmodSync(partial, 0o755)
  try {
    renameSync(partial, copy)
  } catch (error) {
    // Another process may have finished the same copy first.
    rmSync(partial, { recursive: true, force: true })
    if (!existsSync(copy)) throw new DbError('embedded_failed', messageOf(error), { cause: error })
  }
  return { ...binaries, native: copy }
}

/** Gives a folder and everything in it to the server's user. */
export function giveTo(user: ServerUser, folder: string): void {
  if (user === null) return
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    lchownSync(join(entry.parentPath, entry.name), user.uid, user.gid)
  }
  // The folder itself comes last: as long as it is another's, the work is not done.
  lchownSync(folder, user.uid, user.gid)
}

/** Makes a folder that only the server's user may enter. */
export function makePrivateFolder(folder: string, user: ServerUser): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  if (user !== null) chownSync(folder, user.uid, user.gid)
}

/** Whether the user may enter the folder and every folder above it. */
function isOpenTo(user: { readonly uid: number; readonly gid: number }, folder: string): boolean {
  const { root } = parse(folder)
  for (let at = folder; ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at)
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (at === root) return true
  }
}

function linkToOpenPlace(directory: string): void {
  mkdirSync(openPlace, { recursive: true, mode: 0o755 })
  const place = mkdtempSync(join(openPlace, 'database-'))
  rmSync(directory, { recursive: true, force: true })
  symlinkSync(place, directory)
}

function nobody(): { readonly uid: number; readonly gid: number } {
  const ask = (option: string): number => {
    const said = Number(execFileSync('id', [option, 'nobody'], { encoding: 'utf8' }))
    // macOS says -2, by which it means the largest id but one.
    return said < 0 ? said + 2 ** 32 : said
  }
  try {
    return { uid: ask('-u'), gid: ask('-g') }
  } catch (error) {
    throw new DbError(
      'embedded_failed',
      'PostgreSQL refuses to run as root, and this system has no user `nobody`. Run as an ordinary user.',
      { cause: error },
    )
  }
}

import { existsSync, statfsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DbError } from '../../platform/db/db-error.ts'
import { hasEmbeddedData } from '../../platform/db/embedded/find-running.ts'
import { chooseServerUser } from '../../platform/db/embedded/server-user.ts'
import { type Check, fail, ok, warn } from './check.ts'

const gigabyte = 1024 ** 3
const freeBytesAtLeast = { ok: 5 * gigabyte, warn: gigabyte / 2 }
/** A socket's path fits a field of 108 bytes, the last of them zero. */
const socketPathBytesMax = 107

/** Looks at the directory of the embedded database: whose it is, how much room it has, and whether its path is short enough. */
export function checkDirectory(directory: string): readonly Check[] {
  return [checkOwner(directory), checkFreeDisk(directory), checkPathLength(directory)]
}

function checkOwner(directory: string): Check {
  const name = 'data directory'
  const data = join(directory, 'data')
  try {
    const user = chooseServerUser(existsSync(data) ? data : directory)
    const as = user === null ? 'this user' : `the user with id ${user.uid}`
    if (!hasEmbeddedData(directory)) return ok(name, `${directory} holds no database yet; it will be served as ${as}`)
    return ok(name, `${directory} is served as ${as}`)
  } catch (error) {
    if (!(error instanceof DbError)) throw error
    return fail(name, error.message, 'Start it as the user that the directory belongs to, or give the directory away.')
  }
}

function checkFreeDisk(directory: string): Check {
  const name = 'free disk'
  const { bavail, bsize } = statfsSync(nearestFolder(directory))
  const bytes = bavail * bsize
  const what = `${(bytes / gigabyte).toFixed(1)} GB are free where the data lies`
  if (bytes >= freeBytesAtLeast.ok) return ok(name, what)
  const mend = 'Make room, or move the data directory to a larger disk: a full disk stops the database.'
  return bytes >= freeBytesAtLeast.warn ? warn(name, what, mend) : fail(name, what, mend)
}

function checkPathLength(directory: string): Check {
  const bytes = Buffer.byteLength(join(directory, 'socket', '.s.PGSQL.5432'))
  const what = `the path of the socket has ${bytes} of ${socketPathBytesMax} bytes`
  if (bytes <= socketPathBytesMax) return ok('path length', what)
  return warn('path length', `${what}, so it lies below /tmp`, 'Use a shorter path where /tmp is cleaned by others.')
}

/** The directory, or what there is of the way to it. */
function nearestFolder(directory: string): string {
  return existsSync(directory) || dirname(directory) === directory ? directory : nearestFolder(dirname(directory))
}

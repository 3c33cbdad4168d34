import { renameSync, rmSync } from 'node:fs'
import { copyFile, mkdir, open } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { DbError } from '../db-error.ts'
import { chooseServerUser, giveTo, makePrivateFolder, reachableDirectory } from '../embedded/server-user.ts'
import { isFilled } from './is-filled.ts'
import { checkBackup } from './manifest.ts'
import type { Manifest } from './manifest.ts'

/** Which backup, and where to. */
export type RestoreOptions = {
  readonly backup: string
  /** The directory of an embedded server to be; it must not be there, or be empty. */
  readonly directory: string
}

/** The disk flushes several small files in about the time of one. */
const filesAtOnce = 16

/**
 * Restores a backup into an empty directory, from which `startEmbedded` opens it: everything that was committed when the
 * backup ended is there. A damaged backup, or a directory in use, is refused before anything is written.
 */
export async function restore({ backup, directory }: RestoreOptions): Promise<Manifest> {
  const wanted = resolve(directory)
  if (isFilled(wanted)) throw new DbError('restore_target_exists', `It is ${wanted}.`)
  const manifest = await checkBackup(backup)
  const user = chooseServerUser(wanted)
  const real = reachableDirectory(wanted, user)
  makePrivateFolder(real, user)
  const partial = join(real, 'restoring')
  try {
    for (const path of manifest.directories) await mkdir(join(partial, path), { recursive: true, mode: 0o700 })
    for (let at = 0; at < manifest.files.length; at += filesAtOnce) {
      const some = manifest.files.slice(at, at + filesAtOnce)
      await Promise.all(some.map(({ path }) => copyDurably(join(backup, 'data', path), join(partial, path))))
    }
    giveTo(user, partial)
    renameSync(partial, join(real, 'data'))
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    throw error
  }
  return manifest
}

async function copyDurably(from: string, to: string): Promise<void> {
  await copyFile(from, to)
  const file = await open(to, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

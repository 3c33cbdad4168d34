import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DbError, messageOf } from '../db-error.ts'

/** A file of a backup; `path` is below its `data` folder. */
export type BackedUpFile = { readonly path: string; readonly bytes: number; readonly sha256: string }

/** What a backup says about itself, in `backup.json`. */
export type Manifest = {
  readonly format: 1
  /** When the copying began and ended, in ISO 8601. */
  readonly startedAt: string
  readonly endedAt: string
  /** The major version of PostgreSQL that can open it. */
  readonly postgres: number
  readonly directories: readonly string[]
  readonly files: readonly BackedUpFile[]
}

/** The file that makes a folder a backup. */
export const manifestFile = 'backup.json'

/** Reads what a backup says about itself; a folder that is none is the error `backup_faulty`. */
export function readManifest(backup: string): Manifest {
  const file = join(backup, manifestFile)
  if (!existsSync(file)) throw new DbError('backup_faulty', `There is no ${manifestFile} in ${backup}.`)
  let said: unknown
  try {
    said = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new DbError('backup_faulty', `${file}: ${messageOf(error)}`, { cause: error })
  }
  if (!isManifest(said)) throw new DbError('backup_faulty', `${file} is not of a kind that this release knows.`)
  return said
}

/** Reads every file of a backup and compares it with the manifest; the first difference is the error `backup_faulty`. */
export async function checkBackup(backup: string): Promise<Manifest> {
  const manifest = readManifest(backup)
  for (const { path, bytes, sha256 } of manifest.files) {
    const file = join(backup, 'data', path)
    if (!existsSync(file)) throw new DbError('backup_faulty', `${file} is missing.`)
    const found = await digestOf(file)
    if (found.bytes !== bytes)
      throw new DbError('backup_faulty', `${file} has ${found.bytes} bytes instead of ${bytes}.`)
    if (found.sha256 !== sha256)
      throw new DbError('backup_faulty', `${file} has another content than when it was made.`)
  }
  return manifest
}

async function digestOf(file: string): Promise<Omit<BackedUpFile, 'path'>> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(file)) {
    if (!Buffer.isBuffer(chunk)) continue
    hash.update(chunk)
    bytes += chunk.length
  }
  return { bytes, sha256: hash.digest('hex') }
}

function isManifest(value: unknown): value is Manifest {
  return (
    typeof value === 'object' &&
    value !== null &&
    'format' in value &&
    value.format === 1 &&
    'postgres' in value &&
    typeof value.postgres === 'number' &&
    'directories' in value &&
    Array.isArray(value.directories) &&
    'files' in value &&
    Array.isArray(value.files)
  )
}

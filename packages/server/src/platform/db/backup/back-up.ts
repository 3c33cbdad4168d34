import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { openDatabase } from '../database.ts'
import type { Session } from '../database.ts'
import { DbError } from '../db-error.ts'
import { isFilled } from './is-filled.ts'
import { manifestFile } from './manifest.ts'
import type { BackedUpFile, Manifest } from './manifest.ts'
import { keepLog, releaseLog, startBackup, stopBackup } from './queries.ts'

/** What is backed up, and to where. */
export type BackUpOptions = {
  /** The running embedded server: its connection and its directory. */
  readonly server: { readonly connection: string; readonly directory: string }
  /** The folder to make; it must not be there, or be empty. */
  readonly target: string
}

/** Folders whose content means nothing to a restored server, or comes by another way; the folders themselves must be there. */
const emptied = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
])
const omitted =
  /^(postmaster\.(pid|opts)|backup_label.*|tablespace_map.*|pg_internal\.init.*|pgsql_tmp.*|current_logfiles.*)$/
/** It says where recovery starts, so it is copied when everything else has been. */
const controlFile = join('global', 'pg_control')
const chunkBytes = 256 * 1024
/** Most files are small, and the disk flushes several of them in about the time of one. */
const filesAtOnce = 16

/**
 * Backs up the embedded server while it serves: its files and the log that was written meanwhile, in one folder with a
 * manifest of sizes and hashes. A backup that was cut short never has the target's name.
 */
export async function backUp({ server, target }: BackUpOptions): Promise<Manifest> {
  const place = resolve(target)
  if (isFilled(place)) throw new DbError('backup_target_exists', `It is ${place}.`)
  const partial = join(dirname(place), `.${basename(place)}.partial-${process.pid}`)
  const database = await openDatabase(server.connection, { applicationName: 'rightful backup', poolMax: 1 })
  try {
    await mkdir(partial, { recursive: true, mode: 0o700 })
    const manifest = await database.withConnection(
      (session) => copyWhileServing(session, join(server.directory, 'data'), partial),
      { statementTimeoutMs: 0 },
    )
    const full = { ...manifest, postgres: Math.trunc(database.serverVersion / 10_000) }
    await writeDurably(join(partial, manifestFile), `${JSON.stringify(full, null, 1)}\n`)
    await syncFolders([partial, ...full.directories.map((directory) => join(partial, 'data', directory))])
    await rename(partial, place)
    await syncFolders([dirname(place)])
    return full
  } finally {
    await database.close()
    await rm(partial, { recursive: true, force: true })
  }
}

async function copyWhileServing(session: Session, data: string, partial: string): Promise<Omit<Manifest, 'postgres'>> {
  const startedAt = new Date().toISOString()
  const slot = `rightful_backup_${process.pid}`
  await keepLog(session, slot)
  const start = await startBackup(session, `Rightful ${startedAt}`)
  const { directories, paths } = await listFiles(data)
  const target = join(partial, 'data')
  for (const directory of directories) await mkdir(join(target, directory), { recursive: true, mode: 0o700 })
  const files = await copyFiles(
    data,
    target,
    paths.filter((name) => name !== controlFile),
  )
  files.push(...(await copyFiles(data, target, [controlFile])))
  const stop = await stopBackup(session)
  const log = (await readdir(join(data, 'pg_wal'))).filter(
    (name) =>
      name.endsWith('.history') || (/^[0-9A-F]{24}$/.test(name) && name >= start.segment && name <= stop.segment),
  )
  files.push(
    ...(await copyFiles(
      data,
      target,
      log.map((name) => join('pg_wal', name)),
    )),
  )
  await releaseLog(session, slot)
  for (const [path, text] of [
    ['backup_label', stop.label],
    ['tablespace_map', stop.tablespaces],
  ] as const) {
    if (text !== '') files.push(await writeText(target, path, text))
  }
  return { format: 1, startedAt, endedAt: new Date().toISOString(), directories, files }
}

async function listFiles(
  data: string,
): Promise<{ readonly directories: readonly string[]; readonly paths: readonly string[] }> {
  const directories: string[] = ['.']
  const paths: string[] = []
  for (const entry of await readdir(data, { withFileTypes: true, recursive: true })) {
    const path = relative(data, join(entry.parentPath, entry.name))
    const [top = '', ...below] = path.split('/')
    if (path.split('/').some((part) => omitted.test(part))) continue
    const isEmptied = emptied.has(top) && below.length > 0
    // The log's own folders are expected to be there, those of replication are not.
    if (entry.isDirectory() && (!isEmptied || top === 'pg_wal')) directories.push(path)
    if (entry.isFile() && !isEmptied) paths.push(path)
  }
  return { directories: directories.toSorted(), paths: paths.toSorted() }
}

async function copyFiles(from: string, to: string, paths: readonly string[]): Promise<BackedUpFile[]> {
  const copied: (BackedUpFile | null)[] = []
  for (let at = 0; at < paths.length; at += filesAtOnce) {
    copied.push(...(await Promise.all(paths.slice(at, at + filesAtOnce).map((path) => copyFile(from, to, path)))))
  }
  return copied.filter((file) => file !== null)
}

/** Copies what a file holds at this moment; one that was removed meanwhile, as when a table is dropped, is `null`. */
async function copyFile(from: string, to: string, path: string): Promise<BackedUpFile | null> {
  if (!existsSync(join(from, path))) return null
  const source = await open(join(from, path), 'r')
  const copy = await open(join(to, path), 'wx', 0o600)
  const hash = createHash('sha256')
  const buffer = Buffer.alloc(chunkBytes)
  let bytes = 0
  try {
    for (;;) {
      const { bytesRead } = await source.read(buffer, 0, chunkBytes, bytes)
      if (bytesRead === 0) break
      const chunk = buffer.subarray(0, bytesRead)
      hash.update(chunk)
      await copy.writev([chunk])
      bytes += bytesRead
    }
    await copy.sync()
  } finally {
    await source.close()
    await copy.close()
  }
  return { path, bytes, sha256: hash.digest('hex') }
}

async function writeText(target: string, path: string, text: string): Promise<BackedUpFile> {
  await writeDurably(join(target, path), text)
  const sha256 = createHash('sha256').update(text).digest('hex')
  return { path, bytes: Buffer.byteLength(text), sha256 }
}

function writeDurably(file: string, text: string): Promise<void> {
  return writeFile(file, text, { mode: 0o600, flush: true })
}

/** A file's name is safe on disk only once its folder is. */
async function syncFolders(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
}

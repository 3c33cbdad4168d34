import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../database.ts'
import { messageOf } from '../db-error.ts'
import { createDatabase, listDatabases } from '../queries.ts'
import { embeddedRole, ensureData } from './data-directory.ts'
import { findBinaries } from './find-binaries.ts'
import type { Binaries } from './find-binaries.ts'
import { embeddedPort, launch } from './launch.ts'
import type { Place, Running } from './launch.ts'
import { chooseServerUser, makePrivateFolder, reachableBinaries, reachableDirectory } from './server-user.ts'
import { shippedSettings } from './settings.ts'
import type { EmbeddedSettings } from './settings.ts'
import { takeOver } from './take-over.ts'

/** How to start the embedded server. */
export type EmbeddedOptions = {
  /** Where everything lies: data, socket and log. Made when it is not there. */
  readonly directory: string
  /** Settings that replace or join the shipped ones. */
  readonly settings?: EmbeddedSettings
  /** Other programs than those that npm brought for this release, as for the tests on an older PostgreSQL. */
  readonly binaries?: Binaries
  /** Told what an operator should know: that the server died and was started again, or that it stays down. */
  readonly onNotice?: (notice: EmbeddedNotice) => void
}

/** What happens to the server while it runs. */
export type EmbeddedNotice =
  | { readonly kind: 'restarted'; readonly pid: number }
  | { readonly kind: 'failed'; readonly error: Error }

/** The embedded server, running. */
export type EmbeddedServer = {
  /** The connection URL of its database, for `openDatabase` and for `psql`. */
  readonly connection: string
  /** The real directory, which is elsewhere than asked for when root's own folders are closed to others. */
  readonly directory: string
  /** The process id of the server at this moment. */
  readonly pid: number
  /** Shuts the server down in good order and resolves when it is gone; a second call waits for the first. */
  readonly stop: () => Promise<void>
}

/** A socket's path must fit a field of 108 bytes, the last of them zero. */
const socketPathBytesMax = 107
const launchesMax = 10
const launchPauseMaxMs = 5000

/**
 * Starts the embedded PostgreSQL on a directory, making its data the first time (about half a second). The server dies
 * with this process however it ends, is started again when it dies alone, and a directory that another one serves is refused
 * with a `DbError` that names the holder.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = await prepare(options)
  try {
    await takeOver(place.data)
    const running = await launchFirst(place)
    const server = supervise(place, running, options.onNotice ?? (() => undefined))
    await ensureDatabase(place).catch(async (error: unknown) => {
      await server.stop()
      throw error
    })
    return server
  } catch (error) {
    removeSocketDirectory(place)
    throw error
  }
}

/** What a killed server leaves counts as in use until the last of its processes is gone, which takes a moment. */
const leftBehind = /lock file .* already exists|pre-existing shared memory block/

async function launchFirst(place: Place): Promise<Running> {
  for (let failedCount = 1; ; failedCount += 1) {
    try {
      return await launch(place)
    } catch (error) {
      // Of two that started at once the slower one deserves to hear who the other is.
      await takeOver(place.data)
      if (failedCount === launchesMax || !leftBehind.test(messageOf(error))) throw error
      await sleep(Math.min(50 * 2 ** failedCount, launchPauseMaxMs))
    }
  }
}

/** The URL of a database on a server whose socket lies in a folder. */
export function socketUrl(socketDirectory: string, database: string): string {
  const query = new URLSearchParams({ host: socketDirectory, sslmode: 'disable' })
  return `postgresql://${embeddedRole}@localhost:${embeddedPort}/${database}?${query.toString()}`
}

async function prepare(options: EmbeddedOptions): Promise<Place> {
  const found = options.binaries ?? findBinaries()
  const wanted = resolve(options.directory)
  const user = chooseServerUser(existsSync(join(wanted, 'data')) ? join(wanted, 'data') : wanted)
  const directory = reachableDirectory(wanted, user)
  makePrivateFolder(directory, user)
  const settings = { ...shippedSettings(found.major), ...options.settings }
  const binaries = reachableBinaries(found, user)
  const data = await ensureData(directory, { binaries, user, isDurable: settings.fsync !== 'off' })
  const own = join(directory, 'socket')
  const isShort = Buffer.byteLength(join(own, `.s.PGSQL.${embeddedPort}`)) <= socketPathBytesMax
  const socketDirectory = isShort ? own : mkdtempSync('/tmp/rightful-')
  makePrivateFolder(socketDirectory, user)
  return { directory, data, socketDirectory, binaries, user, settings }
}

async function ensureDatabase({ socketDirectory }: Place): Promise<void> {
  const database = await openDatabase(socketUrl(socketDirectory, 'postgres'), {
    poolMax: 1,
    applicationName: 'rightful',
  })
  try {
    const names = await listDatabases(database)
    if (!names.includes(embeddedRole)) await createDatabase(database, { name: embeddedRole })
  } finally {
    await database.close()
  }
}

/** Starts the server again whenever it dies by itself, until it is stopped or cannot be started a number of times in a row. */
function supervise(place: Place, first: Running, onNotice: (notice: EmbeddedNotice) => void): EmbeddedServer {
  let running = first
  let isStopping = false

  const watch = async (): Promise<void> => {
    for (;;) {
      await running.ended
      if (isStopping) return
      running = await restart()
      onNotice({ kind: 'restarted', pid: running.pid })
      if (isStopping) return running.stop()
    }
  }
  const restart = async (): Promise<Running> => {
    for (let failedCount = 1; ; failedCount += 1) {
      try {
        return await launch(place)
      } catch (error) {
        if (isStopping || failedCount === launchesMax) throw error
        // Backends of the dead server may take a moment to notice and end; until then its memory counts as in use.
        await sleep(Math.min(50 * 2 ** failedCount, launchPauseMaxMs))
      }
    }
  }
  const watching = watch().catch((error: unknown) => {
    if (!isStopping) onNotice({ kind: 'failed', error: error instanceof Error ? error : new Error(messageOf(error)) })
  })
  const stop = async (): Promise<void> => {
    isStopping = true
    await running.stop()
    await watching
    removeSocketDirectory(place)
  }
  let stopping: Promise<void> | null = null
  return {
    connection: socketUrl(place.socketDirectory, embeddedRole),
    directory: place.directory,
    get pid() {
      return running.pid
    },
    stop: () => (stopping ??= stop()),
  }
}

function removeSocketDirectory({ directory, socketDirectory }: Place): void {
  if (!socketDirectory.startsWith(directory)) rmSync(socketDirectory, { recursive: true, force: true })
}

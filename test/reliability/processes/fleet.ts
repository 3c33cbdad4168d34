import { testKeyRing } from '../../../packages/server/src/platform/secrets/testing/test-key.ts'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Random } from '@rightful/engine/testing'
import { type Database, openDatabase } from '../../../packages/server/src/platform/db/database.ts'
import {
  type EmbeddedServer,
  socketUrl,
  startEmbedded,
} from '../../../packages/server/src/platform/db/embedded/start-embedded.ts'
import { migrate } from '../../../packages/server/src/platform/db/migrate.ts'
import { createDatabase } from '../../../packages/server/src/platform/db/queries.ts'
import { openNetwork, type TestNetwork } from '../../../packages/server/src/platform/db/testing/open-network.ts'
import { type NodeProcess, startNode } from './node-process.ts'

/** A node's place: a network of its own to the database, and the process that runs there, if any does. */
export type Place = { readonly index: number; readonly network: TestNetwork; node: NodeProcess | null }

/** A PostgreSQL server and some nodes on one database of it, all of which may be struck down. */
export type Fleet = {
  readonly server: EmbeddedServer
  readonly places: readonly Place[]
  /** The test's own way to the database, past every fault but the server's own. */
  readonly db: Database
  readonly urls: () => readonly string[]
  /** Starts whichever nodes do not run, their clocks off by up to a day. */
  readonly startAll: (random: Random) => Promise<void>
  /** Waits until the server takes connections again. */
  readonly untilUp: () => Promise<void>
  /** Goes on with an empty database; the nodes are gone. */
  readonly renew: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Durable, as shipped, but with little space set aside. */
const settings = { min_wal_size: '80MB', max_wal_size: '512MB', shared_buffers: '128MB' }
const dayMs = 86_400_000

/** Starts a server of the test's own, durable as the shipped one is; nodes come with `startAll`. */
export async function openFleet(nodeCount: number): Promise<Fleet> {
  const folder = mkdtempSync('/tmp/rightful-test-')
  chmodSync(folder, 0o755)
  const server = await startEmbedded({ directory: join(folder, 'server'), settings })
  const socket = new URL(server.connection).searchParams.get('host') ?? ''
  let opened = await openOn(socket, nodeCount)
  return {
    server,
    get places() {
      return opened.places
    },
    get db() {
      return opened.db
    },
    urls: () => opened.places.flatMap(({ node }) => (node?.isAlive() === true ? [node.url] : [])),
    startAll: async (random) => {
      await Promise.all(opened.places.map((place) => startAt(place, random)))
    },
    untilUp: () => untilUp(opened.db),
    renew: async () => {
      await closeOpened(opened)
      opened = await openOn(socket, nodeCount)
    },
    close: async () => {
      await closeOpened(opened)
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Opened = { readonly db: Database; readonly places: readonly Place[] }

async function openOn(socket: string, nodeCount: number): Promise<Opened> {
  const name = `round_${randomBytes(4).toString('hex')}`
  const admin = await openDatabase(socketUrl(socket, 'postgres'), { applicationName: 'test', poolMax: 1 })
  await createDatabase(admin, { name })
  await admin.close()
  const db = await openDatabase(socketUrl(socket, name), {
    applicationName: 'test',
    poolMax: 6,
    keyRing: testKeyRing(),
  })
  await migrate(db)
  const places: Place[] = []
  for (let index = 0; index < nodeCount; index += 1) {
    places.push({ index, network: await openNetwork(socketUrl(socket, name)), node: null })
  }
  return { db, places }
}

async function closeOpened({ db, places }: Opened): Promise<void> {
  await Promise.all(places.map(async ({ node }) => node?.signal('SIGKILL')))
  for (const { network } of places) network.close()
  await db.close()
}

async function startAt(place: Place, random: Random): Promise<void> {
  if (place.node?.isAlive() === true) return
  const skewMs = random.pick([0, 0, -dayMs, dayMs])
  const name = `node-${place.index}`
  for (let attempt = 1; ; attempt += 1) {
    try {
      place.node = await startNode({ name, on: { databaseUrl: place.network.connection }, skewMs })
      return
    } catch (error) {
      // The server may be down at that very moment, which a node says and ends.
      if (attempt === 10) throw error
      await sleep(200)
    }
  }
}

async function untilUp(db: Database): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await db.query('select 1')
      return
    } catch (error) {
      if (attempt === 300) throw error
      await sleep(100)
    }
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, openDatabase } from '../../packages/server/src/platform/db/database.ts'
import { startEmbedded } from '../../packages/server/src/platform/db/embedded/start-embedded.ts'
import type { EmbeddedSettings } from '../../packages/server/src/platform/db/embedded/settings.ts'
import { migrate } from '../../packages/server/src/platform/db/migrate.ts'
import { testKeyRing } from '../../packages/server/src/platform/secrets/testing/test-key.ts'
import { createDatabase } from '../../packages/server/src/platform/db/queries.ts'
import { type Load, openLoad } from './open-load.ts'
import { type NodeOptions, type ServerNode, startNode } from './start-node.ts'

/** A PostgreSQL server of a benchmark's own, as the product ships it: every commit is on the disk before it is answered. */
export type Stage = {
  /** Opens a new database with the service's schema. */
  readonly makeDatabase: (name: string) => Promise<StageDatabase>
  /** Starts a server process of the product. */
  readonly startNode: (options: NodeOptions) => Promise<ServerNode>
  /** Starts a load generator. */
  readonly openLoad: () => Load
  /** Stops everything and removes it. */
  readonly close: () => Promise<void>
}

/** A database of the stage. */
export type StageDatabase = { readonly url: string; readonly db: Database }

/** Starts the server in a temporary directory; `settings` join the shipped ones. */
export async function openStage(settings: EmbeddedSettings = {}): Promise<Stage> {
  const directory = mkdtempSync(join(tmpdir(), 'rightful-bench-'))
  const server = await startEmbedded({ directory, settings })
  const first = await openDatabase(server.connection, { applicationName: 'bench' })
  const opened: Database[] = [first]
  const nodes: ServerNode[] = []
  const loads: Load[] = []
  return {
    startNode: async (options) => {
      const node = await startNode(options)
      nodes.push(node)
      return node
    },
    openLoad: () => {
      const load = openLoad()
      loads.push(load)
      return load
    },
    makeDatabase: async (name) => {
      await createDatabase(first, { name })
      const url = new URL(server.connection)
      url.pathname = `/${name}`
      const db = await openDatabase(url.href, { applicationName: 'bench', keyRing: testKeyRing() })
      opened.push(db)
      await migrate(db)
      return { url: url.href, db }
    },
    close: async () => {
      for (const load of loads) load.close()
      await Promise.all(nodes.map((node) => node.kill()))
      await Promise.all(opened.map((db) => db.close()))
      await server.stop()
      rmSync(server.directory, { recursive: true, force: true })
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { claimChunk, findImport } from '../../packages/server/src/pipeline/imports/queries.ts'
import { storeImport } from '../../packages/server/src/pipeline/imports/store-import.ts'
import {
  openTestDatabase,
  type TestDatabase,
} from '../../packages/server/src/platform/db/testing/open-test-database.ts'
import { openWorld } from './histories/history-world.ts'
import { drain } from './histories/look-after.ts'

let opened: TestDatabase
before(async () => (opened = await openTestDatabase()))
after(() => opened.close())

test('a history is at its end only when what a node claimed and left is done, though nothing else is due', async () => {
  const world = await openWorld(opened.database, 1)
  const { db, workspaceId } = world
  const source = Readable.from([JSON.stringify({ country: 'DE' })])
  const file = { workspaceId, name: 'file', dryRun: false, externalIdColumn: null, names: new Map<string, string>() }
  const importId = await storeImport(db, { ...file, format: 'ndjson', source })
  const claimed = await claimChunk(db, { workspaceId, node: 'gone', seconds: 20 })
  assert.equal(claimed?.importId, importId)
  assert.deepEqual(await drain(world), [])
  assert.equal((await findImport(db, workspaceId, importId))?.state, 'done')
})

import { testSecretKey } from './platform/secrets/testing/test-key.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from './config.ts'
import { findWorkspaces } from './control/workspaces/read.ts'
import { openTestDatabase } from './platform/db/testing/open-test-database.ts'
import { createLog } from './platform/log/create-log.ts'
import { type RunningServer, startServer } from './start-server.ts'

test('of two nodes that find a database empty at once, one makes the demo workspace and tells its key', async () => {
  const { connection, database, close } = await openTestDatabase()
  const start = (node: string): Promise<RunningServer> => {
    const keys = { RIGHTFUL_SECRET_KEYS: testSecretKey }
    const reading = readConfig({ ...keys, DATABASE_URL: connection, RIGHTFUL_PORT: '0', RIGHTFUL_NODE: node })
    assert.equal(reading.kind, 'ready')
    return reading.kind === 'ready' ? startServer(reading.config, createLog({ level: 'silent' })) : assert.fail()
  }
  const servers = await Promise.all(['one', 'two'].map(start))
  try {
    assert.equal((await findWorkspaces(database)).length, 1)
    assert.equal(servers.filter(({ firstStart }) => firstStart !== null).length, 1)
  } finally {
    for (const server of servers) await server.stop()
    await close()
  }
})

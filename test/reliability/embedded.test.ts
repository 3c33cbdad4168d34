import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { backUp } from '../../packages/server/src/platform/db/backup/back-up.ts'
import { restore } from '../../packages/server/src/platform/db/backup/restore.ts'
import { openDatabase } from '../../packages/server/src/platform/db/database.ts'
import { startEmbedded } from '../../packages/server/src/platform/db/embedded/start-embedded.ts'
import { migrate } from '../../packages/server/src/platform/db/migrate.ts'
import { testKeyRing } from '../../packages/server/src/platform/secrets/testing/test-key.ts'
import { drained } from './processes/drained.ts'
import { startLoad } from './processes/http-load.ts'
import { type NodeProcess, startNode } from './processes/node-process.ts'
import { checkRound, openWorkspace } from './processes/round-workspace.ts'

const scratch = mkdtempSync('/tmp/rightful-test-')
chmodSync(scratch, 0o755)
const settings = { min_wal_size: '32MB', max_wal_size: '64MB', shared_buffers: '32MB' }
const fullPlace = join(scratch, 'small')

after(() => {
  rmSync(scratch, { recursive: true, force: true })
})

/** Mounts a disk of 160 MB, or says why that cannot be done here. */
function mountSmallDisk(): string | null {
  mkdirSync(fullPlace)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=160m', 'tmpfs', fullPlace], { stdio: 'pipe' })
    return null
  } catch {
    return 'a small disk can only be mounted by root, and not in every container'
  }
}

describe('the embedded database', () => {
  test('whose disk is full takes no lead, loses none, and goes on once there is room', async (t) => {
    const reason = mountSmallDisk()
    if (reason !== null) return t.skip(reason)
    const server = await startEmbedded({ directory: join(fullPlace, 'server'), settings })
    const db = await openDatabase(server.connection, { applicationName: 'test', poolMax: 3, keyRing: testKeyRing() })
    let node: NodeProcess | null = null
    try {
      await migrate(db)
      const workspace = await openWorkspace(db)
      node = await startNode({ name: 'a', on: { databaseUrl: server.connection } })
      const urls = [node.url]
      const load = startLoad({ seed: 1, urls: () => urls, key: workspace.key, clients: 4, patienceMs: 90_000 })
      await until(async () => load.sent.length >= 10)
      const before = load.sent.length
      const ballast = join(fullPlace, 'ballast')
      const { bavail, bsize } = statfsSync(fullPlace)
      writeFileSync(ballast, Buffer.alloc(bavail * bsize - 64 * 1024))
      // The log is written ahead of everything else, in files made beforehand: it takes a while until there is no room for it.
      await db.execute('create table if not exists filling (text text)').catch(() => undefined)
      for (let count = 0; count < 200; count += 1) {
        const filled = await db
          .execute(`insert into filling select repeat(md5(number::text), 200) from generate_series(1, 500) as number`)
          .catch(() => null)
        if (filled === null) break
      }
      await sleep(1500)
      rmSync(ballast)
      await until(async () => (await db.query('select 1')).length === 1)
      await db.execute('truncate filling').catch(() => undefined)
      await sleep(500)
      await load.stop()
      assert.ok(load.sent.length > before)
      const undone = await drained(db, workspace.workspaceId, 60_000)
      assert.deepEqual([...undone, ...(await checkRound(db, workspace, load.sent))], [])
    } finally {
      await node?.signal('SIGKILL')
      await db.close()
      await server.stop()
      execFileSync('umount', ['-l', fullPlace])
    }
  })

  test('is refused to a second node, which names the first; that one goes on serving', async () => {
    const directory = join(scratch, 'one')
    const first = await startNode({ name: 'first', on: { dataDirectory: directory } })
    try {
      await assert.rejects(startNode({ name: 'second', on: { dataDirectory: directory } }), (error) => {
        assert.match(String(error), new RegExp(`ended with 1.*in use[\\s\\S]*${first.pid}`))
        return true
      })
      assert.equal((await fetch(`${first.url}/health/ready`)).ok || first.isAlive(), true)
    } finally {
      await first.signal('SIGTERM')
    }
  })

  test('is backed up under load and restored elsewhere: whatever was acknowledged before is there, and every law holds', async () => {
    const server = await startEmbedded({ directory: join(scratch, 'drill'), settings })
    const db = await openDatabase(server.connection, { applicationName: 'test', poolMax: 3, keyRing: testKeyRing() })
    await migrate(db)
    const workspace = await openWorkspace(db)
    const node = await startNode({ name: 'a', on: { databaseUrl: server.connection } })
    const load = startLoad({ seed: 2, urls: () => [node.url], key: workspace.key, clients: 3, patienceMs: 30_000 })
    await until(async () => load.sent.length >= 10)
    const acknowledged = [...load.sent]
    await backUp({ server, target: join(scratch, 'backup') })
    await load.stop()
    await node.signal('SIGKILL')
    await db.close()
    await server.stop()

    const directory = join(scratch, 'restored')
    await restore({ backup: join(scratch, 'backup'), directory })
    const restored = await startEmbedded({ directory, settings })
    const copy = await openDatabase(restored.connection, {
      applicationName: 'test',
      poolMax: 3,
      keyRing: testKeyRing(),
    })
    const again = await startNode({ name: 'b', on: { databaseUrl: restored.connection } })
    try {
      const undone = await drained(copy, workspace.workspaceId, 60_000)
      assert.deepEqual([...undone, ...(await checkRound(copy, workspace, acknowledged))], [])
    } finally {
      await again.signal('SIGKILL')
      await copy.close()
      await restored.stop()
    }
  })
})

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const so = await isSo().catch(() => false)
    if (so) return
    assert.ok(attempt < 600, 'it has not come about')
    await sleep(100)
  }
}
